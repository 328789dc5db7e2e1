#!/usr/bin/env bash
# Makes the stand-ins for the base images, in the engine that `docker` speaks to, and copies them to
# podman. What is there already, made by these same recipes, is left alone. Called by up.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$here/settings.sh"
exec >&2

DEBIAN_BASED="build-tools.sh debian.sh"
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
mkdir -p "$CACHE"

# fingerprint FILE…: of the recipe and what it is built on, wherever this checkout is; a change to it
# makes the stand-in anew.
fingerprint() { find "$@" -type f -exec sha256sum {} + | sort | sha256sum | cut -c 1-32; }

# made_by ENGINE IMAGE: the recipe that the image was made by, or nothing.
made_by() { "$1" image inspect -f "{{index .Config.Labels \"$STAND_IN_LABEL.recipe\"}}" "$2" 2>/dev/null || true; }

# stand_in IMAGE "OTHER FILES THAT DECIDE" RECIPE [ARGUMENT]
stand_in() {
  local image=$1 others=$2 recipe=$3 context started=$SECONDS made
  shift 3
  # shellcheck disable=SC2086  # a list of paths without spaces
  made=$(cd "$here/stand-ins" && fingerprint "$recipe"* $others)
  [ "$(made_by docker "$image")" = "$made" ] && return
  context=$(mktemp -d -p "$CACHE" context.XXXXXX)
  if ! { "$here/stand-ins/$recipe.sh" "$@" "$context" &&
    docker build --quiet --tag "$image" --label "$STAND_IN_LABEL=true" --label "$STAND_IN_LABEL.recipe=$made" "$context"; } \
    >"$log/$recipe.${1:-}" 2>&1; then
    tail -n 40 "$log/$recipe.${1:-}"
    fail "no stand-in for $image; its context is $context"
  fi
  rm -rf "$context"
  say "made a stand-in for $image ($((SECONDS - started)) s)"
}

copy_to_podman() {
  local image missing=()
  for image in "$@"; do
    [ "$(made_by docker "$image")" = "$(made_by podman "$image")" ] || missing+=("$image")
  done
  [ "${#missing[@]}" -eq 0 ] && return
  say "copying to podman: ${missing[*]}"
  docker save "${missing[@]}" -o "$log/images.tar"
  podman load -q -i "$log/images.tar" >/dev/null
  # Docker writes its own library's images by their short names, which podman takes for local ones.
  for image in "${missing[@]}"; do
    case $image in
      docker.io/library/*)
        podman image exists "localhost/${image##*/}" || continue
        podman tag "localhost/${image##*/}" "$image"
        podman untag "$image" "localhost/${image##*/}"
        ;;
    esac
  done
}

# Two rows of work at a time, as most of it waits for the disk or the network.
(
  stand_in docker.io/library/alpine:3.24 "" alpine 3.24
  stand_in docker.io/library/alpine:3.23 "" alpine 3.23
  stand_in docker.io/library/debian:12-slim "" debian bookworm
  stand_in gcr.io/distroless/static-debian13:nonroot "" distroless static
  stand_in gcr.io/distroless/base-debian13:nonroot "" distroless base
) &
first=$!
stand_in docker.io/library/debian:13-slim "" debian trixie
stand_in docker.io/library/golang:1.27-trixie "$DEBIAN_BASED" golang 1.27
stand_in docker.io/library/golang:1.26-trixie "$DEBIAN_BASED" golang 1.26
for tag in 26-trixie-slim 26-bookworm-slim 26-alpine3.24 24-trixie-slim 24-alpine3.23 22-trixie-slim 22-alpine3.24; do
  case $tag in *alpine*) others="alpine.sh alpine" ;; *) others=debian.sh ;; esac
  stand_in "docker.io/library/node:$tag" "$others" node "${tag%%-*}" "${tag#*-}"
done
stand_in docker.io/library/maven:3.9-eclipse-temurin-25-noble "$DEBIAN_BASED" maven 25
stand_in docker.io/library/maven:3.9-eclipse-temurin-21-noble "$DEBIAN_BASED" maven 21
stand_in docker.io/library/eclipse-temurin:25-jre-noble "$DEBIAN_BASED" eclipse-temurin 25
stand_in docker.io/library/eclipse-temurin:21-jre-noble "$DEBIAN_BASED" eclipse-temurin 21
stand_in docker.io/library/rust:1.100-slim-trixie "$DEBIAN_BASED" rust 1.100
stand_in docker.io/library/rust:1.99-slim-trixie "$DEBIAN_BASED" rust 1.99
stand_in docker.io/library/gcc:16-trixie "$DEBIAN_BASED" gcc 16
stand_in docker.io/library/gcc:15-trixie "$DEBIAN_BASED" gcc 15
stand_in docker.io/library/ubuntu:26.04 "$DEBIAN_BASED" ubuntu
stand_in docker.io/library/python:3.15-slim-trixie "$DEBIAN_BASED" python 3.15
stand_in docker.io/library/python:3.14-slim-trixie "$DEBIAN_BASED" python 3.14
wait "$first"

copy_to_podman docker.io/library/alpine:3.24 docker.io/library/debian:13-slim \
  docker.io/library/golang:1.27-trixie docker.io/library/ubuntu:26.04 \
  gcr.io/distroless/static-debian13:nonroot gcr.io/distroless/base-debian13:nonroot

# What has been replaced would only take space.
docker image prune --force --filter "label=$STAND_IN_LABEL=true" >/dev/null
podman image prune --force --filter "label=$STAND_IN_LABEL=true" >/dev/null
