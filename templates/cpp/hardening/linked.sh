#!/bin/sh
# linked.sh BUILD ROOT NAME VERSION: writes down what is in the program, where scanners look for it.
# A package of the distribution whose headers or archives took part gets its own record in
# /var/lib/dpkg/status.d. The service, and archives that no package owns, are in a CycloneDX file.
set -eu
build=$1 root=$2 name=$3 version=$4
work=$(mktemp -d)

# Headers that were compiled, objects and libraries that were linked, by their real paths.
{
  ninja -C "$build" -t deps | sed -n 's/^ *\(\/.*\)/\1/p'
  sed -n -e 's/^\(\/[^ ]*\.a\)(.*/\1/p' -e 's/^LOAD \(\/.*\.\(o\|so[.0-9]*\)\)$/\1/p' "$build/app.map"
} | sort -u | xargs realpath | grep -v -e "^$build/" -e "^$PWD/" | sort -u >"$work/files"

# Some packages name their files below /lib, which is /usr/lib by now.
sed 'p; s|^/usr||' "$work/files" | xargs dpkg -S 2>/dev/null >"$work/owned" || true
# The kernel's headers hold numbers alone. Its record would report each fault of the kernel here.
sed 's/: .*//; s/:.*//' "$work/owned" | sort -u | grep -v '^linux-libc-dev$' >"$work/packages"
mkdir -p "$root/var/lib/dpkg/status.d" "$root/usr/share/sbom"
while read -r package; do
  dpkg -s "$package" >"$root/var/lib/dpkg/status.d/$package"
done <"$work/packages"

component() {
  printf '    { "type": "%s", "name": "%s", "version": "%s", "purl": "pkg:generic/%s@%s" }' \
    "$1" "$2" "$3" "$(printf %s "$2" | sed 's/+/%2B/g')" "$3"
}

# Archives of a compiler in /usr/local have the version of that compiler.
compiler=$(g++ -dumpfullversion)
{
  printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.5",\n  "version": 1,\n  "components": [\n'
  component application "$name" "$version"
  sed 's/^[^/]*: //' "$work/owned" | sed 'p; s|^|/usr|' >"$work/paths"
  grep '\.a$' "$work/files" | grep -v -x -F -f "$work/paths" | while read -r archive; do
    printf ',\n'
    component library "$(basename "$archive" .a)" "$compiler"
  done || true
  printf '\n  ]\n}\n'
} >"$root/usr/share/sbom/$name.cdx.json"
rm -r "$work"
