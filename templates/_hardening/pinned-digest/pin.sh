#!/bin/sh
# Names every image of the Dockerfile, and the image of tools, by the digest that its tag has today.
# All are asked for first; then all are written, or nothing is.
#   ENGINE=docker sh hardening/pin.sh     (make pin does that)
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
: "${ENGINE:?is docker or podman: make pin sets it}"
# shellcheck source=/dev/null
. "$HARDENING/settings.sh"
DOCKERFILE=$HARDENING/../${DOCKERFILE_PATH:-Dockerfile}
# shellcheck source=/dev/null
. "$HARDENING/named-images.sh"

stop() {
    echo "$1: nothing was changed." >&2
    exit 1
}

# Next to the files, so that they can be moved into place in one step.
new_dockerfile=$DOCKERFILE.pin.$$
new_settings=$HARDENING/settings.sh.pin.$$
facts=$(mktemp -d)
trap 'rm -rf "$new_dockerfile" "$new_settings" "$facts"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

is_podman() { case $("$ENGINE" --version) in *podman*) ;; *) false ;; esac }

# digest_of IMAGE: the digest that the registry has for a tag, of the tag's index if it has one.
digest_of() {
    if is_podman; then
        if command -v skopeo >/dev/null; then
            skopeo inspect --format '{{.Digest}}' "docker://$1" && return
        fi
        pulled_by_podman "$1"
    else
        # A Docker without buildx pulls the image, with the same result.
        "$ENGINE" buildx imagetools inspect "$1" >"$facts/said" ||
            "$ENGINE" pull "$1" >"$facts/said" || return 1
        sed -n 's/^Digest: *//p' "$facts/said"
    fi
}

# Podman records two digests for a pulled image: its own, and the digest of its index. The index is the
# one that does not list itself.
pulled_by_podman() {
    "$ENGINE" pull --quiet "$1" >/dev/null || return 1
    # An image of one platform has no index, and no second digest.
    "$ENGINE" manifest inspect "$1" >"$facts/index" 2>/dev/null || true
    digests=$("$ENGINE" image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" |
        sed -n "s|^${1%:*}@||p" | while read -r digest; do
            grep -qF "$digest" "$facts/index" || echo "$digest"
        done)
    # With several digests, today's can't be determined.
    [ "$(echo "$digests" | wc -l)" -eq 1 ] || {
        echo "an older state of it was pulled before. Remove it first: $ENGINE image rm $1" >&2
        return 1
    }
    echo "$digests"
}

# pin FILE NEW IMAGE DIGEST: sets the digest of IMAGE in every line of a file that isn't a
# comment. Longer names that begin or end with IMAGE stay unchanged.
pin() {
    awk -v image="$3" -v digest="$4" '
        /^[ \t]*#/ && tolower($0) !~ /^# *syntax *=/ { print; next }
        {
            done = ""
            rest = $0
            while ((at = index(rest, image)) > 0) {
                before = done substr(rest, 1, at - 1)
                rest = substr(rest, at + length(image))
                isWhole = before !~ /[A-Za-z0-9.\/:_-]$/ && rest !~ /^[A-Za-z0-9._-]/
                if (isWhole) sub(/^@sha256:[0-9a-f]*/, "", rest)
                done = before image (isWhole ? "@" digest : "")
            }
            print done rest
        }' "$1" >"$facts/file"
    # The file keeps its mode.
    cat "$facts/file" >"$2"
}

images=$(named_images "$DOCKERFILE") || stop 'The Dockerfile cannot be read'
cp -p "$DOCKERFILE" "$new_dockerfile"
cp -p "$HARDENING/settings.sh" "$new_settings"
for name in $(printf '%s\n' "$images" "$TOOLBOX" | sort -u); do
    image=${name%%@*}
    case ${image##*/} in
        *:*) ;;
        # By its digest alone it is pinned, and there is no tag to ask for.
        *) [ "$image" = "$name" ] || continue
            stop "$image has no tag, which means latest: name one" ;;
    esac
    digest=$(digest_of "$image" 2>"$facts/errors") ||
        stop "The digest of $image is not available: $(sed '/^[[:space:]]*$/d' "$facts/errors" | tail -n 1)"
    case $digest in
        sha256:*[!0-9a-f]* | '') stop "$ENGINE has no digest for $image" ;;
        sha256:*) ;;
        *) stop "$ENGINE has no digest for $image" ;;
    esac
    pin "$new_dockerfile" "$new_dockerfile" "$image" "$digest"
    pin "$new_settings" "$new_settings" "$image" "$digest"
    case $name in
        "$image@$digest") echo "$image is at $digest, as before" ;;
        "$image") echo "$image is pinned to $digest" ;;
        *) echo "$image has moved from ${name#*@} to $digest" ;;
    esac >>"$facts/report"
done
left=$(named_images "$new_dockerfile" | grep -v '@sha256:') || left=''
[ -z "$left" ] ||
    stop "$(echo "$left" | head -n 1) is put together from arguments in the Dockerfile: name its digest there by hand"
mv "$new_settings" "$HARDENING/settings.sh"
mv "$new_dockerfile" "$DOCKERFILE"
cat "$facts/report"
