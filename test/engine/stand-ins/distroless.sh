#!/usr/bin/env bash
# distroless.sh static|base-nossl|base CONTEXT: the files of the Debian packages that distroless consists of,
# a layer each as there, and what its own build adds: accounts, home folder, certificates, its name.
set -euo pipefail
kind=$1 context=$2
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$(dirname "$0")/../settings.sh"

packages=(base-files netbase tzdata tzdata-legacy media-types)
case $kind in
  base-nossl) packages+=(libc6) ;;
  base) packages+=(libc6 libssl3t64 libzstd1 zlib1g) ;;
esac

mkdir "$context/packages"
(cd "$context/packages" && apt_for trixie download "${packages[@]}" ca-certificates)

# tar_of FOLDER LAYER: whatever unpacked it, the files belong to whom the package says.
tar_of() { tar -C "$context/$1" --numeric-owner -cf "$context/$2.tar" .; }

echo "FROM scratch" >"$context/Dockerfile"
for package in "${packages[@]}"; do
  archive=$(echo "$context/packages/${package}"_*.deb)
  root="$context/$package"
  dpkg-deb -x "$archive" "$root"
  find "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/lintian" ! -type d ! -name copyright -delete 2>/dev/null || true
  # What scanners read where there is no dpkg.
  mkdir -p "$root/var/lib/dpkg/status.d"
  dpkg-deb -f "$archive" >"$root/var/lib/dpkg/status.d/$package"
  dpkg-deb -I "$archive" md5sums >"$root/var/lib/dpkg/status.d/$package.md5sums"
  tar_of "$package" "$package"
  echo "ADD $package.tar /" >>"$context/Dockerfile"
done

root="$context/own"
mkdir -p "$root/etc/ssl/certs" "$root/home"
dpkg-deb -x "$context/packages"/ca-certificates_*.deb "$context/ca-certificates"
cat "$context"/ca-certificates/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
install -d -m 0700 "$root/root"
install -d -m 1777 "$root/tmp"
install -d -m 0700 -o 65532 -g 65532 "$root/home/nonroot"
cat >"$root/etc/passwd" <<'END'
root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
END
cat >"$root/etc/group" <<'END'
root:x:0:
nobody:x:65534:
tty:x:5:
staff:x:50:
nonroot:x:65532:
END
cat >"$root/etc/nsswitch.conf" <<'END'
passwd:         compat
group:          compat
shadow:         compat
gshadow:        files

hosts:          files dns
networks:       files

protocols:      db files
services:       db files
ethers:         db files
rpc:            db files

netgroup:       nis
END
mkdir -p "$root/usr/lib" "$root/var/lib/dpkg/status.d"
cat >"$root/usr/lib/os-release" <<'END'
PRETTY_NAME="Distroless"
NAME="Debian GNU/Linux"
ID="debian"
VERSION_ID="13"
VERSION="Debian GNU/Linux 13 (trixie)"
HOME_URL="https://github.com/GoogleContainerTools/distroless"
SUPPORT_URL="https://github.com/GoogleContainerTools/distroless/blob/master/README.md"
BUG_REPORT_URL="https://github.com/GoogleContainerTools/distroless/issues/new"
END
dpkg-deb -f "$context/packages"/ca-certificates_*.deb >"$root/var/lib/dpkg/status.d/ca-certificates"
tar_of own own

cat >>"$context/Dockerfile" <<'END'
ADD own.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532
WORKDIR /home/nonroot
END
