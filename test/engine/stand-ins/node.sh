#!/usr/bin/env bash
# node.sh MAJOR trixie|trixie-slim CONTEXT: the official Node.js, from npm's registry, on Debian 13, laid out
# as the official image is.
set -euo pipefail
major=$1 variant=$2 context=$3
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

case $(dpkg --print-architecture) in
  amd64) architecture=x64 ;;
  *) architecture=$(dpkg --print-architecture) ;;
esac

# newest PACKAGE RANGE: the newest version in a range.
newest() { npm view "$1@$2" version --json | tr -d '[]", ' | grep . | sort -V | tail -n 1; }

# unpack PACKAGE VERSION FOLDER
unpack() {
  local archive="$CACHE/$1-$2.tgz"
  [ -s "$archive" ] || (mkdir -p "$CACHE" && cd "$CACHE" && npm pack --silent "$1@$2" >/dev/null)
  mkdir -p "$3"
  tar -xzf "$archive" -C "$3" --strip-components=1 --no-same-owner
}

version=$(newest "node-linux-$architecture" "$major")
[ -n "$version" ] || fail "the npm registry has no node $major"
unpack "node-linux-$architecture" "$version" "$context/node"
rm "$context/node/package.json"
# Node 22 brings npm 10, those after it npm 11.
unpack npm "$(newest npm "$((major > 22 ? 11 : 10))")" "$context/node/lib/node_modules/npm"
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$context/node/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$context/node/bin/npx"
ln -s /usr/local/bin/node "$context/node/bin/nodejs"
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

packages=(libatomic1)
[ "${variant%-slim}" != "$variant" ] || packages+=(ca-certificates curl git g++ make libc6-dev pkg-config python3 tzdata)
"$here/build-tools.sh" "$context" "${packages[@]}"
cat >>"$context/Dockerfile" <<END
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_VERSION=$version
COPY node /usr/local
COPY docker-entrypoint.sh /usr/local/bin/
RUN node --version && npm --version
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["node"]
END
