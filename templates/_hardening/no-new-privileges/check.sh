# shellcheck shell=sh
need status "the service does not run: $(tail -n 1 "$FACTS/errors.process")"
value=$(awk '$1 == "NoNewPrivs:" { print $2 }' "$FACTS/status")
[ "$value" = 1 ] || fail "NoNewPrivs of process 1 is ${value:-not known}, not 1"
pass 'NoNewPrivs of process 1 is 1'
