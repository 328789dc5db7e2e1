#!/usr/bin/env bash
# gcc.sh VERSION CONTEXT: GCC from Debian testing, on Debian 13, laid out as the official image is:
# the compiler in /usr/local, and Debian's own one beside it, set aside.
set -euo pipefail
version=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

gnu=$(dpkg-architecture --query DEB_HOST_GNU_TYPE)
packages=(cpp gcc g++)
packages=("${packages[@]/%/"-$version-${gnu//_/-}"}")
# What it links, as libraries and for sanitizers; these have no version in their names.
packages+=("libgcc-$version-dev" "libstdc++-$version-dev" libcc1-0 libgcc-s1 libstdc++6
  libgomp1 libitm1 libatomic1 libasan8 liblsan0 libtsan2 libubsan1 libhwasan0 libquadmath0)
mkdir -p "$context/packages"
(cd "$context/packages" && apt_for forky download "${packages[@]}")
for package in "$context"/packages/*.deb; do dpkg-deb -x "$package" "$context/unpacked"; done
rm -r "$context/packages"

# GCC finds its parts from where it lies itself, so that it can be moved as a whole.
mkdir -p "$context/local"
cp -a "$context"/unpacked/usr/{bin,include,lib,libexec} "$context/local/"
# Some packages still have a folder /lib of their own.
[ ! -d "$context/unpacked/lib" ] || cp -a "$context/unpacked/lib" "$context/local/"
rm -r "$context/unpacked"
for program in cpp gcc g++ gcov gcc-ar gcc-nm gcc-ranlib; do
  ln -s "$gnu-$program-$version" "$context/local/bin/$program"
done
ln -s g++ "$context/local/bin/c++"

"$here/build-tools.sh" "$context" ca-certificates curl git gcc g++ libc6-dev make patch pkg-config unzip wget xz-utils
cat >>"$context/Dockerfile" <<END
COPY local /usr/local
RUN dpkg-divert --divert /usr/bin/gcc.orig --rename /usr/bin/gcc \\
 && dpkg-divert --divert /usr/bin/g++.orig --rename /usr/bin/g++ \\
 && update-alternatives --install /usr/bin/cc cc /usr/local/bin/gcc 999 \\
 && { echo /usr/local/lib64; echo /usr/local/lib/$gnu; } >/etc/ld.so.conf.d/000-local-lib.conf \\
 && ldconfig \\
 && g++ --version
CMD ["bash"]
END
