# shellcheck shell=sh
# The effective set is empty for any user but root; only the others show that nothing is left.
need status
for set in CapBnd CapPrm CapEff CapAmb CapInh; do
    value=$(awk -v set="$set:" '$1 == set { print $2 }' "$FACTS/status")
    [ -n "$value" ] || fail "the kernel reports no $set"
    case $value in *[!0]*) fail "$set of process 1 is $value, not 0" ;; esac
done
pass 'every capability set of process 1 is empty'
