#!/bin/sh
# shellcheck disable=SC1091,SC2154  # distribution.sh, next to this script, sets these variables
# The Dockerfile runs this script while it builds.
#   linked.sh BUILD NAME VERSION   records the contents of the program for scanners
#
# A package whose headers or archives took part gets its record, if the image has the same distribution.
# A CycloneDX file lists the service and everything else that is linked.
. "$(dirname "$0")/distribution.sh"
build=$1 name=$2 version=$3

# Headers that were compiled and objects that were linked, by their real paths. The kernel's headers are
# numbers alone: their record would report each fault of the kernel here.
{
    ninja -C "$build" -t deps | sed -n 's/^ *\(\/.*\)/\1/p'
    sed -n -e 's/^\(\/[^ ]*\.a\)(.*/\1/p' -e 's/^LOAD \(\/.*\.o\)$/\1/p' "$build/app.map"
} | sort -u | xargs realpath | grep -v -e "^$build/" -e "^$PWD/" -e '^/usr/include/\(linux\|asm\|asm-generic\)/' |
    sort -u >"$lists/linked"

# A merged /usr has two paths to a file, and dpkg records one of them. Diversions have lines too.
sed 'p; s|^/usr||' "$lists/linked" | xargs dpkg -S 2>/dev/null | sed '/^diversion by /d' >"$lists/owned"
sed 's/: .*//; s/[:,].*//' "$lists/owned" | sort -u | grep -v -x linux-libc-dev >"$lists/linked-packages"
sed 's/^[^/]*: //' "$lists/owned" | sed 'p; s|^|/usr|' >"$lists/owned-paths"

# component TYPE NAME VERSION PURL
component() {
    printf '%s\n    { "type": "%s", "name": "%s", "version": "%s", "purl": "%s" }' "$comma" "$@"
    comma=,
}

encoded() { printf %s "$1" | sed 's/%/%25/g; s/+/%2B/g; s/:/%3A/g'; }

origin() { [ ! -d /origin ] || [ "$(release /origin)" = "$(release '')" ]; }

components() {
    comma=''
    component application "$name" "$version" "pkg:generic/$name@$(encoded "$version")"
    while read -r package; do
        if is_same_release && origin; then
            record_once "$package"
        else
            # shellcheck disable=SC2016  # dpkg-query fills it in
            found=$(dpkg-query -W -f '${Version}' "$package")
            source=$(dpkg-query -W -f '${source:Package}' "$package")
            component library "$package" "$found" \
                "pkg:deb/$(release '' | cut -d ' ' -f 1)/$package@$(encoded "$found")?distro=$(release '' | tr ' ' -)&upstream=$source"
        fi
    done <"$lists/linked-packages"
    # No package owns the compiler in /usr/local, nor its libraries: these have its version.
    grep '\.a$' "$lists/linked" | grep -v -x -F -f "$lists/owned-paths" >"$lists/others" || true
    while read -r archive; do
        library=$(basename "$archive" .a)
        component library "$library" "$(g++ -dumpfullversion)" "pkg:generic/$(encoded "$library")@$(g++ -dumpfullversion)"
    done <"$lists/others"
}

mkdir -p /rootfs/usr/share/sbom
{
    printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.5",\n  "version": 1,\n  "components": ['
    components
    printf '\n  ]\n}\n'
} >"/rootfs/usr/share/sbom/$name.cdx.json"
