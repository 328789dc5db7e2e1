# shellcheck shell=sh
# The image is built again, without cache. The result must be identical: the same layers,
# configuration and time.
case $("$ENGINE" --version) in
    *podman*) skip 'podman puts the time of the build into the image' ;;
esac
version=$("$ENGINE" version --format '{{.Server.Version}}')
[ "${version%%.*}" -ge 23 ] ||
    skip "Docker $version ignores SOURCE_DATE_EPOCH; 23.0 and later do not"

fingerprint() {
    "$ENGINE" image inspect --format '{{json .RootFS.Layers}} {{.Created}} {{json .Config}}' "$1"
}
again=$RUN_ID-rebuild
# A report that is written here meanwhile makes the work tree dirty, and leaves the source as it was.
revision=$(configured '{{index .Config.Labels "org.opencontainers.image.revision"}}')
case $revision in '<no value>') revision='' ;; esac
make -C "$HARDENING/.." -f "${MAKEFILE_PATH:-Makefile}" --no-print-directory build IMAGE="$again" TAG=once-more \
    VERSION="${VERSION:-dev}" ${revision:+"REVISION=$revision"} BUILD_FLAGS=--no-cache || fail 'it cannot be built again'
first=$(fingerprint "$IMAGE")
second=$(fingerprint "$again:once-more")
id=$("$ENGINE" image inspect --format '{{.Id}}' "$IMAGE")
"$ENGINE" image rm --force "$again:once-more"
[ -n "$first" ] || fail 'the image cannot be inspected'
[ "${first%% *}" = "${second%% *}" ] ||
    fail 'built again without cache, its files differ (or the source has changed since: make build)'
[ "$first" = "$second" ] ||
    fail 'built again without cache, its configuration differs (or other variables were set: make build)'
pass "a rebuild without cache is identical: $(echo "${id#sha256:}" | cut -c 1-12)"
