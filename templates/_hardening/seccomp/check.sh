# shellcheck shell=sh
need status
value=$(awk '$1 == "Seccomp:" { print $2 }' "$FACTS/status")
[ "$value" = 2 ] || fail "Seccomp of process 1 is ${value:-unknown}, not 2: no filter is in force"
# A filter may let everything through: only the engine's own is known to filter.
case $(look main '{{.HostConfig.SecurityOpt}}') in
    *seccomp=*) fail "the filter in force is not the engine's default profile" ;;
esac
pass "the engine's default filter is in force for process 1"
