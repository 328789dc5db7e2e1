#!/bin/sh
# shellcheck disable=SC1091,SC2154  # distribution.sh, next to this script, sets these variables
# The Dockerfile runs this script while it builds.
#   libraries.sh put PATH         puts the libraries into /rootfs that files in it need; PATH is where the
#                                 image has libraries besides the usual folders
#   libraries.sh add NAME         puts a library into /rootfs that programs load by name, such as libgcc_s.so.1
#   libraries.sh run COMMAND...   runs a command in the files of the image
. "$(dirname "$0")/distribution.sh"

# kind_of FILE: class, byte order and machine in its ELF header.
kind_of() { od -An -v -tx1 -N 20 "$1" | tr -d '\n' | awk '{ print $5 $6 $19 $20 }'; }

# Without the files of the base: its distribution sees to these. Archives of object files have the same bytes
# at the start of a line, and not of the file.
elf_files() {
    LC_ALL=C find /rootfs -type f -size +63c -exec grep -l "^$(printf '\177')ELF" {} + | while read -r file; do
        [ -e "/origin${file#/rootfs}" ] || [ "$(head -c 4 "$file" | tail -c 3)" != ELF ] || echo "$file"
    done
}

# loader_in ROOT: the file of the loader.
loader_in() {
    find "$1/usr/lib" "$1/usr/lib64" "$1/lib" "$1/lib64" -maxdepth 2 -type f -name 'ld-[lm]*.so.*' 2>/dev/null | head -n 1
}

# library_folders PATH: where the final image looks for libraries, as the build sees these folders.
library_folders() {
    for root in /rootfs /base; do
        [ -d "$root" ] || continue
        echo "$1" | tr : '\n' | sed -n "s|^/|$root/|p"
        for folder in "/usr/lib/$triplet" "/lib/$triplet" /usr/lib64 /lib64 /usr/lib /lib; do
            [ ! -d "$root$folder" ] || [ -L "$root$folder" ] || echo "$root$folder"
        done
    done | awk '!seen[$0]++' | paste -s -d : -
}

# needs FILE: the loader's list of the libraries that a file needs, with where they are. As an option,
# --list would end glibc's list at the first library that is missing.
needs() {
    case $loader in
        *musl*) LD_LIBRARY_PATH=$folders "$loader" --list "$1" 2>&1 ;;
        *) LD_TRACE_LOADED_OBJECTS=1 LD_LIBRARY_PATH=$folders "$loader" --inhibit-cache "$1" 2>&1 ;;
    esac
}

# put_library FILE: a library of the toolchain image, with its record.
put_library() {
    folder=$(realpath "$(dirname "$1")")
    name=${1##*/}
    package=$(owner_of "$folder/$name")
    [ -n "$package" ] || package=$(owner_of "$(realpath "$1")")
    [ -n "$package" ] || stop "$1 belongs to no package, so it can't go into the image."
    mkdir -p "/rootfs$folder"
    cp -L "$1" "/rootfs$folder/$name" && chmod 644 "/rootfs$folder/$name"
    record_once "$package"
    echo "$folder/$name" | own "$package"
}

# put_loader: the kernel starts it at the path that programs name. Options may have removed the base's.
put_loader() {
    [ -z "$(loader_in /rootfs)$(loader_in /base)" ] || return 0
    for path in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1 \
        /lib/ld-musl-x86_64.so.1 /lib/ld-musl-aarch64.so.1; do
        [ -e "$path" ] || continue
        home=$(realpath "${path%/*}")
        file=$home/${path##*/}
        mkdir -p "/rootfs$home"
        rm -f "/rootfs$file"
        cp "$loader" "/rootfs$file" && chmod 755 "/rootfs$file"
        [ -e "/rootfs$path" ] || { mkdir -p "/rootfs${path%/*}" && ln -sf "$file" "/rootfs$path"; }
        package=$(owner_of "$(realpath "$path")")
        record_once "$package"
        echo "$file" | own "$package"
    done
}

# is_foreign: whether a missing library shows that the file is for another C library.
is_foreign() {
    grep -E '^(libc\.musl-.*|libc\.so|libc\.so\.6|ld-linux-.*)$' "$lists/missing" | grep -q -v "^$c_library"
}

# report FILE LIBRARY: stops, unless the service works without the library.
report() {
    file=${1#/rootfs}
    ! grep -q -s -x -F "$2" "$lists/without" || return 0
    name=${2%%.so*}
    version=${2##*.so}
    case $name in *[0-9]) name=$name- ;; esac
    stop "$file needs $2, which isn't in the image. Add the package that has it to packages.txt, maybe:
    image $name${version#.}
If the service works without it, add: without $2"
}

# check_missing FILE: stops the build if a library is nowhere.
check_missing() {
    too_new=$(sed -n 's/.*\(version `[^'"'"']*'"'"' not found\).*/\1/p' "$lists/needs" | head -n 1)
    [ -z "$too_new" ] || stop "${1#/rootfs} needs a newer C library: $too_new. Choose a newer base image."
    while read -r library; do report "$1" "$library"; done <"$lists/missing"
}

# put_outside FILE: what the loader found in the toolchain image, and nowhere in the image.
put_outside() {
    sed -n 's|.* => \(/[^ ]*\).*|\1|p' "$lists/needs" |
        grep -v -E '^/(rootfs|base)/|/ld-(linux|musl)' >"$lists/outside" || true
    while read -r library; do
        ! in_image "$library" || continue
        is_same_release || stop "${1#/rootfs} needs ${library##*/}, which the base image doesn't have, and the toolchain image has another distribution ($(release '')). Choose another base image."
        put_library "$library"
    done <"$lists/outside"
}

# put_needed FILE: adds everything that one file needs.
put_needed() {
    needs "$1" >"$lists/needs" || true
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p; s/^Error loading shared library \([^:]*\):.*/\1/p' \
        "$lists/needs" >"$lists/missing"
    if is_foreign; then
        echo "skipped, because it needs another C library: ${1#/rootfs}"
    else
        check_missing "$1"
        put_outside "$1"
    fi
}

put() {
    system=$(loader_in '')
    triplet=$(basename "$(dirname "$system")")
    loader=$system
    for root in /base /rootfs; do
        found=$(find "$root/usr/lib" "$root/lib" -maxdepth 2 -name 'libc.so.6' 2>/dev/null | head -n 1)
        [ -z "$found" ] || loader=$(loader_in "$root")
        [ -n "$loader" ] || loader=$(loader_in /origin)
    done
    echo "$1" >"$lists/path"
    folders=$(library_folders "$1")
    kind=$(kind_of "$loader")
    elf_files >"$lists/elf"
    while read -r file; do
        if [ "$(kind_of "$file")" = "$kind" ]; then
            put_needed "$file"
        else
            echo "skipped, because it is for another machine: ${file#/rootfs}"
        fi
    done <"$lists/elf"
    put_loader
}

# Runs a command in the future image: the base's files with /rootfs on top. Without /proc, a program can't
# find libraries next to itself, so a variable names their folder.
run() {
    root=/rootfs
    if [ -d /base ]; then
        root=/tmp/image
        mkdir -p "$root"
        cp -a /base/. "$root/"
        cp -a /rootfs/. "$root/"
    fi
    LD_LIBRARY_PATH=$(cat "$lists/path") chroot "$root" "$@"
}

# add NAME: from the folder in which the C library is.
add_library() {
    triplet=$(basename "$(dirname "$(loader_in '')")")
    for folder in "/usr/lib/$triplet" /usr/lib; do
        [ -e "$folder/$1" ] || continue
        in_image "$folder/$1" || put_library "$folder/$1"
        return
    done
    stop "the toolchain image has no library $1."
}

case $1 in
    add) add_library "$2" ;;
    put) put "${2-}" ;;
    run) shift && run "$@" ;;
esac
