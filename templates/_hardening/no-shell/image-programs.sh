#!/bin/sh
# image.sh runs this script in the image of tools, in a folder with the files of a layer.
#   sh image-programs.sh LAYER
# Prints a line for each ELF file, and for each script that may be executed: LAYER KIND DETAIL PATH, separated
# by tabs. KIND is program, library or script, by content. DETAIL is the machine of an ELF file by its
# number, or the interpreter of a script.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# The first bytes of each file: `head` prints the name, and four bytes can't look like a name.
find . -type f -size +0 -print0 | xargs -0 head -v -c 4 | awk -v work="$work" '
    /^==[>] .* <==$/ { path = substr($0, 5, length($0) - 8); next }
    index($0, "ELF") == 2 { print path >(work "/elf") }
    index($0, "#!") == 1 { print path >(work "/scripts") }'

# numbers: reads `== PATH` and bytes in hexadecimal, and calls judge() for each file. The form of an ELF file:
# System V ABI, chapter 4. Both sizes of word and both orders of bytes are read.
# shellcheck disable=SC2016 # of awk
numbers='
    function byte(at) { return index(digits, substr(hex[at], 1, 1)) * 16 + index(digits, substr(hex[at], 2, 1)) - 17 }
    function number(at, size,    i, sum) {
        for (i = 0; i < size; i++) sum = sum * 256 + byte(swapped ? at + size - 1 - i : at + i)
        return sum
    }
    BEGIN { digits = "0123456789abcdef" }
    /^== / { if (path != "") judge(); path = substr($0, 4); count = 0; next }
    { for (i = 1; i <= NF; i++) hex[count++] = $i }
    END { if (path != "") judge() }'

bytes() { od -An -v -tx1 "$@"; }

# Type 2 is a program at a fixed address, type 3 a program at any address or a library. What can be either is left
# to its dynamic section, whose place is printed.
# shellcheck disable=SC2016 # of awk
heads='
    function judge(    wide, word, at, size, many, i, kind, named, place) {
        swapped = hex[5] == "01"; wide = hex[4] == "02"; word = wide ? 8 : 4
        kind = number(16, 2)
        if (count < 52 || kind < 2 || kind > 3) return
        at = number(24 + word, word); size = number(wide ? 54 : 42, 2); many = number(wide ? 56 : 44, 2)
        place = "0 0"
        for (i = 0; i < many && at + size <= count; i++) {
            if (number(at, 4) == 3) named = 1
            if (number(at, 4) == 2) place = number(at + (wide ? 8 : 4), word) " " number(at + (wide ? 32 : 16), word)
            at += size
        }
        # A list of segments that goes on somewhere else is not what a linker writes.
        if (kind == 2 || i < many) kind = "program"
        else if (named || number(24, word) > 0) kind = "either"
        else kind = "library"
        print kind, number(18, 2), named + 0, place, path
    }'

# A program at any address has a mark (DF_1_PIE), or names its loader and has no name as a library (DT_SONAME).
# shellcheck disable=SC2016 # of awk
sections='
    function judge(    wide, word, at, tag, pie, library) {
        split(path, head, " "); swapped = head[2]; word = head[1] ? 8 : 4
        for (at = 0; at + 2 * word <= count; at += 2 * word) {
            tag = number(at, word)
            if (tag == 14) library = 1
            if (tag == 1879048187) pie = int(number(at + word, word) / 134217728) % 2
            if (tag == 0) break
        }
        if (pie || (head[3] && !library)) print "program"
        else print "library"
    }'

judge_elf() {
    while read -r path; do
        echo "== $path"
        bytes -N1024 "$path"
    done <"$work/elf" | awk "$numbers$heads" >"$work/heads"
    while read -r kind machine named at size path; do
        if [ "$kind" = either ]; then
            layout=$(bytes -j4 -N2 "$path")
            case $layout in *02\ *) wide=1 ;; *) wide=0 ;; esac
            case $layout in *\ *01) swapped=1 ;; *) swapped=0 ;; esac
            kind=$({
                echo "== $wide $swapped $named"
                [ "$size" -eq 0 ] || bytes -j"$at" -N"$size" "$path"
            } | awk "$numbers$sections")
        fi
        printf '%s\t%s\t%s\t%s\n' "$1" "$kind" "$machine" "${path#.}"
    done <"$work/heads"
}

# A script that may not be executed is data, also for its interpreter.
judge_scripts() {
    while read -r path; do
        [ -n "$(find "$path" -perm /111)" ] || continue
        read -r first <"$path" || true
        first=$(printf '%s' "$first" | sed 's/^#![[:space:]]*//; s/[[:space:]].*//')
        printf '%s\tscript\t%s\t%s\n' "$1" "$first" "${path#.}"
    done <"$work/scripts"
}

[ ! -f "$work/elf" ] || judge_elf "$1"
[ ! -f "$work/scripts" ] || judge_scripts "$1"
