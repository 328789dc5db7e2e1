# shellcheck shell=sh
need interfaces
mode=$(look main '{{.HostConfig.NetworkMode}}')
[ "$mode" = none ] || fail "the network is $mode, not none"
others=$(sed -n 's/^ *\([^ :|]*\):.*/\1/p' "$FACTS/interfaces" | grep -v -x lo | tr '\n' ' ')
[ -z "$others" ] || fail "it has network interfaces: $others"
pass 'works with lo as its only network interface'
