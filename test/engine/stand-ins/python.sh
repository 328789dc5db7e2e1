#!/usr/bin/env bash
# python.sh MINOR VARIANT CONTEXT: the official image of Python, of the variants slim-trixie and
# slim-bookworm: CPython compiled on that Debian, with the same options except for the slow
# optimizations. Where its source isn't available, Debian's own build of it (python-prebuilt).
# The facts that it reproduces are in ../README.md.
set -euo pipefail
minor=$1 variant=$2 context=$3
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

case $variant in
  slim-trixie) base=docker.io/library/debian:13-slim ;;
  slim-bookworm) base=docker.io/library/debian:12-slim ;;
  *) fail "no recipe makes python:$minor-$variant" ;;
esac

# The unmodified source of CPython is part of Debian's source packages. The newest patch comes first.
fetch_source() {
  local suite folder="$CACHE/python-source-$minor"
  mkdir -p "$folder"
  for suite in forky trixie bookworm; do
    [ -z "$(ls "$folder")" ] || break
    (cd "$folder" && apt_for "$suite" source --download-only "python$minor" >&2) || true
  done
  find "$folder" -name '*.orig.tar.?z'
}

# compile SOURCE FOLDER: in a container, not in a build: it takes minutes, and others build meanwhile.
compile() {
  say "compiling Python $minor on $base"
  "$here/../stand-ins.sh" "$base"
  docker run --rm --volume "$context/machine:/machine:ro" --volume "$1:/python.tar:ro" \
    --volume "$here/python-compile:/compile:ro" --volume "$2:/out" "$base" bash /compile "$minor" >&2
}

here=$(cd "$here" && pwd)
BASE=$base "$here/build-tools.sh" "$context" ca-certificates netbase tzdata
sed -i "s/ trixie main/ $([ "$variant" = slim-trixie ] && echo trixie || echo bookworm) main/" \
  "$context/machine/sources.d/debian.list"
source=$(fetch_source)
[ "$source" ] || [ "$variant" = slim-trixie ] || fail "Python $minor can't be compiled here for $variant: its source isn't available"
recipe=$(cat "$here"/python-* ${source:+"$source"} | sha256sum | cut -c 1-16)
compiled="$CACHE/python-$minor-$variant-$recipe"
if [ ! -e "$compiled/needed" ]; then
  mkdir -p "$compiled"
  if [ "$source" ]; then compile "$source" "$compiled"; else "$here/python-prebuilt" "$minor" "$compiled" "$context"; fi
fi
cp "$compiled/local.tar" "$context/"

# Only up to Python 3.12.
language=
case $minor in 3.1[0-2]) language=' LANG=C.UTF-8' ;; esac
cat >>"$context/Dockerfile" <<END
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin$language
ENV PYTHON_VERSION=$(cat "$compiled/version")
RUN --mount=type=bind,source=machine,target=/machine \\
    export APT_CONFIG=/machine/apt.conf DEBIAN_FRONTEND=noninteractive && apt-get -qq update \\
    && apt-get -qq -y --no-install-recommends install $(tr '\n' ' ' <"$compiled/needed") \\
    && apt-get -qq clean && rm -rf /var/lib/apt/lists/*
RUN --mount=type=bind,source=local.tar,target=/local.tar \\
    tar -xf /local.tar -C /usr/local && ldconfig \\
    && python3 -c 'import bz2, ctypes, curses, hashlib, lzma, readline, sqlite3, ssl, termios, uuid, zlib' && pip --version
CMD ["python3"]
END
