# shellcheck shell=sh
# Containers for looking at an image while it runs. verify.sh, size.sh and tour.sh read this
# file; they set $ENGINE, $IMAGE, $TOOLBOX and $HARDENING, its folder. Everything started here
# has this process's id as a label, and is removed when the process ends or is interrupted.

RUN_ID=verify-$$

# start NAME [FLAG...]: starts the image in the background with the flags in run.flags, on a free port, and
# with a separate volume if it keeps data.
start() {
    container=$RUN_ID-$1
    shift
    # shellcheck disable=SC2046 # one word a flag
    "$ENGINE" run --detach --name "$container" --label "$RUN_ID" \
        $(PORT='' DATA_VOLUME='' sh "$HARDENING/run-flags.sh") "$@" "$IMAGE" >/dev/null
}

# look NAME FORMAT: a detail of a container, as `inspect` has it.
look() { detail inspect "$RUN_ID-$1" "$2"; }

# configured FORMAT: a detail of the image, as `inspect` has it.
configured() { detail image "$IMAGE" "$1"; }

# Podman applies a format that begins with a range to the whole list, so it begins with =.
detail() {
    case $1 in
        image) value=$("$ENGINE" image inspect --format "=$3" "$2") ;;
        *) value=$("$ENGINE" inspect --format "=$3" "$2") ;;
    esac || return 1
    printf '%s\n' "${value#=}"
}

# alongside NAME COMMAND...: runs a tool in the network of a container.
alongside() {
    neighbour=$RUN_ID-$1
    shift
    toolbox --network="container:$neighbour" "$TOOLBOX" "$@"
}

# inside NAME COMMAND...: runs a tool among the processes of a container, with the right to read
# their files. Process 1 is the service.
inside() {
    neighbour=$RUN_ID-$1
    shift
    toolbox --network=none --cap-add=SYS_PTRACE --cap-add=DAC_READ_SEARCH --pid="container:$neighbour" "$TOOLBOX" "$@"
}

toolbox() { "$ENGINE" run --rm --interactive --label "$RUN_ID" --cap-drop=ALL "$@"; }

# out_of_memory NAME: whether the kernel killed a process of a container because memory ran out.
# Podman records this for PID 1 only, so the container's cgroup (version 2, then 1) is read as well.
out_of_memory() {
    [ "$(look "$1" '{{.State.OOMKilled}}')" != true ] || return 0
    is_running "$1" || return 1
    kills=$(inside "$1" sh -c 'cat /proc/1/root/sys/fs/cgroup/memory.events ||
        cat /proc/1/root/sys/fs/cgroup/memory/memory.oom_control' 2>/dev/null |
        awk '$1 == "oom_kill" { print $2 }')
    [ "${kills:-0}" -gt 0 ]
}

# signal_all NAME SIGNAL: sends a signal to every process of a container. PID 1 takes no STOP from
# its own container, so the engine sends it; the others (workers of a server) get theirs from inside.
signal_all() {
    "$ENGINE" kill --signal="$2" "$RUN_ID-$1" || return 1
    toolbox --network=none --cap-add=KILL --pid="container:$RUN_ID-$1" "$TOOLBOX" sh -c "kill -s $2 -1" || true
}

# until_true SECONDS COMMAND...: tries a command four times a second until it succeeds.
until_true() {
    tries=$(($1 * 4))
    shift
    while ! "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.25
    done
}

is_running() { [ "$(look "$1" '{{.State.Running}}')" = true ]; }

# works NAME: whether the service in a container answers (http), or is running (worker). A
# starting worker has printed nothing yet, and handles no signal before its runtime is loaded. One
# that prints nothing gets three seconds.
works() {
    is_running "$1" || return 1
    if [ -n "${CONTAINER_PORT-}" ]; then
        alongside "$1" wget -q -O /dev/null "http://127.0.0.1:$CONTAINER_PORT${CONTAINER_PATH:-/}"
    else
        (until_true 3 has_said_something "$1") || true
        is_running "$1"
    fi
}

has_said_something() { [ -n "$("$ENGINE" logs "$RUN_ID-$1" 2>&1 | head -c 1)" ]; }

# until_works NAME: waits until the service works: for START_SECONDS, and not at all for one that has ended.
until_works() {
    tries=$((${START_SECONDS:-10} * 4))
    while ! works "$1" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] && is_running "$1" || return 1
        sleep 0.25
    done
}

# All descendants of this process. (`jobs -p` lists only the direct children, and none in a
# substitution of some shells.)
offspring() {
    { ps -A -o pid,ppid || ps -o pid,ppid; } 2>/dev/null | awk -v root=$$ '
        { parent[$1] = $2 }
        END {
            for (pid in parent) {
                for (above = parent[pid]; above in parent && above != root; above = parent[above]) { }
                if (above == root) print pid
            }
        }'
}

is_alive() {
    for pid in "$@"; do
        ! kill -0 "$pid" 2>/dev/null || return 0
    done
    return 1
}

# Removes the containers and images with this process's label.
remove_all() {
    left=$("$ENGINE" ps --all --quiet --filter "label=$RUN_ID") || left=''
    # shellcheck disable=SC2086 # one word a container
    [ -z "$left" ] || "$ENGINE" rm --force --volumes $left >/dev/null 2>&1 || true
    left=$("$ENGINE" image ls --format '{{.Repository}}:{{.Tag}}' | grep -E "^(localhost/)?$RUN_ID-") || left=''
    # shellcheck disable=SC2086 # one word an image
    [ -z "$left" ] || "$ENGINE" image rm --force $left >/dev/null 2>&1 || true
}

# A command that is ending may still start a container, so everything is removed again afterwards.
# shellcheck disable=SC2086 # one word a process
tidy_up() {
    trap - EXIT
    trap '' INT TERM HUP
    under_way=$(offspring)
    kill $under_way 2>/dev/null || true
    wait
    remove_all
    tries=20
    while is_alive $under_way && [ "$tries" -gt 0 ]; do
        tries=$((tries - 1))
        sleep 0.25
        remove_all
    done
    [ -z "${temporary-}" ] || rm -rf "$temporary"
}
# The folder for facts: the caller's, or a temporary one.
if [ -z "${FACTS-}" ]; then
    FACTS=$(mktemp -d)
    temporary=$FACTS
fi
trap tidy_up EXIT
trap 'tidy_up; exit 130' INT
trap 'tidy_up; exit 143' TERM HUP
