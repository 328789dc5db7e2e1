#!/bin/sh
# Lists the crates of a program inside the program, where scanners such as syft, trivy and cargo-audit
# look: in the section .dep-v0, as cargo-auditable writes it.
#   sh crates.sh VERSION PROGRAM...     (the Dockerfile does that, after cargo build)
#   sh crates.sh none PROGRAM           for a program without crates
# https://github.com/rust-secure-code/cargo-auditable/blob/master/PARSING.md
# The C library is linked as well: its package gets a record, if the image is of the same distribution.
set -eu

version=$1
shift
(
    # shellcheck disable=SC1091
    . hardening/build/distribution.sh
    # /origin has the base's files where the image is made flat.
    if [ ! -d /origin ] || [ "$(release /origin)" = "$(release '')" ]; then record_once libc6-dev; fi
)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Crates that are linked: macros run inside the compiler. The first line is the service itself.
if [ "$version" = none ]; then
    echo "$(basename "$1") v0.0.0 (/src)" >"$work/tree"
else
    cargo tree --locked --target "$(rustc --print host-tuple)" --edges normal,no-proc-macro --prefix none >"$work/tree"
fi

# The format takes versions of three numbers only: any other VERSION becomes 0.0.0+VERSION.
awk -v "version=$version" '
    function source() {
        if (/ \(registry /) return "registry"
        if (/ \([a-z+]+:/) return "git"
        return / \(\// ? "local" : "crates.io"
    }
    { sub(/ \(\*\)$/, ""); name = $1; found = substr($2, 2); root = "" }
    NR == 1 {
        sub(/^v/, "", version)
        gsub(/[^0-9A-Za-z.+-]/, "-", version)
        found = version ~ /^[0-9]+\.[0-9]+\.[0-9]+([+-]|$)/ ? version : "0.0.0+" version
        root = ",\"root\":true"
        printf "{\"packages\":["
    }
    !seen[$0]++ {
        printf "%s{\"name\":\"%s\",\"version\":\"%s\",\"source\":\"%s\"%s}", comma, name, found, source(), root
        comma = ","
    }
    END { print "]}" }' "$work/tree" >"$work/list"

# The format is zlib: its own two bytes, what gzip has between header and trailer, a checksum (Adler-32).
checksum=$(od -An -v -tu1 "$work/list" | awk '
    BEGIN { a = 1 }
    { for (i = 1; i <= NF; i++) { a = (a + $i) % 65521; b = (b + a) % 65521 } }
    END { printf "\\%03o\\%03o\\%03o\\%03o", b / 256, b % 256, a / 256, a % 256 }')
{
    printf '\170\234'
    gzip -n -9 <"$work/list" | tail -c +11 | head -c -8
    # shellcheck disable=SC2059  # four bytes, as octal numbers
    printf "$checksum"
} >"$work/section"

for program in "$@"; do
    objcopy --add-section .dep-v0="$work/section" --set-section-flags .dep-v0=noload,readonly "$program"
done
