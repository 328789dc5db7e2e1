#!/bin/sh
# The container engine: docker or podman.
#   engine.sh find                    prints the first one that answers
#   engine.sh ready ENGINE            prints one line if it doesn't answer
#   engine.sh has-image ENGINE IMAGE  prints one line if it wasn't built
#   engine.sh can-run ENGINE NAME     prints one line if the name or PORT is in use
#   engine.sh has-buildx ENGINE       prints one line if docker buildx is missing
#   engine.sh remove ENGINE NAME      removes every tag of an image
set -eu

answers() { "$1" version >/dev/null 2>&1; }

find_engine() {
    for engine in docker podman; do
        if answers "$engine"; then
            [ -z "${silent-}" ] || echo "The engine $silent doesn't answer. Using $engine instead." >&2
            echo "$engine"
            return
        fi
        ! command -v "$engine" >/dev/null 2>&1 || silent=$engine
    done
    echo docker
}

ready() {
    answers "$1" && return
    if command -v "$1" >/dev/null 2>&1; then
        echo "The engine $1 doesn't answer. Start it, or set another one: ${MAKE_AS:-make} ENGINE=podman ..." >&2
    else
        echo "The engine $1 isn't installed. Install docker or podman, or set another one: ${MAKE_AS:-make} ENGINE=/path/to/podman ..." >&2
    fi
    exit 1
}

has_image() {
    "$1" image inspect "$2" >/dev/null 2>&1 && return
    echo "The image $2 doesn't exist yet. Build it first: ${MAKE_AS:-make} build" >&2
    exit 1
}

# A busy port is only a note: the engine may run on another machine, or publish on another address.
can_run() {
    if [ -n "$("$1" container ls --all --quiet --filter "name=^$2\$")" ]; then
        echo "A container named $2 already exists. Remove it first: $1 rm --force $2" >&2
        exit 1
    fi
    grep -q '^[^#].*PORT}' "$(dirname "$0")/run.flags" && is_busy "$PORT" || return 0
    echo "Port $PORT seems to be in use on this machine. To use another one: ${MAKE_AS:-make} run PORT=$((PORT + 1))" >&2
}

# is_busy PORT: whether a program listens on a TCP port. Linux lists ports in hexadecimal.
is_busy() {
    if [ -r /proc/net/tcp ]; then
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
            awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { busy = 1 } END { exit !busy }'
    else
        netstat -an 2>/dev/null | grep LISTEN | grep -q "[.:]$1 "
    fi
}

has_buildx() {
    "$1" buildx version 2>/dev/null | grep -q buildx && return
    echo "$1 has no buildx. Install docker-buildx-plugin, or see https://docs.docker.com/go/buildx/" >&2
    exit 1
}

remove() {
    # By name: another name of the same image stays.
    for image in $("$1" image ls --format '{{.Repository}}:{{.Tag}}' "$2" | grep -v '<none>'); do
        "$1" image rm "$image"
    done
}

case ${1-} in
    find) find_engine ;;
    ready) ready "$2" ;;
    has-image) has_image "$2" "$3" ;;
    can-run) can_run "$2" "$3" ;;
    has-buildx) has_buildx "$2" ;;
    remove) remove "$2" "$3" ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p;}' "$0" >&2
        exit 2
        ;;
esac
