# shellcheck shell=sh
# Over all layers, no file may be started but those declared in settings.sh, and no layer hides
# what a layer below still holds.
need files
hidden=$(awk -F '\t' '$1 != "whole" && $5 ~ /\/\.wh\.[^\/]*$/ { print $5 " in layer " $1 }' "$FACTS/files" |
    head -n 3 | tr '\n' ' ')
[ -z "$hidden" ] || fail "deleted by a later layer, and still in the image below it: $hidden"

started=$(awk -F '\t' '$1 != "whole" && $2 ~ /^-/ && substr($2, 2) ~ /[xst]/ { print $5 }' "$FACTS/files" | sort -u)
[ -n "$started" ] || fail 'no file at all can be started: the image was not read correctly'
extra=$(echo "$started" | grep -v -x -F "$(echo "$EXECUTABLES" | tr ' ' '\n')" | head -n 3 | tr '\n' ' ')
[ -z "$extra" ] || fail "can be started, and is not declared: $extra"
need status
for shell in sh /bin/sh /bin/bash /bin/busybox /busybox/sh; do
    code=0
    "$ENGINE" exec "$RUN_ID-main" "$shell" -c : || code=$?
    case $code in
        126 | 127) ;;
        *) fail "$shell in the running container ended with $code, not 126 or 127: not found" ;;
    esac
done
# shellcheck disable=SC2086 # one line
pass "every program in the image:$(printf ' %s' $started)"
