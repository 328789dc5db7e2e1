# shellcheck shell=sh
need status
value=$(awk '$1 == "Seccomp:" { print $2 }' "$FACTS/status")
[ "$value" = 2 ] || fail "Seccomp of process 1 is ${value:-not known}, not 2: no filter is in force"
pass 'a filter is in force for process 1'
