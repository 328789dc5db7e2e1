# shellcheck shell=sh
# Every image that the Dockerfile names has a tag or a digest that names a version; and so has the
# image of tools that the checks are run with.
images=$(named_images "${DOCKERFILE:-$HARDENING/../Dockerfile}") || fail 'the Dockerfile cannot be read'
[ -n "$images" ] || fail 'the Dockerfile names no image, so there is nothing to check'

images="$images $TOOLBOX"
for image in $images; do
    last=${image##*/}
    case $last in
        *@sha256:*) continue ;;
        *:) fail "$image has an empty tag" ;;
        *:*) ;;
        *) fail "$image has no tag, which means latest" ;;
    esac
    # The version is in the tag, or at the end of the name, as in static-debian13:nonroot.
    case $(echo "${last#*:}" | tr '[:upper:]' '[:lower:]') in
        latest | latest-*) fail "$image names another image every few weeks" ;;
        *[0-9]*) ;;
        *) case ${last%%:*} in *[!0-9]) fail "the tag ${last#*:} of $image names no version" ;; esac ;;
    esac
done
# shellcheck disable=SC2086 # one word an image
pass "$(echo $images | sed 's/ /, /g')"
