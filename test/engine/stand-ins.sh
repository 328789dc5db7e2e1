#!/usr/bin/env bash
# Makes the stand-ins for the base images, in the engine that `docker` speaks to, and copies the ones
# that podman tests need to podman. Images of unchanged recipes are kept.
#   stand-ins.sh              all that CI needs (up.sh calls it so)
#   stand-ins.sh IMAGE…       these, for example docker.io/library/node:22-trixie-slim
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$here/settings.sh"
exec >&2

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
mkdir -p "$CACHE"

# recipe_of IMAGE: the recipe in stand-ins/ and its arguments; nothing for an image without one.
recipe_of() {
  local name=${1##*/} tag=${1##*:}
  case $name in
    alpine:*) echo "alpine ${tag}" ;;
    debian:13-slim) echo 'debian trixie' ;;
    debian:12-slim) echo 'debian bookworm' ;;
    ubuntu:*) echo "ubuntu $tag" ;;
    static-debian13:nonroot) echo 'distroless static' ;;
    base-nossl-debian13:nonroot) echo 'distroless base-nossl' ;;
    base-debian13:nonroot) echo 'distroless base' ;;
    golang:*-trixie) echo "golang ${tag%%-*}" ;;
    node:*-*) echo "node ${tag%%-*} ${tag#*-}" ;;
    python:*-*) echo "python ${tag%%-*} ${tag#*-}" ;;
    rust:*-slim-trixie) echo "rust ${tag%%-*}" ;;
    gcc:*-*) echo "gcc ${tag%%-*}" ;;
    maven:3.9-eclipse-temurin-*-noble) tag=${tag%-noble} && echo "maven ${tag##*-}" ;;
    eclipse-temurin:*-jre-noble) echo "eclipse-temurin ${tag%%-*}" ;;
  esac
}

# base_recipe_of IMAGE: the recipe of the distribution that a toolchain's image is made on.
base_recipe_of() {
  case $1 in
    *-alpine3.*) echo alpine ;;
    *) echo debian ;;
  esac
}

# fingerprint FILE…: of the recipe and the recipes below it, independent of the path of this checkout.
# A change rebuilds the stand-in.
fingerprint() { find "$@" -type f -exec sha256sum {} + | sort | sha256sum | cut -c 1-32; }

# made_by ENGINE IMAGE: the recipe that the image was made by, or nothing.
made_by() { "$1" image inspect -f "{{index .Config.Labels \"$STAND_IN_LABEL.recipe\"}}" "$2" 2>/dev/null || true; }

# recipe_files RECIPE IMAGE: the files that decide what becomes of a stand-in.
recipe_files() {
  case $1 in
    alpine | debian | ubuntu | distroless) echo "$1"* ;;
    maven) echo maven* eclipse-temurin* build-tools.sh debian* ;;
    *) echo "$1"* build-tools.sh "$(base_recipe_of "$2")"* ;;
  esac
}

# stand_in IMAGE: makes it, unless it is there.
stand_in() {
  local image=$1 recipe arguments made started=$SECONDS
  read -r recipe arguments <<<"$(recipe_of "$image")"
  [ -n "$recipe" ] || fail "no recipe makes a stand-in for $image: see recipe_of in $0"
  # shellcheck disable=SC2046  # a list of paths without spaces
  made=$(cd "$here/stand-ins" && fingerprint $(recipe_files "$recipe" "$image"))
  [ "$(made_by docker "$image")" = "$made" ] && return
  # A second try, because servers have bad minutes.
  make_stand_in "$image" "$made" "$recipe" "$arguments" || make_stand_in "$image" "$made" "$recipe" "$arguments" ||
    fail "no stand-in for $image"
  say "made a stand-in for $image ($((SECONDS - started)) s)"
}

# make_stand_in IMAGE FINGERPRINT RECIPE ARGUMENTS: runs the recipe, after the recipes below it.
make_stand_in() {
  local image=$1 made=$2 context log from
  context=$(mktemp -d -p "$CACHE" context.XXXXXX)
  log=$logs/${context##*/}
  # shellcheck disable=SC2086  # words without spaces
  if "$here/stand-ins/$3.sh" $4 "$context" >"$log" 2>&1; then
    # shellcheck disable=SC2013  # names without spaces
    for from in $(sed -n 's/^FROM \([^ ]*\).*/\1/p' "$context/Dockerfile"); do
      [ -z "$(recipe_of "$from")" ] || stand_in "$from"
    done
    if docker build --quiet --tag "$image" --label "$STAND_IN_LABEL=true" --label "$STAND_IN_LABEL.recipe=$made" "$context" >>"$log" 2>&1; then
      rm -rf "$context"
      return
    fi
  fi
  tail -n 40 "$log"
  say "the recipe of $image failed; its context is $context"
  return 1
}

copy_to_podman() {
  local image missing=()
  for image in "$@"; do
    [ "$(made_by docker "$image")" = "$(made_by podman "$image")" ] || missing+=("$image")
  done
  [ "${#missing[@]}" -eq 0 ] && return
  say "copying to podman: ${missing[*]}"
  docker save "${missing[@]}" -o "$logs/images.tar"
  podman load -q -i "$logs/images.tar" >/dev/null
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

if [ $# -gt 0 ]; then
  for image in "$@"; do stand_in "$image"; done
  exit
fi

# The images for CI: one per line, with "podman" if tests with podman build on it. Two at a time,
# because most of the work waits for the disk or the network.
mapfile -t wanted < <(sed 's/#.*//; /^ *$/d' "$here/images")
names=("${wanted[@]%% *}")
stand_in docker.io/library/debian:13-slim
(for ((i = 1; i < ${#names[@]}; i += 2)); do stand_in "${names[i]}"; done) &
for ((i = 0; i < ${#names[@]}; i += 2)); do stand_in "${names[i]}"; done
wait $!

mapfile -t for_podman < <(printf '%s\n' "${wanted[@]}" | sed -n 's/ *podman$//p')
copy_to_podman "${for_podman[@]}"

# Replaced images only take space.
docker image prune --force --filter "label=$STAND_IN_LABEL=true" >/dev/null
podman image prune --force --filter "label=$STAND_IN_LABEL=true" >/dev/null
