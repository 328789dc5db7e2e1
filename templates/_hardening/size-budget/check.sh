# shellcheck shell=sh
need layers
bytes=$(awk '{ sum += $2 } END { print sum }' "$FACTS/layers")
advice="'make size' lists them; raise SIZE_BUDGET in hardening/settings.sh if the image needs them"
[ "$bytes" -le "$SIZE_BUDGET" ] || fail "$bytes bytes in layers are over the budget of $SIZE_BUDGET: $advice"
pass "$bytes of $SIZE_BUDGET bytes"
