#!/usr/bin/env bash
# golang.sh MINOR CONTEXT: the official Go toolchain, from Go's module proxy, on Debian 13, laid out
# as the official image is.
set -euo pipefail
minor=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages curl unzip
proxy=${GOPROXY:-https://proxy.golang.org}
module=${proxy%%[,|]*}/golang.org/toolchain/@v
architecture=$(dpkg --print-architecture)
version=$(curl -fsS "$module/list" | grep -E "^v0\.0\.1-go$minor\.[0-9]+\.linux-$architecture\$" | sort -V | tail -n 1)
[ -n "$version" ] || fail "the Go proxy has no toolchain $minor"
patch=${version#v0.0.1-go} patch=${patch%.linux-*}
archive="$CACHE/$version.zip"
if [ ! -s "$archive" ]; then
  mkdir -p "$CACHE"
  curl -fsS -o "$archive.part" "$module/$version.zip"
  mv "$archive.part" "$archive"
fi

# As a module the toolchain has lost its run bits, and its own go.mod files go by another name.
unzip -q "$archive" -d "$context"
mv "$context/golang.org/toolchain@$version" "$context/go"
chmod -R u=rwX,go=rX "$context/go"
chmod 0755 "$context"/go/bin/* "$context"/go/pkg/tool/*/*
find "$context/go" -name _go.mod -execdir mv _go.mod go.mod \;

"$here/build-tools.sh" "$context" ca-certificates curl git gcc g++ libc6-dev make pkg-config tzdata
cat >>"$context/Dockerfile" <<END
ENV GOLANG_VERSION=$patch GOTOOLCHAIN=local GOPATH=/go
ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY go /usr/local/go
RUN mkdir -p /go/src /go/bin && chmod -R 1777 /go && go version
WORKDIR /go
CMD ["bash"]
END
