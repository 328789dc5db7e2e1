# shellcheck shell=sh
need interfaces "the service does not run: $(tail -n 1 "$FACTS/errors.process")"
mode=$(look main '{{.HostConfig.NetworkMode}}')
[ "$mode" = none ] || fail "the network is $mode, not none"
others=$(sed -n 's/^ *\([^ :|]*\):.*/\1/p' "$FACTS/interfaces" | grep -v -x lo | tr '\n' ' ')
[ -z "$others" ] || fail "it has network interfaces: $others"
pass 'at work with no interface but lo'
