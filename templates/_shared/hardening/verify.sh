#!/bin/sh
# Proves every hardening option on the built image: reads each layer, runs the image with the
# flags in run.flags, and then runs the checks in checks/ one by one.
#   ENGINE=docker IMAGE=name:tag sh hardening/verify.sh     (make verify does that)
#   VERIFY_FORMAT=tap, json or junit for machines
#   VERIFY_ONLY="ID ID" for some of the checks; the result is then partial
# Exit code: 0 if all hold, 1 if any does not, or if a check is missing in checks/order.
set -eu

HARDENING=$(cd "$(dirname "$0")" && pwd)
: "${ENGINE:?is docker or podman: make verify sets it}"
: "${IMAGE:?is the image to look at: make verify sets it}"
# shellcheck source=/dev/null
. "$HARDENING/settings.sh"
# shellcheck source=/dev/null
. "$HARDENING/container.sh"
# shellcheck source=/dev/null
. "$HARDENING/image.sh"
# shellcheck source=/dev/null
. "$HARDENING/report.sh"
# shellcheck source=/dev/null
. "$HARDENING/named-images.sh"

# What checks end with. A check that ends otherwise has failed: it has shown nothing.
verdict() {
    printf '%s\n' "$2" >"$FACTS/$1.$CHECK"
    exit 0
}
pass() { verdict ok "$1"; }
fail() { verdict FAIL "$1"; }
skip() { verdict skip "$1"; }

# need_memory NAME: fails if the kernel killed a process of a container because memory ran out.
need_memory() { ! out_of_memory "$1" || fail "$no_memory"; }
# fail_at NAME TEXT: fails. If memory ran out in that container, that is the reason.
fail_at() {
    need_memory "$1"
    fail "$2"
}
no_memory='out of memory: the kernel killed a process of the service; raise --memory and --memory-swap in hardening/run.flags, or let the service use less'

# need FACT: fails a check whose facts are missing.
need() {
    [ ! -s "$FACTS/$1" ] || return 0
    case $1 in
        files | layers | programs) fail "the image cannot be read: $(last_words "$FACTS/errors.image")" ;;
        *) fail "the service does not run: $(last_words "$FACTS/errors.process")" ;;
    esac
}

# host_config KEY: a word of the engine's record of the container, such as "host".
host_config() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$FACTS/host-config"; }
# security_options: the values of --security-opt, one a line.
security_options() { look main '{{range .HostConfig.SecurityOpt}}{{println .}}{{end}}'; }

# The last error in the output, or its last line without the engine's advice to read its manual.
last_words() {
    sed -e '/^See .*--help/d' -e '/^[[:space:]]*$/d' "$1" | awk '
        /^([A-Za-z_.]*(Error|Exception)|Caused by|panic|thread .* panicked)/ { error = $0 }
        { last = $0 }
        END { print error == "" ? last : error }'
}

# run_check ID: runs a check in a subshell. Its output, apart from the verdict, is kept for the report.
run_check() {
    CHECK=$1
    (
        [ -f "$HARDENING/checks/$CHECK.sh" ] || fail 'there is no check of that name: checks/order lists them'
        # shellcheck source=/dev/null
        . "$HARDENING/checks/$CHECK.sh"
    ) >"$FACTS/output.$CHECK" 2>&1 || true
}

# Reads what the kernel reports about process 1, and its environment. If that fails, the last line of
# standard error is the reason: from the service if it has ended, or from the tool that reads.
read_process() {
    start main || return 1
    ! until_works main || ! look_inside || return 0
    if out_of_memory main; then
        echo "$no_memory" >&2
    elif is_running main; then
        works main
    else
        "$ENGINE" logs "$RUN_ID-main" >&2
    fi
    return 1
}

look_inside() {
    look main '{{json .HostConfig}}' >"$FACTS/host-config" || return 1
    look main '{{range .Mounts}}{{println .Type .Source .Destination .RW}}{{end}}' >"$FACTS/engine-mounts" || return 1
    case $(host_config PidMode) in
        '' | private) ;;
        *)
            echo "it shares its processes with others: remove --pid in hardening/run.flags" >&2
            return 1
            ;;
    esac
    inside main sh -c '
        cat /proc/1/status && echo == mounts && cat /proc/1/mountinfo &&
        echo == environment && tr "\000" "\n" </proc/1/environ &&
        echo == interfaces && cat /proc/1/net/dev &&
        echo == machine && cat /proc/meminfo && cat /proc/sys/kernel/threads-max &&
        echo == processors && nproc &&
        echo == confinement && { cat /proc/1/attr/current 2>/dev/null || true; } && echo &&
        echo == end' >"$FACTS/process" || return 1
    grep -q '^== end$' "$FACTS/process" || return 1
    for part in mounts environment interfaces machine processors confinement; do
        sed -n "/^== $part\$/,/^== /{/^==/d;p;}" "$FACTS/process" >"$FACTS/$part"
    done
    sed '/^== mounts$/,$d' "$FACTS/process" >"$FACTS/status"
}

gather_facts() {
    { read_image || rm -f "$FACTS/files" "$FACTS/layers" "$FACTS/programs"; } 2>"$FACTS/errors.image" &
    read_process 2>"$FACTS/errors.process" || true
    wait
}

started=$(date +%s)
all=$(printf '%s' "${VERIFY_ONLY:-$(cat "$HARDENING/checks/order")}" | tr '\n\t' '  ')
case $all in
    *[![:space:]]*) ;;
    *)
        echo 'No check is named. Set VERIFY_ONLY to at least one, or leave it unset.' >&2
        exit 1
        ;;
esac
# Only what this run finds counts.
rm -f "$FACTS"/ok.* "$FACTS"/FAIL.* "$FACTS"/skip.*
report_start "$all"
gather_facts
# These run alone at the end: memory may run out during any other check, and the rebuild uses every
# processor, which would disturb checks that measure time.
alone='resource-limits reproducible-build'
for id in $all; do
    case " $alone " in *" $id "*) ;; *) run_check "$id" & ;; esac
done
wait
checked=$(date +%s)
for id in $alone; do
    case " $all " in *" $id "*) run_check "$id" ;; esac
done
report_checks "$all"
report_waivers
report_end "$((checked - started))" "$(($(date +%s) - checked))"
