#!/usr/bin/env bash
# debian.sh SUITE CONTEXT: Debian as its slim image has it. The packages are the real ones; only
# the tool that unpacks them is another.
set -euo pipefail
suite=$1 context=$2
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$(dirname "$0")/../settings.sh"

install_packages mmdebstrap
apt_network_settings >"$context/apt.conf"
mmdebstrap --quiet --mode=root --variant=minbase --skip=output/mknod --aptopt="$context/apt.conf" \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
  --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/locale/locale.alias' \
  "$suite" "$context/rootfs.tar" "$(debian_mirror)"

cat >"$context/Dockerfile" <<'END'
FROM scratch
ADD rootfs.tar /
CMD ["bash"]
END
