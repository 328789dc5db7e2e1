#!/bin/sh
# shellcheck disable=SC1091,SC2154  # distribution.sh, next to this script, sets these variables
# The Dockerfile runs this script while it builds. It drops the records of packages of which nothing is left
# in /rootfs except settings and documents: scanners would report them. CA certificates count as something.
. "$(dirname "$0")/distribution.sh"

has_file() { while read -r file; do [ -d "/rootfs$file" ] || [ ! -e "/rootfs$file" ] || return 0; done && return 1; }

# Files that serve nobody once the programs are gone: settings, units and manuals.
unread='^/(etc/([^s]|s[^s])|(usr/)?lib/systemd/|usr/share/(doc|man|info|lintian|bug|locale|menu|bash-completion|debianutils)/)'

debian_records() {
    status=/rootfs/var/lib/dpkg/status
    sed -n "s/^Package: //p" "$status" | while read -r package; do
        for list in "/rootfs/var/lib/dpkg/info/$package.list" /rootfs/var/lib/dpkg/info/"$package":*.list; do
            [ ! -e "$list" ] || grep -v -E "$unread" "$list" | has_file || {
                echo "$package" >>"$lists/dropped"
                rm -f "${list%.list}".*
            }
        done
    done
    awk -v list="$lists/dropped" -v RS= -v ORS='\n\n' '
        BEGIN { RS = "\n"; while ((getline name <list) > 0) gone[name]; RS = "" }
        !($2 in gone)' "$status" >"$lists/status"
    cp "$lists/status" "$status"
}

alpine_records() {
    awk -v RS= -v ORS='\n\n' '{
        kept = 0; folder = ""
        n = split($0, lines, "\n")
        for (i = 1; i <= n && !kept; i++) {
            if (lines[i] ~ /^F:/) folder = substr(lines[i], 3)
            if (lines[i] ~ /^R:/ && (folder !~ /^etc(\/|$)/ || folder ~ /^etc\/ssl/)) kept = system("test -e \"/rootfs/" folder "/" substr(lines[i], 3) "\"") == 0
        }
        if (kept) print
    }' "$1" >"$lists/installed"
    cp "$lists/installed" "$1"
}

records() {
    printf '' >"$lists/dropped"
    [ ! -e /rootfs/var/lib/dpkg/status ] || debian_records
    for found in /rootfs/usr/lib/apk/db/installed /rootfs/lib/apk/db/installed; do
        [ ! -e "$found" ] || alpine_records "$found"
    done
}

records
