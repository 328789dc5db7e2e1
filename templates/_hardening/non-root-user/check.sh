# shellcheck shell=sh
# The user is two numbers, neither of them root, in the configuration and in the kernel's eyes.
user=$(configured '{{.Config.User}}')
echo "$user" | grep -E -q '^[1-9][0-9]*:[1-9][0-9]*$' ||
    fail "USER is '$user', not a user and a group by number, neither of them 0"
need status
awk '$1 ~ /^(Uid|Gid|Groups):$/ { for (i = 2; i <= NF; i++) if ($i == 0) exit 1 }' "$FACTS/status" ||
    fail 'process 1 has an id or a group that is 0'
uid=$(awk '$1 == "Uid:" { print $2 }' "$FACTS/status")
gid=$(awk '$1 == "Gid:" { print $2 }' "$FACTS/status")
[ "$uid:$gid" = "$user" ] || fail "process 1 runs as $uid:$gid, not as $user"
groups=$(awk -v gid="$gid" '$1 == "Groups:" { for (i = 2; i <= NF; i++) if ($i != gid) print $i }' "$FACTS/status" | tr '\n' ' ')
[ -z "$groups" ] || fail "process 1 is in more groups than USER names: $groups- remove --group-add in hardening/run.flags"
pass "process 1 runs as $uid:$gid"
