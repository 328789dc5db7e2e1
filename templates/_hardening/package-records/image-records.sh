#!/bin/sh
# checks/package-records.sh runs this script in the image of tools.
#   sh image-records.sh DISTRIBUTION <ARCHIVE
# ARCHIVE has all files of an image. Prints a line `wrong: …` for each fault of its package records, and
# in the end `found: …`. DISTRIBUTION, such as `debian 13`, is what os-release has to name; empty for any.
set -eu

distribution=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/whole"
cd "$work/whole"
tar -xpf - --exclude 'dev/*'
tab=$(printf '\t')

wrong() { echo "wrong: $*"; }

# is_there PATH: a file or a link. An absolute link would lead out of the image's files.
is_there() { [ -L "$1" ] || [ -f "$1" ]; }

# Names a distribution, and the one that the image was built on.
check_distribution() {
    file=etc/os-release
    if [ -L "$file" ] || [ ! -f "$file" ]; then file=usr/lib/os-release; fi
    if [ ! -f "$file" ]; then
        wrong "there is no /etc/os-release: scanners can't find out the distribution"
        return
    fi
    id=$(sed -n 's/^ID=//p' "$file" | tr -d "\"'")
    version=$(sed -n 's/^VERSION_ID=//p' "$file" | tr -d "\"'")
    [ "$id" != alpine ] || version=$(echo "$version" | cut -d . -f 1,2)
    release="$id${version:+ $version}"
    [ -n "$id" ] || wrong "/$file names no distribution (ID)"
    [ -z "$distribution" ] || [ -z "$version" ] || [ "$release" = "$distribution" ] ||
        wrong "/$file names $release, and the image is built on $distribution"
    case $id-$(cut -f 1 "$work"/packages | sort -u | tr '\n' ' ') in
        alpine-*dpkg*) wrong "/$file names $release, and the records come from dpkg" ;;
        debian-*apk* | ubuntu-*apk*) wrong "/$file names $release, and the records come from apk" ;;
    esac
}

# Packages: KIND, NAME and ARCHITECTURE. Files: NAME and PATH, one line a file.
read_records() {
    : >"$work"/packages
    : >"$work"/listed
    # In Debian's images, one file for all.
    status=var/lib/dpkg/status
    [ ! -f "$status" ] || awk '
        function flush() { if (name != "" && installed) print "dpkg\t" name "\t" architecture; name = "" }
        /^Package: / { flush(); name = $2; installed = 0 }
        /^Status: .* installed$/ { installed = 1 }
        /^Architecture: / { architecture = $2 }
        END { flush() }' "$status" >"$work"/packages
    while IFS=$tab read -r _ name architecture; do
        for list in "var/lib/dpkg/info/$name.list" "var/lib/dpkg/info/$name:$architecture.list"; do
            [ ! -f "$list" ] || sed "s|^/|$name$tab|" "$list" >>"$work"/listed
        done
    done <"$work"/packages
    # Without dpkg, a file each. What is linked into a program has a record without a list.
    for record in var/lib/dpkg/status.d/*; do
        [ -f "$record" ] || continue
        name=$(sed -n 's/^Package: //p' "$record" | head -n 1)
        [ -n "$name" ] || continue
        printf 'dpkg\t%s\t%s\n' "$name" "$(sed -n 's/^Architecture: //p' "$record" | head -n 1)" >>"$work"/packages
        [ ! -f "$record.md5sums" ] || sed -E "s|^[0-9a-f]+ +(\./)?/?|$name$tab|" "$record.md5sums" >>"$work"/listed
    done
    # Settings don't count: some packages consist of them.
    for database in lib/apk/db/installed usr/lib/apk/db/installed; do
        # Where /lib is a link to /usr/lib, both are one.
        if [ ! -f "$database" ] || { [ -L lib ] && [ "$database" = lib/apk/db/installed ]; }; then continue; fi
        sed -n "s/^P:\(.*\)/apk$tab\1$tab/p" "$database" >>"$work"/packages
        awk '/^P:/ { name = substr($0, 3); folder = "" }
            /^F:/ { folder = substr($0, 3) }
            /^R:/ && folder !~ /^etc($|\/[^s])/ { print name "\t" (folder == "" ? "" : folder "/") substr($0, 3) }' "$database" >>"$work"/listed
    done
}

check_records() {
    for twice in $(sort "$work"/packages | uniq -d | cut -f 2); do
        wrong "there are two records of the package $twice"
    done
    current='' is_left=yes
    { sort -s -t "$tab" -k 1,1 "$work"/listed && echo; } | while IFS=$tab read -r name path; do
        if [ "$name" != "$current" ]; then
            [ "$is_left" = yes ] || wrong "there is a record of the package $current, and no file of it"
            current=$name is_left=no
        fi
        [ "$is_left" = yes ] || ! is_there "$path" || is_left=yes
    done
}

# What is in these folders, package managers have put there: the Filesystem Hierarchy Standard
# leaves /usr/local, /opt and the like to others.
system='^(usr/)?(s?bin|lib[0-9x]*|libexec)/'

# ELF files, with paths that don't begin with a slash: `head` prints the name and four bytes of each file.
find_elf() {
    find . -type f -size +0 -print0 | LC_ALL=C xargs -0 head -v -c 4 | LC_ALL=C awk '
        /^==[>] .* <==$/ { path = substr($0, 7, length($0) - 10); next }
        index($0, "ELF") == 2 { print path }' | sort >"$work"/elf
}

# A file is on record below / or below /usr, where a link leads from one to the other.
check_libraries() {
    grep -E "$system" "$work"/elf | grep -v -E '/(node_modules|site-packages)/' >"$work"/elf-system || true
    awk -F '\t' '
        function key(path) { if (path ~ /^usr\/(s?bin|lib[0-9x]*)\//) sub(/^usr\//, "", path); return path }
        FILENAME == ARGV[1] { owned[key($2)]; next }
        !(key($0) in owned)' "$work"/listed "$work"/elf-system >"$work"/unowned
    while read -r file; do wrong "/$file is in no package record"; done <"$work"/unowned
    libraries=$(grep -E '/(libc\.so\.6|ld-musl-[^/]*\.so\.1)$' "$work"/elf-system | sed 's|^|/|' | tr '\n' ' ')
    case $libraries in *' /'*) wrong "there are two C libraries: $libraries" ;; esac
}

# The program lists its modules (Go) or crates (Rust) itself, or the image has an SBOM.
check_programs() {
    for sbom in usr/share/sbom/*.json; do [ ! -s "$sbom" ] || return 0; done
    grep -v -E "$system|^(usr/local|opt)/|/(node_modules|site-packages)/" "$work"/elf | while read -r file; do
        [ -z "$(find "$file" -perm /111)" ] || grep -q -F -e ' Go buildinf:' -e '.dep-v0' "$file" ||
            wrong "/$file does not list what is linked into it"
    done
}

check_node() {
    find . -type d -name node_modules -prune | while read -r folder; do
        for package in "$folder"/* "$folder"/@*/*; do
            if [ ! -d "$package" ] || [ -L "$package" ]; then continue; fi
            case ${package##*/} in @*) continue ;; esac
            grep -q '"version"' "$package/package.json" 2>/dev/null ||
                [ -z "$(find "$package" -maxdepth 1 -type f | head -n 1)" ] ||
                wrong "${package#.} has no package.json with a version"
        done
    done
}

check_python() {
    find . -type d -name site-packages -prune | while read -r folder; do
        # The form before dist-info lists no files.
        [ -z "$(find "$folder" -maxdepth 1 -name '*.egg-info')" ] || continue
        cat "$folder"/*.dist-info/RECORD 2>/dev/null | sed 's/^"//; s/[,/].*//' | sort -u >"$work"/recorded
        for entry in "$folder"/*; do
            name=${entry##*/}
            case $name in
                *.dist-info) [ -s "$entry/METADATA" ] || wrong "${entry#.} has no METADATA" ;;
                __pycache__ | README.txt | *.pth | '*') ;;
                *) grep -q -x -F "$name" "$work"/recorded || wrong "${entry#.} is in no package's RECORD" ;;
            esac
        done
    done
}

check_java() {
    find . -type f -name '*.jar' ! -path './usr/lib/*' ! -path './usr/share/*' ! -name '*-[0-9]*' | while read -r jar; do
        unzip -l "$jar" 2>/dev/null | grep -q 'META-INF/maven/.*/pom\.properties' ||
            unzip -p "$jar" META-INF/MANIFEST.MF 2>/dev/null | grep -q -E '^(Implementation|Bundle)-Version:' ||
            wrong "${jar#.} has no version in its name or in its metadata"
    done
}

read_records
find_elf
check_distribution
check_records
check_libraries
check_programs
check_node
check_python
check_java
echo "found: ${release:-no distribution}, packages on record: $(wc -l <"$work"/packages | tr -d ' '), ELF files accounted for: $(wc -l <"$work"/elf | tr -d ' ')"
