#!/usr/bin/env bash
# debian.sh SUITE CONTEXT: Debian as its slim image has it. The packages are the real ones; only
# the tool that unpacks them is another.
set -euo pipefail
suite=$1 context=$2
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$(dirname "$0")/../settings.sh"

install_packages mmdebstrap
apt_network_settings >"$context/apt.conf"

# The image's own settings of apt and dpkg, in place of this machine's.
slim="$context/slim"
mkdir -p "$slim"/etc/apt/{apt.conf.d,sources.list.d} "$slim/etc/dpkg/dpkg.cfg.d"
cat >"$slim/etc/apt/sources.list.d/debian.sources" <<END
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suite $suite-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: $suite-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
# Packages do not stay in the image after apt has installed them, not even in a cache mount.
cat >"$slim/etc/apt/apt.conf.d/docker-clean" <<'END'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
END
echo 'Acquire::Languages "none";' >"$slim/etc/apt/apt.conf.d/docker-no-languages"
echo 'Acquire::GzipIndexes "true";' >"$slim/etc/apt/apt.conf.d/docker-gzip-indexes"
echo 'Apt::AutoRemove::SuggestsImportant "false";' >"$slim/etc/apt/apt.conf.d/docker-autoremove-suggests"
slimmed=(path-exclude=/usr/share/{doc,info,locale,man}/'*' path-include=/usr/share/locale/locale.alias
  path-include=/usr/share/doc/'*'/copyright)
printf '%s\n' "${slimmed[@]}" >"$slim/etc/dpkg/dpkg.cfg.d/docker"

# shellcheck disable=SC2016  # the shell of a hook expands it
mmdebstrap --quiet --mode=root --variant=minbase --skip=output/mknod --aptopt="$context/apt.conf" \
  "${slimmed[@]/#/--dpkgopt=}" \
  --customize-hook='rm -f "$1"/etc/apt/sources.list "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap' \
  --customize-hook="cp -R --preserve=mode $slim/etc \"\$1\"/" \
  "$suite" "$context/rootfs.tar" "$(debian_mirror)"
rm -r "$slim"
# apt writes these caches, of 80 MB, when it is done. The official image has none.
tar -f "$context/rootfs.tar" --delete --wildcards './var/cache/apt/*.bin'

cat >"$context/Dockerfile" <<'END'
FROM scratch
ADD rootfs.tar /
CMD ["bash"]
END
