#!/bin/sh
# Shows what is in the image, and how large it is.
#   ENGINE=docker IMAGE=name:tag sh hardening/size.sh     (make size does that)
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
: "${ENGINE:?is docker or podman: make size sets it}"
: "${IMAGE:?is the image to look at: make size sets it}"
# shellcheck source=/dev/null
. "$HARDENING/settings.sh"
# shellcheck source=/dev/null
. "$HARDENING/container.sh"
# shellcheck source=/dev/null
. "$HARDENING/image.sh"

read_image 2>"$FACTS/errors" || {
    echo "The image $IMAGE cannot be read: $(tail -n 1 "$FACTS/errors")" >&2
    exit 1
}
bytes=$(awk '{ sum += $2 } END { print sum }' "$FACTS/layers")
compressed=$(for archive in "$FACTS"/archives/[0-9]*.tar; do gzip -c "$archive" | wc -c; done |
    awk '{ sum += $1 } END { print sum }')

echo "$IMAGE"
echo
# Files, summed up by the first three folders of their path; the ten largest.
awk -F '\t' '$1 == "whole" && $2 ~ /^-/ && $4 > 0 {
    count = split($5, part, "/")
    path = ""
    for (i = 2; i <= count && i <= 4; i++) path = path "/" part[i]
    sum[path] += $4
} END { for (path in sum) print sum[path] "\t" path }' "$FACTS/files" | sort -rn |
    awk -F '\t' '
        { all += $1; if (NR <= 10) { size[NR] = $1; path[NR] = $2; shown = NR } else { rest += $1; more++ } }
        function line(bytes, name,    share, bar) {
            share = all ? bytes / all : 0
            bar = sprintf("%" int(share * 24 + 0.5) "s", "")
            gsub(/ /, "#", bar)
            if (share * 24 < 0.5) bar = ""
            printf "  %12d  %3d %%  %-24s  %s\n", bytes, share * 100 + 0.5, bar, name
        }
        END {
            for (i = 1; i <= shown; i++) line(size[i], path[i])
            if (more) line(rest, more " more")
        }'
echo
printf '  %12d  bytes in layers (%d of them): what it takes on disk\n' "$bytes" "$(wc -l <"$FACTS/layers")"
printf '  %12d  bytes compressed with gzip: what a pull fetches\n' "$compressed"
[ -z "${SIZE_BUDGET-}" ] ||
    printf '  %12d  bytes are the budget: %d %% of it is used\n' "$SIZE_BUDGET" "$((bytes * 100 / SIZE_BUDGET))"
