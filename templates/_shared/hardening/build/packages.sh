#!/bin/sh
# shellcheck disable=SC1091,SC2154  # distribution.sh, next to this script, sets these variables
# The Dockerfile runs this script while it builds.
#   packages.sh install FILE   installs what FILE (packages.txt) lists, and a CA bundle if there is none
#   packages.sh start          puts the CA bundle and the packages for the image into /rootfs
. "$(dirname "$0")/distribution.sh"
bundle=/etc/ssl/certs/ca-certificates.crt

listed() { awk -v kind="$1" '$1 == kind { print $2 }' "$2"; }

check_list() {
    bad=$(awk 'NF && !/^#/ && (!/^(build|image|without) [A-Za-z0-9][A-Za-z0-9+._:-]*$/)' "$1" | head -n 1)
    [ -z "$bad" ] || stop "packages.txt has a line \"$bad\". Write build NAME, image NAME or without LIBRARY."
}

# stop_for NAME...: names the package that can't be installed.
stop_for() {
    for name in "$@"; do
        is_known "$name" || stop "packages.txt names $name, and $(release '') has no package of that name. Correct the line."
    done
    stop "a package in packages.txt can't be installed. The lines above name it."
}

install_listed() {
    check_list "$1"
    mkdir -p "$lists"
    listed without "$1" >"$lists/without"
    build=$(listed build "$1")
    image=$(listed image "$1")
    [ -e "$bundle" ] || build="ca-certificates $build"
    printf '' >"$lists/image"
    [ -n "$build$image" ] || return 0
    cat /etc/ssl/certs/ca-certificates.crt /tmp/company-ca.pem >/dev/shm/trusted.crt 2>/dev/null || true
    # What the package manager downloads stays in the cache of the build.
    rm -f /etc/apt/apt.conf.d/docker-clean
    [ -z "${APT_MIRROR-}" ] || find /etc/apt \( -name '*.sources' -o -name sources.list \) \
        -exec sed -E -i "s|https?://[^/ ]+|$APT_MIRROR|" {} +
    update
    installed | sort >"$lists/before"
    # shellcheck disable=SC2086  # a list of words
    [ -z "$image" ] || add $image || stop_for $image
    # The packages for the image, with everything that was installed for them.
    { for name in $image; do real_name "$name"; done; installed | sort | comm -13 "$lists/before" -; } | sort -u >"$lists/image"
    # shellcheck disable=SC2086
    [ -z "$build" ] || add $build || stop_for $build
}

# Libraries would not fit the C library of another distribution.
check_fit() {
    is_same_release || ! grep -q -E '\.so(\.|$)' "$lists/files" ||
        stop "packages.txt lists $1 for the image, which has another distribution than the toolchain image ($(release '')). Choose another base image."
}

# Libraries and data, without programs, manuals and translations. A package of the base stays as it is.
copy_package() {
    ! has_record "$1" || return 0
    files_of "$1" | grep -v -E '^/(usr/)?s?bin/|^/usr/share/(doc|man|info|lintian|locale|bash-completion)/|^/etc/init' |
        while read -r file; do
            # Where /lib is a link to /usr/lib, files land behind it.
            case $file in /lib*) [ ! -L "/${file#/}" ] && [ -L "/$(echo "$file" | cut -d / -f 2)" ] && file=/usr$file ;; esac
            { [ -f "$file" ] || [ -L "$file" ]; } && [ ! -d "$file" ] && echo "${file#/}"
        done >"$lists/files" || true
    check_fit "$1"
    tar -C / -cf - -T "$lists/files" | tar -C /rootfs -xf -
    while read -r file; do
        [ -L "/rootfs/$file" ] || chmod a-x "/rootfs/$file"
    done <"$lists/files"
    record_once "$1"
    own "$1" <"$lists/files"
}

put_bundle() {
    if ! in_image "$bundle"; then
        mkdir -p "/rootfs${bundle%/*}"
        cp "$bundle" "/rootfs$bundle" && chmod 644 "/rootfs$bundle"
        record_once ca-certificates
        echo "$bundle" | own ca-certificates
    fi
    # Where OpenSSL looks for it, as built by Alpine and many others, and as built by Debian.
    for link in /etc/ssl/cert.pem /usr/lib/ssl/cert.pem; do
        in_image "$link" || { mkdir -p "/rootfs${link%/*}" && ln -s "$bundle" "/rootfs$link"; }
    done
}

# Distroless looks up users with libnss_compat, which it doesn't have: names would stay unknown.
put_name_service() {
    names=/etc/nsswitch.conf
    grep -q compat "/base$names" 2>/dev/null || return 0
    [ -z "$(find /base/usr/lib /base/lib -name 'libnss_compat.so.*' 2>/dev/null)" ] || return 0
    sed 's/compat/files/' "/base$names" >"/rootfs$names"
}

start() {
    put_bundle
    put_name_service
    while read -r package; do copy_package "$package"; done <"$lists/image"
}

case $1 in
    install) install_listed "$2" ;;
    start) start ;;
esac
