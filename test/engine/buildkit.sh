#!/usr/bin/env bash
# Makes sure that there is a buildkitd, and prints where it is: the tests of many machines start two.
#   export BUILDKITD=$(test/engine/buildkit.sh)
# Debian has no package of it, so it is built from its Go module, by the Go of the tests' image.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$here/settings.sh"

version=v0.34.2
folder=/var/cache/hardened-container/buildkit-$version

install_packages docker-registry runc >&2
if [ ! -x "$folder/buildkitd" ]; then
  say "buildkitd $version from its Go module: some minutes"
  mkdir -p "$folder"
  # Its go.mod excludes versions, which `go install` does not take of a module that is not its own.
  # shellcheck disable=SC2016 # expanded over there
  docker run --rm --network host --volume "$folder:/out" --env CGO_ENABLED=0 --env GOPROXY \
    --env GOFLAGS=-buildvcs=false docker.io/library/golang:1.27-trixie sh -c '
      go mod download "github.com/moby/buildkit@$1"
      cd "$(go env GOMODCACHE)/github.com/moby/buildkit@$1"
      go build -trimpath -ldflags "-s -w" -o /out/buildkitd.new ./cmd/buildkitd' - "$version" >&2
  mv "$folder/buildkitd.new" "$folder/buildkitd"
fi
echo "$folder/buildkitd"
