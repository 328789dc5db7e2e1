# shellcheck shell=sh
need status
value=$(awk '$1 == "NoNewPrivs:" { print $2 }' "$FACTS/status")
[ "$value" = 1 ] || fail "NoNewPrivs of process 1 is ${value:-unknown}, not 1; restore --security-opt=no-new-privileges in hardening/run.flags"
pass 'NoNewPrivs of process 1 is 1'
