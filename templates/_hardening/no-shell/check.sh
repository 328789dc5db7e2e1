# shellcheck shell=sh
# In every layer, only the files declared in settings.sh may be started, whatever their mode. No layer hides
# what a layer below still holds.
need files
need programs
hidden=$(awk -F '\t' '$1 != "whole" && $5 ~ /\/\.wh\.[^\/]*$/ { print $5 " in layer " $1 }' "$FACTS/files" |
    head -n 3 | tr '\n' ' ')
[ -z "$hidden" ] || fail "deleted by a later layer, and still in the image below it: $hidden"

# undeclared: the paths of standard input that settings.sh doesn't declare, three at most.
undeclared() { sort -u | grep -v -x -F "$(echo "$EXECUTABLES ${SCRIPTS-}" | tr -s ' ' '\n')" | head -n 3 | tr '\n' ' '; }
started=$(awk -F '\t' '$1 != "whole" && $2 ~ /^-/ && substr($2, 2) ~ /[xst]/ { print $5 }' "$FACTS/files" | sort -u)
[ -n "$started" ] || fail 'no file at all can be started: the image was not read correctly'
extra=$(echo "$started" | undeclared)
[ -z "$extra" ] || fail "can be started, and is not declared: $extra"

# The loader starts a program without an executable bit, and an interpreter can copy it into memory.
extra=$(awk -F '\t' '$2 == "program" { print $4 }' "$FACTS/programs" | undeclared)
[ -z "$extra" ] || fail "a program without an executable bit, and not declared: ${extra}(remove it, or add it to EXECUTABLES in hardening/settings.sh)"

# A declared path must not have something else, such as a shell in the place of a loader.
case $(configured '{{.Architecture}}') in
    amd64) machine=62 ;;
    arm64) machine=183 ;;
    *) machine='' ;;
esac
wrong=$(awk -F '\t' -v machine="$machine" -v executables="$EXECUTABLES" -v scripts="${SCRIPTS-}" '
    BEGIN {
        many = split(executables, words, " "); for (i = 1; i <= many; i++) declared[words[i]] = 1
        many = split(scripts, words, " "); for (i = 1; i <= many; i++) script[words[i]] = 1
    }
    FILENAME == ARGV[1] { name = $5; sub(/.*\//, "", name); if ($1 != "whole") present[name] = 1; next }
    $4 in script {
        name = $3; sub(/.*\//, "", name)
        if ($2 != "script") print $4 " is a " $2 ", not a script"
        else if (name in present) print $4 " is a script for " $3 ", which the image has"
    }
    !($4 in declared) { next }
    $2 != "script" && machine != "" && $3 != machine { print $4 " is made for another platform"; next }
    $4 ~ /\/(ld-|lib)[^\/]*\.so(\.[0-9]+)*$/ && $2 != "library" { print $4 " is a " $2 ", not a library or loader" }
' "$FACTS/files" "$FACTS/programs" | sort -u | head -n 3 | tr '\n' ';' | sed 's/;$//; s/;/; /g')
[ -z "$wrong" ] || fail "a declared path has something else: $wrong"

need status
for shell in sh /bin/sh /bin/bash /bin/busybox /busybox/sh; do
    code=0
    "$ENGINE" exec "$RUN_ID-main" "$shell" -c : || code=$?
    case $code in
        126 | 127) ;;
        *) fail "$shell in the running container ended with $code, not 126 or 127: not found" ;;
    esac
done
# shellcheck disable=SC2086 # one line
pass "every program in the image:$(printf ' %s' $started)${INTERPRETER:+. $INTERPRETER runs any code that it is given}"
