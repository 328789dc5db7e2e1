# shellcheck shell=sh
label() { configured "{{index .Config.Labels \"org.opencontainers.image.$1\"}}"; }
for name in title description source revision version created; do
    value=$(label "$name") || fail 'the image cannot be inspected'
    case $value in '' | '<no value>') fail "the label $name is missing" ;; esac
done
[ "$(label title)" = "$TITLE" ] || fail "the title is $(label title), not $TITLE"
[ "$(label description)" = "$DESCRIPTION" ] || fail "the description is $(label description), not $DESCRIPTION"
label created | grep -E -q '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$' ||
    fail "the time created, $(label created), is not an RFC 3339 time"
pass "$(label title) $(label version), revision $(label revision | sed 's/^\([0-9a-f]\{12\}\)[0-9a-f]*/\1/'), $(label created)"
