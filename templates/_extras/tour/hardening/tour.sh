#!/bin/sh
# Builds the service in three ways that articles teach, and compares the images with this project's
# own. Each of the three runs as in the articles: without any flag. Use `make tour`, or:
#   ENGINE=docker IMAGE=name:tag sh hardening/tour.sh
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
: "${ENGINE:?is not set. Run make tour, or set it to docker or podman.}"
: "${IMAGE:?is not set. Run make tour, or set it to the image of this project.}"
work=$(mktemp -d)
tidy_up() {
    trap - EXIT
    rm -rf "$work"
}
trap tidy_up EXIT
trap 'tidy_up; exit 130' INT
trap 'tidy_up; exit 143' TERM HUP

# The rebuild would take minutes, and none of the three images is reproducible.
checks=$(grep -v -x reproducible-build "$HARDENING/checks/order")

# visit STOP IMAGE: inspects an image and writes a column of the table.
visit() {
    mkdir -p "$work/$1"
    echo "Inspecting $2 ..." >&2
    FACTS=$work/$1 IMAGE=$2 VERIFY_FORMAT=tap VERIFY_ONLY=$checks \
        sh "$HARDENING/verify.sh" >"$work/$1/tap" || true
    [ -s "$work/$1/files" ] || {
        echo "The image $2 can't be read. Run make build, then make tour again." >&2
        exit 1
    }
    user=$("$ENGINE" image inspect --format '{{.Config.User}}' "$2")
    {
        awk '{ sum += $2 } END { print sum }' "$work/$1/layers"
        echo "${user:-root}"
        awk -F '\t' '
            $5 ~ /\/(sh|ash|bash|dash|busybox)$/ { if ($1 == "whole") seen = 1; else below = 1 }
            $1 != "whole" && $2 ~ /^-/ && $2 ~ /[sS]/ { setuid[$5] }
            $1 == "whole" && $2 !~ /^l/ && substr($2, 9, 1) == "w" && $5 !~ /^\/(dev|proc|sys)(\/|$)/ { writable++ }
            END {
                count = 0
                for (path in setuid) count++
                print (seen ? "yes" : below ? "hidden" : "none")
                print count
                print writable + 0
            }' "$work/$1/files"
        awk '/^ok / && !/# SKIP/ { held++ } /^(not )?ok / && !/# SKIP waived/ { all++ } END { print held + 0 " of " all }' \
            "$work/$1/tap"
    } >"$work/$1/column"
}

# failed_at STOP: the checks that an image of the tour fails, on one line.
failed_at() { sed -n 's/^not ok [0-9]* - \([a-z-]*\).*/\1/p' "$work/$1/tap" | paste -s -d ' ' -; }

stop=0
for dockerfile in "$HARDENING"/tour/*.Dockerfile; do
    stop=$((stop + 1))
    image=${IMAGE%:*}:tour-$stop
    echo "Building $image from $(basename "$dockerfile") ..." >&2
    DOCKER_BUILDKIT=1 BUILDX_BUILDER='' "$ENGINE" build --file "$dockerfile" --tag "$image" "$HARDENING/.." >"$work/log" 2>&1 || {
        tail -n 20 "$work/log" >&2
        exit 1
    }
    (export DOCKERFILE="$dockerfile" RUN_FLAGS=/dev/null && visit "$stop" "$image")
done
visit ours "$IMAGE"

ours=$(head -n 1 "$work/ours/column")
echo
printf '%-16s %13s %13s %13s %13s\n' '' single-stage multi-stage by-deleting 'this project'
{
    printf '%s\n' 'bytes in layers' user shell 'setuid files' 'writable paths' 'checks held'
} | paste - "$work/1/column" "$work/2/column" "$work/3/column" "$work/ours/column" |
    awk -F '\t' -v ours="$ours" '
        { printf "%-16s %13s %13s %13s %13s\n", $1, $2, $3, $4, $5 }
        NR == 1 { printf "%-16s %13.1f %13.1f %13.1f %13.1f\n", "times as large", $2 / ours, $3 / ours, $4 / ours, $5 / ours }'
echo
for stop in 1 2 3; do
    echo "stop $stop fails: $(failed_at "$stop")"
done
echo
echo 'shell: "hidden" means deleted by a later layer, but still in the layer below.'
echo 'checks held: without the rebuild, which takes too long for four images.'
