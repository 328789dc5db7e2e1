# shellcheck shell=sh
# A bit on a file makes it run with the rights of its owner or group; a capability gives it
# some of root's. On a folder, new files only inherit the group, and nobody gains rights.
need files
raised=$(awk -F '\t' '$1 != "whole" && $2 ~ /^-/ && $2 ~ /[sS]/ { print $5 " in layer " $1 }' "$FACTS/files")
[ -z "$raised" ] || fail "setuid or setgid: $(echo "$raised" | head -n 3 | tr '\n' ' ')"
capable=$(tr '\n' ' ' <"$FACTS/capable")
[ -z "$capable" ] || fail "a file with a capability in layer $capable"
pass "none in any of the layers ($(wc -l <"$FACTS/layers" | tr -d ' '))"
