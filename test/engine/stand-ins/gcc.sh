#!/usr/bin/env bash
# gcc.sh VERSION CONTEXT: GCC from Debian testing, on Debian 13, laid out and configured as the
# official image: the compiler in /usr/local, its libraries in /usr/local/lib64, and no
# --enable-default-pie. Debian's own compiler is set aside.
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
mkdir -p "$context/local/lib64"
cp -a "$context"/unpacked/usr/{bin,include,lib,libexec} "$context/local/"
# Some packages still have a folder /lib of their own.
[ ! -d "$context/unpacked/lib" ] || cp -a "$context/unpacked/lib" "$context/local/"
rm -r "$context/unpacked"
for program in cpp gcc g++ gcov gcc-ar gcc-nm gcc-ranlib; do
  ln -s "$gnu-$program-$version" "$context/local/bin/$program"
done
ln -s g++ "$context/local/bin/c++"

# Libraries go to lib64, where `make install` puts them: no multiarch folder.
own=$context/local/lib/gcc/$gnu/$version
mv "$context/local/lib/$gnu"/* "$context/local/lib64/"
rmdir "$context/local/lib/$gnu"
find "$own" -maxdepth 1 -type l -lname '*-linux-gnu/lib*.so.*' | while read -r link; do
  target=$(readlink "$link")
  rm "$link"
  ln -s "${target##*/}" "$context/local/lib64/${link##*/}"
done
mv "$own"/lib{stdc++,supc++}*.a "$context/local/lib64/"

# Of a libstdc++.a without -fPIE, one object that every program links is enough to make the linker stop.
cat >"$context/new_op.cc" <<'END'
#include <cstdlib>
#include <new>
void* operator new(std::size_t size) {
  for (;;) {
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
END

# The compiler was built with --enable-default-pie: its specs become those of one that was not.
cat >"$context/specs.sed" <<'END'
/^\*self_spec:$/{
  n
  s/^$/%{!fpie:%{!fPIE:%{!fpic:%{!fPIC: -fno-pie}}}} %{!pie:%{!static-pie:%{!shared:%{!r: -no-pie}}}}/
}
s/^%D$/%D -L\/usr\/local\/lib64/
END

"$here/build-tools.sh" "$context" ca-certificates curl git gcc g++ libc6-dev make patch pkg-config unzip wget xz-utils
cat >>"$context/Dockerfile" <<END
COPY local /usr/local
RUN --mount=type=bind,target=/tmp/context \\
    dpkg-divert --divert /usr/bin/gcc.orig --rename /usr/bin/gcc \\
 && dpkg-divert --divert /usr/bin/g++.orig --rename /usr/bin/g++ \\
 && update-alternatives --install /usr/bin/cc cc /usr/local/bin/gcc 999 \\
 && { echo /usr/local/lib64; echo /usr/local/lib; } >/etc/ld.so.conf.d/000-local-lib.conf \\
 && ldconfig \\
 && specs=\$(dirname "\$(g++ -print-libgcc-file-name)")/specs \\
 && g++ -dumpspecs | sed -f /tmp/context/specs.sed >/tmp/specs && mv /tmp/specs "\$specs" \\
 && g++ -O2 -c -o /tmp/new_op.o /tmp/context/new_op.cc \\
 && for archive in /usr/local/lib64/libstdc++.a /usr/local/lib64/libsupc++.a; do \\
      ar r "\$archive" /tmp/new_op.o || exit 1; \\
    done \\
 && rm /tmp/new_op.o \\
 && g++ --version
CMD ["bash"]
END
