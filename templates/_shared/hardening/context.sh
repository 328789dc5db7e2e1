#!/bin/sh
# The build context: the files of the project that reach the build.
#   ENGINE=docker sh hardening/context.sh list                lists them, and what the rules keep out
#   ENGINE=docker sh hardening/context.sh rules               prints the file that has the rules
#   ENGINE=docker sh hardening/context.sh export FOLDER INTO  writes what reaches a build of FOLDER to INTO
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=/dev/null
. "$HARDENING/settings.sh"
: "${ENGINE:?is docker or podman: make context sets it}"

# The engine itself decides: it builds an image of two lines that takes everything it gets.
export_context() {
    mkdir -p "$2"
    printf 'FROM scratch\nCOPY . /\n' >"$2.Dockerfile"
    # An ignore file next to the Dockerfile replaces .dockerignore.
    for list in dockerignore containerignore; do
        [ ! -f "$1/$DOCKERFILE_PATH.$list" ] || cp "$1/$DOCKERFILE_PATH.$list" "$2.Dockerfile.$list"
    done
    # BUILDX_BUILDER is empty: the engine's own builder is always there.
    DOCKER_BUILDKIT=1 BUILDX_BUILDER='' "$ENGINE" build --quiet --file "$2.Dockerfile" \
        --output "type=local,dest=$2" "$1" >&2
}

# files_below FOLDER: size and path of each file, by path.
files_below() {
    (cd "$1" && find . -type l -exec printf '0 %s\n' {} + -o -type f -exec wc -c {} +) |
        sed -n 's,^ *\([0-9]*\) \./,\1 ,p' | sort -k 2
}

# The file that the engine reads the rules from.
rules() {
    for list in "$DOCKERFILE_PATH.dockerignore" .containerignore .dockerignore; do
        case $list-$("$ENGINE" --version) in .containerignore-*[Dd]ocker*) continue ;; esac
        [ ! -f "$HARDENING/../$list" ] || { echo "$list" && return; }
    done
    echo /dev/null
}

# Top-level entries of which nothing arrived, and single files inside the other folders.
left_out() {
    for entry in * .[!.]* ..?*; do
        [ -e "$entry" ] || [ -L "$entry" ] || continue
        if [ ! -e "$1/$entry" ] && [ ! -L "$1/$entry" ]; then
            [ -d "$entry" ] || { echo "$entry" && continue; }
            [ -z "$(find "$entry" ! -type d | head -n 1)" ] || echo "$entry/"
        elif [ -d "$entry" ]; then
            find "$entry" ! -type d | while read -r file; do
                [ -e "$1/$file" ] || [ -L "$1/$file" ] || echo "$file"
            done
        fi
    done
}

# Puts in front of each path the last rule that matches it or a folder that it is in.
with_rules() {
    awk '
        function pattern(rule,    out, i, one) {
            for (i = 1; i <= length(rule); i++) {
                one = substr(rule, i, 1)
                if (substr(rule, i, 3) == "**/") { out = out "(.*/)?"; i += 2 }
                else if (substr(rule, i, 2) == "**") { out = out ".*"; i++ }
                else if (one == "*") out = out "[^/]*"
                else if (one == "?") out = out "[^/]"
                else if (index(".+^$(){}|\\", one)) out = out "[" (one == "^" ? "\\^" : one == "\\" ? "\\\\" : one) "]"
                else out = out one
            }
            return "^" out "(/.*)?$"
        }
        NR == FNR {
            sub(/\r$/, "")
            if ($0 !~ /^(#|[ \t]*$)/) { rule[++rules] = $0; sub(/^!?\/?/, ""); sub(/\/$/, ""); test[rules] = pattern($0) }
            next
        }
        {
            path = $0
            sub(/\/$/, "", path)
            for (i = rules; i > 0 && path !~ test[i]; i--);
            printf "  %-24s  %s\n", rule[i], $0
        }' "$1" -
}

list_context() {
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    cd "$HARDENING/.."
    export_context . "$work/context" 2>"$work/errors" || {
        cat "$work/errors" >&2
        echo "$ENGINE cannot build an image of the build context: see the lines above." >&2
        exit 1
    }
    files_below "$work/context" >"$work/files"
    awk '{ size = $1; sum += size; sub(/^[0-9]+ /, ""); printf "%12d  %s\n", size, $0 }
        END { printf "%12d  bytes in %d files reach the build\n", sum, NR }' "$work/files"
    list=$(rules)
    left_out "$work/context" >"$work/left-out"
    echo
    echo "Excluded, with the rule in $list:"
    with_rules "$list" <"$work/left-out"
}

case ${1-} in
    list) list_context ;;
    rules) rules ;;
    export) export_context "$2" "$3" ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p;}' "$0" >&2
        exit 2
        ;;
esac
