#!/usr/bin/env bash
# ubuntu.sh VERSION CONTEXT: Ubuntu's own packages, as its image has them. Where its archive cannot be
# reached: Debian 13 under Ubuntu's name.
set -euo pipefail
version=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"
archive=${UBUNTU_MIRROR:-http://archive.ubuntu.com/ubuntu}
case $version in
  24.04) suite=noble title='24.04 LTS (Noble Numbat)' ;;
  26.04) suite=resolute title='26.04 LTS (Resolute Raccoon)' ;;
  *) fail "ubuntu $version has no recipe" ;;
esac

from_archive() {
  install_packages mmdebstrap xz-utils zstd
  # apt reads the keys as a user without rights, who can't enter a cache of root's.
  local keys
  keys=$(mktemp -d)
  chmod 755 "$keys"
  unpack "$keys" ubuntu-keyring
  apt_network_settings >"$context/apt.conf"
  cat >"$context/ubuntu.sources" <<END
Types: deb
URIs: http://archive.ubuntu.com/ubuntu/
Suites: $suite $suite-updates $suite-backports $suite-security
Components: main universe restricted multiverse
Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
END
  local keyring=$keys/usr/share/keyrings/ubuntu-archive-keyring.gpg
  # shellcheck disable=SC2016  # the shell of a hook expands it
  mmdebstrap --quiet --mode=root --variant=minbase --skip=output/mknod --aptopt="$context/apt.conf" \
    --keyring="$keyring" --components=main,universe --include=apt \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='rm -f "$1"/etc/apt/sources.list "$1"/etc/apt/apt.conf.d/99mmdebstrap && mv "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/dpkg/dpkg.cfg.d/excludes' \
    --customize-hook="install -D -m 644 '$context/ubuntu.sources' \"\$1/etc/apt/sources.list.d/ubuntu.sources\"" \
    --customize-hook='chroot "$1" sh -c "id ubuntu >/dev/null 2>&1 || useradd --create-home --uid 1000 --shell /bin/bash ubuntu"' \
    "$suite" "$context/rootfs.tar" "deb $archive $suite main universe" "deb $archive $suite-updates main universe"
  rm -r "$keys"
  cat >"$context/Dockerfile" <<'END'
FROM scratch
ADD rootfs.tar /
CMD ["/bin/bash"]
END
}

under_its_name() {
  say "Ubuntu's archive is out of reach: ubuntu $version is Debian under its name"
  cat >"$context/os-release" <<END
PRETTY_NAME="Ubuntu ${title%% (*}"
NAME="Ubuntu"
VERSION_ID="$version"
VERSION="$title"
VERSION_CODENAME=$suite
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
UBUNTU_CODENAME=$suite
END
  cat >"$context/Dockerfile" <<'END'
FROM docker.io/library/debian:13-slim
COPY os-release /usr/lib/os-release
# Debian leaves manuals out by leaving out their folders, which packages with alternatives need.
RUN mkdir -p /usr/share/man/man1 && useradd --create-home --uid 1000 --shell /bin/bash ubuntu
CMD ["/bin/bash"]
END
}

if curl -fsS --max-time 20 -o /dev/null "$archive/dists/$suite/InRelease"; then from_archive; else under_its_name; fi
