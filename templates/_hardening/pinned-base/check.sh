# shellcheck shell=sh
# Every image that the Dockerfile names has a tag or a digest that names a version; and so has the
# image of tools that the checks are run with. What ADD downloads has a checksum.
dockerfile=${DOCKERFILE:-$HARDENING/../${DOCKERFILE_PATH:-Dockerfile}}
images=$(named_images "$dockerfile") || fail 'the Dockerfile cannot be read'
[ -n "$images" ] || fail 'the Dockerfile names no image, so there is nothing to check'
urls=$(added_urls "$dockerfile" | head -n 3 | tr '\n' ' ')
[ -z "$urls" ] || fail "ADD downloads without a checksum: $urls- add --checksum=sha256:... to the ADD line of the Dockerfile"

# names_version TAG: whether a part of the tag is a version, apart from the name of a processor.
names_version() {
    echo "$1" | sed -E 's/(^|[-_.])(amd64|arm64|arm64v8|arm32v[567]|i386|s390x|ppc64le|riscv64|mips64le|x86[-_]64)($|[-_.])/\1\3/g' |
        grep -q '[0-9]'
}
# moves TAG: whether a part of the tag is the name of something that moves, and no day is named.
moves() {
    echo "$1" | grep -q -E '(^|[-_.])(latest|nightly|edge|rolling|canary|unstable|sid|rawhide|master|main|head|tip|snapshot)($|[-_.])' &&
        ! echo "$1" | grep -q -E '(^|[-_.])20[0-9]{2}-?[0-9]{2}-?[0-9]{2}'
}

images="$images $TOOLBOX"
for image in $images; do
    name=${image%%@*}
    last=${name##*/}
    tag=''
    case $image in
        *'$'*) fail "$image has no value: give its ARG a default in the Dockerfile" ;;
        *@*)
            has_digest "$image" || fail "$image has an invalid digest: use sha256: and 64 hexadecimal digits, or name a version"
            continue
            ;;
    esac
    case $last in
        *:) fail "$image has an empty tag" ;;
        *:*) tag=$(echo "${last#*:}" | tr '[:upper:]' '[:lower:]') ;;
        *) fail "$image has no tag, which means latest: add a version, such as $image:1.2" ;;
    esac
    case $tag in
        [!a-z0-9_]* | *[!a-z0-9_.-]*) fail "$image has an invalid tag" ;;
    esac
    ! moves "$tag" || fail "$image names another image every few weeks: name a version in the Dockerfile"
    # The version is in the tag, or at the end of the name, as in static-debian13:nonroot.
    names_version "$tag" ||
        case ${last%%:*} in *[!0-9]) fail "the tag ${last#*:} of $image names no version" ;; esac
done
# shellcheck disable=SC2086 # one word an image
pass "$(echo $images | sed 's/ /, /g')"
