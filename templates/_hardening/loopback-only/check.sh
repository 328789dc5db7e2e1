# shellcheck shell=sh
need status
# shellcheck disable=SC2016 # variables of the format, not of the shell
exposed=$(configured '{{range $port, $none := .Config.ExposedPorts}}{{println $port}}{{end}}')
[ -n "$exposed" ] || fail 'the image exposes no port'
for port in $exposed; do
    [ "${port%/*}" -gt 1024 ] || fail "the image exposes port ${port%/*}: ports up to 1024 need a privilege"
done
[ "$(look main '{{.HostConfig.NetworkMode}}')" != host ] || fail 'it is in the network of the host'
addresses=$("$ENGINE" port "$RUN_ID-main" | sed 's/.* -> //; s/:[0-9]*$//; s/^\[\(.*\)\]$/\1/' | sort -u)
[ -n "$addresses" ] || fail 'no port is published on a named address'
for address in $addresses; do
    case $address in
        127.* | ::1) ;;
        *) fail "published on $address, so every network of this machine can reach it" ;;
    esac
done
pass "published on $(echo "$addresses" | tr '\n' ' ')only"
