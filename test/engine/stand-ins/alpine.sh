#!/usr/bin/env bash
# alpine.sh VERSION[-merged-usr] CONTEXT: BusyBox and musl, from Debian's packages, in the shape of Alpine: paths,
# links, owners and modes are Alpine's, the programs are the same ones built by another distribution.
# With merged /usr: /bin, /sbin and /lib are links, as Alpine has them after its announced change.
set -euo pipefail
version=${1%-merged-usr} shape=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages gcc libc6-dev linux-libc-dev make musl-tools bzip2

compile_busybox() {
  local work
  work=$(mktemp -d)
  (cd "$work" && apt_for trixie source --download-only busybox >&2 && tar -xf busybox_*.orig.tar.bz2 --strip-components=1)
  # musl-gcc sees musl's headers only; BusyBox wants the kernel's too.
  mkdir "$work/kernel"
  ln -s /usr/include/linux /usr/include/mtd /usr/include/asm-generic "/usr/include/$(gcc -print-multiarch)/asm" "$work/kernel"
  make -s -C "$work" defconfig >/dev/null
  # tc needs kernel headers older than today's.
  sed -i 's/^CONFIG_TC=y/# CONFIG_TC is not set/' "$work/.config"
  make -s -C "$work" -j "$(nproc)" CC=musl-gcc EXTRA_CFLAGS="-w -idirafter $work/kernel" \
    busybox busybox.links >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
  mv "$work/busybox" "$work/busybox.links" "$1"
  rm -r "$work"
}

compiled="$CACHE/busybox-$(declare -f compile_busybox | sha256sum | cut -c 1-16)"
# One at a time: versions of Alpine are made in parallel.
exec 8>"$compiled.lock"
flock 8
if [ ! -e "$compiled" ]; then
  rm -rf "$compiled.part"
  mkdir "$compiled.part"
  compile_busybox "$compiled.part" 8>&-
  mv "$compiled.part" "$compiled"
fi
exec 8>&-

root="$context/rootfs"
mkdir -p "$root"
cp -a "$(cd "$here/alpine" && pwd)/." "$root"
chown -R 0:0 "$root"
cd "$root"
mkdir -p bin sbin usr/bin usr/sbin usr/lib usr/local/bin usr/share etc/ssl/certs dev proc sys run srv mnt opt home \
  media/cdrom media/floppy media/usb var/cache var/lib var/local var/log var/mail var/opt
ln -s /run var/run
install -d -m 0700 root
install -d -m 1777 tmp var/tmp
install -d -m 0555 var/empty

install -m 0755 "$compiled/busybox" bin/busybox
while read -r link; do
  [ "$link" = /linuxrc ] || [ -e ".$link" ] || ln -sf /bin/busybox ".$link"
done <"$compiled/busybox.links"

# Libraries that a listing finds: the loader is musl's own, the others are there by name and mode only.
# The machine's musl may be older than Alpine's, which reads relative relocations since 1.2.4.
unpack "$context/musl" musl
install -m 0755 "$context/musl/usr/lib/$(uname -m)-linux-musl/libc.so" "lib/ld-musl-$(uname -m).so.1"
rm -r "$context/musl"
ln -s "ld-musl-$(uname -m).so.1" "lib/libc.musl-$(uname -m).so.1"
for library in libcrypto.so.3 libssl.so.3 libz.so.1.3.1; do
  musl-gcc -shared -s -o "usr/lib/$library" -x c /dev/null
  chmod 0755 "usr/lib/$library"
done
ln -s libz.so.1.3.1 usr/lib/libz.so.1

cat /usr/share/ca-certificates/mozilla/*.crt >etc/ssl/certs/ca-certificates.crt
ln -s certs/ca-certificates.crt etc/ssl/cert.pem
printf '%s.0\n' "$version" >etc/alpine-release
sed -i "s/@VERSION@/$version/g" etc/os-release etc/issue etc/apk/repositories
find . -path "*/apk/db/installed" -exec sed -i "s/@MACHINE@/$(uname -m)/" {} +
chgrp 42 etc/shadow
chmod 0640 etc/shadow
chmod 0600 etc/crontabs/root

merge_usr() {
  local folder
  for folder in bin sbin lib; do
    # Of programs that both have, those in /bin and /sbin are the ones that are found.
    cp -a "$folder/." "usr/$folder/"
    rm -r "$folder"
    ln -s "usr/$folder" "$folder"
  done
}
[ "$shape" = "$version" ] || merge_usr

tar -C "$root" --numeric-owner -cf "$context/rootfs.tar" .
cat >"$context/Dockerfile" <<'END'
FROM scratch
ADD rootfs.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
END
