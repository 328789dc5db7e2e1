#!/bin/sh
# Runs third-party tools. If a tool is missing, prints where to get it and exits with 1, because
# nothing was checked. Otherwise the exit code is the tool's.
#   second-opinion.sh lint    hadolint on the Dockerfile, shellcheck on the scripts
#   second-opinion.sh scan    trivy, or else grype: fails on a high finding that has a fix
#   second-opinion.sh sbom    syft, or else buildx: lists what is in the image, in the file SBOM
# `scan` and `sbom` need ENGINE and IMAGE, which `make scan` and `make sbom` set.
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)

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
    : "${ENGINE:?is docker or podman: make sets it}"
    : "${IMAGE:?is the image to look at: make sets it}"
    make_work
    "$ENGINE" save "$IMAGE" >"$work/image.tar"
}

make_work() {
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

# opinion TOOL ARGUMENT...: runs a tool that prints nothing if it finds nothing.
opinion() {
    if "$@"; then echo "$1: no findings."; else status=$?; fi
}

lint() {
    cd "$HARDENING/.."
    if has hadolint; then opinion hadolint Dockerfile; else missing hadolint; fi
    set -- hardening/*.sh hardening/checks/*.sh
    for script in ./*.sh; do
        [ ! -f "$script" ] || set -- "$script" "$@"
    done
    if has shellcheck; then opinion shellcheck "$@"; else missing shellcheck; fi
}

scan() {
    if has trivy; then
        save_image
        opinion trivy image --input "$work/image.tar" --scanners vuln \
            --severity HIGH,CRITICAL --ignore-unfixed --exit-code 1
    elif has grype; then
        save_image
        opinion grype "docker-archive:$work/image.tar" --only-fixed --fail-on high
    else
        missing trivy
        missing grype
    fi
}

sbom() {
    : "${SBOM:?is the file to write: make sets it}"
    if has syft; then
        save_image
        syft "docker-archive:$work/image.tar" --output "spdx-json=$SBOM" \
            --source-name "${IMAGE%:*}" --source-version "${IMAGE##*:}"
    elif can_attest; then
        build_with_sbom
    else
        missing syft
        echo 'Or let a buildx builder create the SBOM: make sbom BUILDX_BUILDER=NAME' >&2
        return
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
    make -C "$HARDENING/.." --no-print-directory build LOAD= IMAGE="${IMAGE%:*}" TAG="${IMAGE##*:}" \
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
