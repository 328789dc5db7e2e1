# shellcheck shell=sh
# Over all layers, no file may be started but those declared in settings.sh, and no layer hides what a layer below still holds.
need files
awk '$1 != "whole"' "$FACTS/files" | sed 's/^\([^ ]*\) \([^ ]*\) [^ ]* [^ ]* /\1 \2 /' >"$FACTS/layered"
hidden=$(awk '{ path = $0; sub(/^[^ ]+ [^ ]+ /, "", path) } path ~ /\/\.wh\.[^\/]*$/ { print path " in layer " $1 }' \
    "$FACTS/layered" | head -n 3 | tr '\n' ' ')
[ -z "$hidden" ] || fail "deleted by a later layer, and still in the image below it: $hidden"

started=$(awk '$2 ~ /^-/ && substr($2, 2) ~ /[xst]/ { path = $0; sub(/^[^ ]+ [^ ]+ /, "", path); print path }' \
    "$FACTS/layered" | sort -u)
[ -n "$started" ] || fail 'no file at all can be started: the image was not read aright'
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
pass "all that can be started: $(echo "$started" | tr '\n' ' ')"
