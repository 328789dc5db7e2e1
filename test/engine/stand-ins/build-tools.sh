#!/usr/bin/env bash
# [BASE=IMAGE] build-tools.sh CONTEXT PACKAGE…: starts a recipe's Dockerfile: a distribution and some of
# its packages. The folder machine/ in the context has what a step needs to reach the world from this
# machine. Mount it, so that no setting of the machine stays in the image:
#   RUN --mount=type=bind,source=machine,target=/machine export APT_CONFIG=/machine/apt.conf && apt-get …
set -euo pipefail
context=$1
shift
base=${BASE:-docker.io/library/debian:13-slim}
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$(dirname "$0")/../settings.sh"

mkdir -p "$context/machine/sources.d"
cp "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$context/machine/trusted.crt"
{
  apt_network_settings | grep -v CAInfo || true
  echo 'Acquire::https::CAInfo "/machine/trusted.crt";'
  # Ubuntu's images keep their own sources.
  case $base in */debian:*) echo 'Dir::Etc::SourceParts "/machine/sources.d"; Dir::Etc::SourceList "/dev/null";' ;; esac
} >"$context/machine/apt.conf"
echo "deb $(debian_mirror) trixie main" >"$context/machine/sources.d/debian.list"

cat >"$context/Dockerfile" <<END
FROM $base
RUN --mount=type=bind,source=machine,target=/machine \\
    export APT_CONFIG=/machine/apt.conf DEBIAN_FRONTEND=noninteractive && apt-get -qq update \\
    && apt-get -qq -y --no-install-recommends install $* && apt-get -qq clean && rm -rf /var/lib/apt/lists/*
END
