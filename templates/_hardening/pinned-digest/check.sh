# shellcheck shell=sh
# Every image that the Dockerfile names has a digest, and so has the image of tools.
images=$(named_images "${DOCKERFILE:-$HARDENING/../${DOCKERFILE_PATH:-Dockerfile}}") || fail 'the Dockerfile cannot be read'
[ -n "$images" ] || fail 'the Dockerfile names no image, so there is nothing to check'

images="$images $TOOLBOX"
for image in $images; do
    case $image in *@*) ;; *) fail "$image has no digest. Run make pin" ;; esac
    has_digest "$image" ||
        fail "$image has an invalid digest. Use sha256: and 64 hexadecimal digits, or run make pin"
done
# shellcheck disable=SC2086 # one word an image
pass "$(echo $images | sed 's/ /, /g')"
