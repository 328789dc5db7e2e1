#!/bin/sh
# The Dockerfile runs this script while it builds: explain.sh FAILURES COMMAND...
# runs a command. If it fails, the last line names the package or file, and the way out.
# FAILURES has two lines for each known failure: a pattern of what the command prints, and a sentence after
# four spaces, in which \1 is what the pattern has in parentheses.
set -u
failures=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ "$@" 2>&1 || echo $? >"$work/code"; } | tee "$work/output"
[ -e "$work/code" ] || exit 0

mark=$(printf '\001') start=$(printf '\002') end=$(printf '\003')
while IFS= read -r line; do
    case $line in
        '' | '#'*) ;;
        '    '*)
            said=$(sed -n -E -e "s$mark$pattern$mark$start${line#    }$end$mark" \
                -e "s/.*$start(.*)$end.*/\1/p" "$work/output" | head -n 1)
            [ -z "$said" ] || { echo "ERROR: $said" >&2 && break; }
            ;;
        *) pattern=$line ;;
    esac
done <"$failures"
exit "$(cat "$work/code")"
