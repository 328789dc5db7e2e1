#!/usr/bin/env bash
# build-tools.sh CONTEXT PACKAGE…: the start of a Dockerfile for an image to build in: Debian with
# what this machine trusts for HTTPS, so that a build reaches what the machine reaches.
set -euo pipefail
context=$1
shift
trusted=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}

# Only what the machine trusts beyond Debian's own list: the image's list stays the size it really is.
cat /usr/share/ca-certificates/mozilla/*.crt | awk '
  BEGIN { RS = ORS = "-----END CERTIFICATE-----\n" }
  NR == FNR { usual[$0]; next }
  /BEGIN CERTIFICATE/ && !($0 in usual)
' - "$trusted" >"$context/machine.crt"
cp "$trusted" "$context/trusted.crt"

cat >"$context/Dockerfile" <<END
FROM docker.io/library/debian:13-slim
COPY machine.crt /usr/local/share/ca-certificates/
COPY trusted.crt /etc/ssl/certs/ca-certificates.crt
RUN apt-get -qq update && apt-get -qq -y --no-install-recommends install ca-certificates $* && rm -rf /var/lib/apt/lists/*
END
