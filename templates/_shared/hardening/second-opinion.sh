#!/bin/sh
# Runs third-party tools. If a tool isn't installed, the engine runs its image from settings.sh. If that
# fails too, prints where to get the tool and exits with 1, because nothing was checked. Otherwise the exit
# code is the tool's.
#   second-opinion.sh lint    hadolint on the Dockerfile, shellcheck on the scripts
#   second-opinion.sh scan    trivy, or else grype: fails on a high finding that has a fix
#   second-opinion.sh sbom    syft, or else buildx: lists what is in the image, in the file SBOM
# They need ENGINE, and `scan` and `sbom` also IMAGE. make sets both.
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$HARDENING/settings.sh"
work=''

has() { command -v "$1" >/dev/null 2>&1; }

missing() {
    case $1 in
        hadolint) how='brew install hadolint, or https://github.com/hadolint/hadolint#install' ;;
        shellcheck) how='apt-get install shellcheck, or https://github.com/koalaman/shellcheck#installing' ;;
        trivy) how='brew install trivy, or https://trivy.dev/docs/latest/getting-started/installation/' ;;
        grype) how='brew install grype, or https://github.com/anchore/grype#installation' ;;
        syft) how='brew install syft, or https://github.com/anchore/syft#installation' ;;
    esac
    echo "$1 isn't installed: $how" >&2
    status=1
}

# The tools read an archive, which every engine writes, so that it does not matter which one it is.
save_image() {
    : "${ENGINE:?is docker or podman: make sets it}" "${IMAGE:?is the image to look at: make sets it}"
    make_work
    "$ENGINE" save "$IMAGE" >"$work/image.tar"
}

make_work() {
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

# run TOOL ARGUMENT...: runs an installed tool, or else its image. The container sees this folder and the
# archive at their own paths, and can't change them.
run() {
    tool=$1
    shift
    if has "$tool"; then
        "$tool" "$@"
        return
    fi
    case $tool in
        hadolint) set -- --network=none --entrypoint=/bin/hadolint "$HADOLINT_IMAGE" "$@" ;;
        shellcheck) set -- --network=none --entrypoint=/bin/shellcheck "$SHELLCHECK_IMAGE" "$@" ;;
        grype) set -- --entrypoint=/grype "$GRYPE_IMAGE" "$@" ;;
        syft) set -- --network=none --entrypoint=/syft "$SYFT_IMAGE" "$@" ;;
    esac
    : "${ENGINE:?is docker or podman: make sets it}"
    [ -z "$work" ] || set -- --volume="$work:$work:ro" "$@"
    "$ENGINE" run --rm --security-opt=label=disable --volume="$PWD:$PWD:ro" --workdir="$PWD" "$@"
}

# opinion TOOL ARGUMENT...: runs a tool that prints nothing if it finds nothing. 125 to 127 are the engine's
# exit codes for a container that it can't run.
opinion() {
    code=0
    run "$@" || code=$?
    case $code in
        0) echo "$1: no findings." ;;
        12[567]) missing "$1" ;;
        *) status=$code ;;
    esac
}

lint() {
    cd "$HARDENING/.."
    opinion hadolint "$DOCKERFILE_PATH"
    set -- hardening/*.sh hardening/checks/*.sh
    for script in ./*.sh; do
        [ ! -f "$script" ] || set -- "$script" "$@"
    done
    opinion shellcheck "$@"
}

scan() {
    save_image
    if has trivy; then
        opinion trivy image --input "$work/image.tar" --scanners vuln \
            --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1
    else
        opinion grype "docker-archive:$work/image.tar" --only-fixed --fail-on high
    fi
}

sbom() {
    : "${SBOM:?is the file to write: make sets it}"
    if ! has syft && can_attest; then
        build_with_sbom
    else
        save_image
        run syft "docker-archive:$work/image.tar" --output spdx-json \
            --source-name "${IMAGE%:*}" --source-version "${IMAGE##*:}" >"$work/sbom.json" || status=$?
        case $status in
            0) mv "$work/sbom.json" "$SBOM" ;;
            12[567]) missing syft && return ;;
            *) return ;;
        esac
    fi
    echo "Wrote the SBOM of $IMAGE to $SBOM."
}

# The engine's own builder makes no attestations, unless containerd keeps the engine's images.
can_attest() {
    case $("$ENGINE" --version) in *podman*) return 1 ;; esac
    [ -n "${BUILDX_BUILDER-}" ] ||
        "$ENGINE" info --format '{{.DriverStatus}}' | grep -q io.containerd.snapshotter
}

# Builds the image again, quickly thanks to the cache, and exports its files together with the SBOM.
build_with_sbom() {
    make_work
    make -C "$HARDENING/.." -f "${MAKEFILE_PATH:-Makefile}" --no-print-directory build LOAD= IMAGE="${IMAGE%:*}" TAG="${IMAGE##*:}" \
        BUILD_FLAGS="--attest type=sbom${SBOM_GENERATOR:+,generator=$SBOM_GENERATOR} --output type=local,dest=$work/image"
    mv "$work/image/sbom.spdx.json" "$SBOM"
}

status=0
case ${1-} in
    lint) lint ;;
    scan) scan ;;
    sbom) sbom ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p;}' "$0" >&2
        exit 2
        ;;
esac
exit "$status"
