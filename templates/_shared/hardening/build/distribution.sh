# shellcheck shell=sh disable=SC2034
# Shared by the scripts in this folder: the package manager of the toolchain image, and the image so far.
# /rootfs becomes a layer. /base has the base's layers if the image keeps them, /origin if it is
# flattened.
set -eu

lists=/var/local/hardening
mkdir -p "$lists"

stop() {
    echo "ERROR: $*" >&2
    exit 1
}

# in_base PATH, in_image PATH: whether a layer of the base has it, or the image so far.
in_base() { [ -e "/base$1" ] || [ -L "/base$1" ]; }
in_image() { [ -e "/rootfs$1" ] || [ -L "/rootfs$1" ] || in_base "$1"; }

if [ -e /etc/alpine-release ]; then
    c_library='libc\.musl-'
    update() { :; }
    add() { apk add --no-progress "$@"; }
    is_known() { [ -n "$(apk search -q -x "$1")" ]; }
    installed() { apk info -q; }
    real_name() { echo "$1"; }
    files_of() { apk info -q -L "$1" | sed 's|^|/|'; }
    owner_of() {
        awk -v wanted="${1#/}" '/^P:/ { name = substr($0, 3) } /^F:/ { folder = substr($0, 3) }
            /^R:/ && folder "/" substr($0, 3) == wanted { print name; exit }' "$(database '')"
    }
    database() { for found in "$1/usr/lib/apk/db/installed" "$1/lib/apk/db/installed"; do [ ! -e "$found" ] || break; done; echo "$found"; }
    has_record() { grep -q -x "P:$1" "$(database /rootfs)" "$(database /base)" 2>/dev/null; }
    record() {
        mkdir -p "$(dirname "$(database /rootfs)")"
        awk -v RS= -v name="P:$1" '{ n = split($0, lines, "\n"); for (i = 1; i <= n; i++) if (lines[i] == name) print $0 "\n" }' \
            "$(database '')" >>"$(database /rootfs)"
    }
    # The record lists all files of the package.
    own() { cat >/dev/null; }
else
    c_library='libc\.so\.6$'
    update() { apt-get -q -o Acquire::https::CAInfo=/dev/shm/trusted.crt update; }
    add() {
        DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::https::CAInfo=/dev/shm/trusted.crt install \
            --yes --no-install-recommends "$@"
    }
    # A package may provide the name of another one.
    is_known() {
        [ -n "$(apt-cache show "$1" 2>/dev/null)$(apt-cache showpkg "${1%%:*}" 2>/dev/null | sed '1,/^Reverse Provides/d')" ]
    }
    # shellcheck disable=SC2016  # dpkg-query fills it in
    installed() { dpkg-query -W -f '${Package}\n'; }
    # Another package may provide the name: libmagic1t64 provides libmagic1.
    # shellcheck disable=SC2016  # dpkg-query fills it in
    real_name() {
        dpkg-query -W -f '${Package} ${Package} ${Provides}\n' | tr -d , | awk -v name="${1%%:*}" '
            !found { for (i = 2; i <= NF; i++) if ($i == name) found = $1 }
            $1 == name { found = name }
            END { print found }'
    }
    files_of() { dpkg -L "$1"; }
    # A merged /usr has two paths to a file, and dpkg records one of them. Diversions have lines too.
    owner_of() {
        { dpkg -S "$1" 2>/dev/null || dpkg -S "${1#/usr}" 2>/dev/null || true; } |
            sed -n '/^diversion by /d; s/[:,].*//p; q'
    }
    has_record() {
        [ -e "/rootfs/var/lib/dpkg/status.d/$1" ] || [ -e "/base/var/lib/dpkg/status.d/$1" ] ||
            grep -q -x "Package: $1" /rootfs/var/lib/dpkg/status /base/var/lib/dpkg/status 2>/dev/null
    }
    record() {
        mkdir -p /rootfs/var/lib/dpkg/status.d
        dpkg -s "$1" >"/rootfs/var/lib/dpkg/status.d/$1"
    }
    # Scanners and `make verify` read there which files of the package are in the image.
    own() {
        [ -f "/rootfs/var/lib/dpkg/status.d/$1" ] || return 0
        sums=/rootfs/var/lib/dpkg/status.d/$1.md5sums
        sed 's|^/||' >"$lists/owned"
        (cd /rootfs && while read -r file; do
            [ -L "$file" ] || [ ! -f "$file" ] || md5sum "$file"
        done) <"$lists/owned" >>"$sums"
        LC_ALL=C sort -u -k 2 -o "$sums" "$sums"
    }
fi

# release ROOT: the name and version of the distribution of a folder, such as "debian 13". Alpine 3.24.0
# and 3.24.1 are one.
# shellcheck source=/dev/null
release() { (ID='' VERSION_ID='' && . "$1/etc/os-release" && echo "$ID $VERSION_ID" | cut -d . -f 1,2); }

# Whether the image is of the same distribution as the toolchain image.
is_same_release() {
    for root in /rootfs /base; do
        [ ! -e "$root/etc/os-release" ] || [ "$(release "$root")" = "$(release '')" ] || return 1
    done
}

# own PACKAGE: adds files of the image, a line each on standard input, to the record of their package.
# record_once PACKAGE: unless the image has it. A record of another distribution would mislead scanners.
record_once() { has_record "$1" || ! is_same_release || record "$1"; }
