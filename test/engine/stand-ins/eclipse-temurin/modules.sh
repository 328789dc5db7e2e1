#!/bin/sh
# modules.sh RELEASE: /build/temurin, Debian's JDK as Temurin's is: no debug symbols, every library inside but
# the C library, and from Java 24 on no jmods.
set -eu
release=$1
mkdir /tmp/jmods /tmp/bundled
cp -R "$(echo /build/unpacked/usr/lib/jvm/java-"$release"-openjdk-*)" /tmp/debian
# Its settings are links to here.
cp -R "/build/unpacked/etc/java-$release-openjdk" /etc/
libraries=$(dirname "$(echo /build/unpacked/usr/lib/*/libz.so.1)")
export LD_LIBRARY_PATH="/tmp/debian/lib:/tmp/debian/lib/server:$libraries"
patchelf() { /build/unpacked/usr/bin/patchelf "$@"; }

# bundle FILE FOLDER: puts the libraries that a file needs into a folder, but those of the C library.
bundle() {
  ldd "$1" | sed -n "s|.* => \\($libraries/[^ ]*\\) .*|\\1|p" | while read -r library; do
    [ ! -e "/tmp/bundled/${library##*/}" ] || continue
    cp --dereference "$library" "$2/"
    touch "/tmp/bundled/${library##*/}"
    patchelf --set-rpath '$ORIGIN' "$2/${library##*/}"
  done
}

# java.base first: what it bundles is there for all others.
for path in /tmp/debian/jmods/java.base.jmod /tmp/debian/jmods/*.jmod; do
  name=${path##*/}
  [ ! -e "/tmp/jmods/$name" ] || continue
  # java.base records hashes of the incubator modules, which need nothing but the C library.
  if [ "${name#jdk.incubator.}" != "$name" ] || ! grep -aqE '(bin|lib)/[a-z]' "$path"; then
    cp "$path" /tmp/jmods/
    continue
  fi
  rm -rf /tmp/module
  /tmp/debian/bin/jmod extract --dir /tmp/module "$path"
  find /tmp/module -name '*.debuginfo' -delete
  find /tmp/module -path '/tmp/module/[bl]i[nb]/*' -type f | while read -r file; do
    [ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
    case $file in
      */bin/*) patchelf --set-rpath '$ORIGIN/../lib' "$file" ;;
      */server/*) patchelf --set-rpath '$ORIGIN:$ORIGIN/..' "$file" ;;
      *) patchelf --set-rpath '$ORIGIN' "$file" ;;
    esac
    bundle "$file" /tmp/module/lib
  done
  set -- --target-platform "linux-$(dpkg --print-architecture)"
  for part in classes:class-path bin:cmds conf:config include:header-files legal:legal-notices lib:libs man:man-pages; do
    [ ! -d "/tmp/module/${part%:*}" ] || set -- "$@" "--${part#*:}" "/tmp/module/${part%:*}"
  done
  /tmp/debian/bin/jmod create "$@" "/tmp/jmods/$name"
done

linkable=
[ "$release" -lt 24 ] || linkable=--generate-linkable-runtime
# shellcheck disable=SC2086  # a flag or nothing
/tmp/debian/bin/jlink --module-path /tmp/jmods --add-modules ALL-MODULE-PATH $linkable --output /tmp/jdk
[ -n "$linkable" ] || mv /tmp/jmods /tmp/jdk/jmods
echo 'IMPLEMENTOR="Eclipse Adoptium"' >>/tmp/jdk/release
mv /tmp/jdk /build/temurin
