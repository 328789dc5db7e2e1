# shellcheck shell=sh
# Containers for looking at an image while it runs. verify.sh, size.sh and tour.sh read this
# file; they set $ENGINE, $IMAGE, $TOOLBOX and $HARDENING, its folder. All that is started here
# bears the number of this process, and goes with it, also when that is interrupted.

RUN_ID=verify-$$

# start NAME [FLAG...]: starts the image in the background as run.flags says, on a free port.
start() {
    container=$RUN_ID-$1
    shift
    # shellcheck disable=SC2046 # one word a flag
    "$ENGINE" run --detach --name "$container" --label "$RUN_ID" \
        $(PORT='' sh "$HARDENING/run-flags.sh") "$@" "$IMAGE" >/dev/null
}

# look NAME FORMAT: a detail of a container, as `inspect` has it.
look() { detail inspect "$RUN_ID-$1" "$2"; }

# configured FORMAT: a detail of the image, as `inspect` has it.
configured() { detail image "$IMAGE" "$1"; }

# Podman takes a format that begins with a range for one over all that is inspected.
detail() {
    case $1 in
        image) value=$("$ENGINE" image inspect --format "=$3" "$2") ;;
        *) value=$("$ENGINE" inspect --format "=$3" "$2") ;;
    esac || return 1
    printf '%s\n' "${value#=}"
}

# beside NAME COMMAND...: runs a tool in the network of a container.
beside() {
    neighbour=$RUN_ID-$1
    shift
    toolbox --network="container:$neighbour" "$TOOLBOX" "$@"
}

# inside NAME COMMAND...: runs a tool among the processes of a container, of which process 1
# is the service, with the right to read what is theirs.
inside() {
    neighbour=$RUN_ID-$1
    shift
    toolbox --network=none --cap-add=SYS_PTRACE --cap-add=DAC_READ_SEARCH --pid="container:$neighbour" "$TOOLBOX" "$@"
}

toolbox() { "$ENGINE" run --rm --interactive --label "$RUN_ID" --cap-drop=ALL "$@"; }

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

# works NAME: whether the service in a container answers (http), or is at work (worker).
works() {
    is_running "$1" || return 1
    [ -z "${CONTAINER_PORT-}" ] || beside "$1" wget -q -O /dev/null "http://127.0.0.1:$CONTAINER_PORT/"
}

# The folder that facts are gathered in: the caller's, or one that goes with all the rest.
tidy_up() {
    trap - EXIT
    # shellcheck disable=SC2046 # one word a job
    kill $(jobs -p) 2>/dev/null || true
    wait
    left=$("$ENGINE" ps --all --quiet --filter "label=$RUN_ID") || left=''
    # shellcheck disable=SC2086 # one word a container
    [ -z "$left" ] || "$ENGINE" rm --force --volumes $left >/dev/null 2>&1 || true
    [ -z "${temporary-}" ] || rm -rf "$temporary"
}
if [ -z "${FACTS-}" ]; then
    FACTS=$(mktemp -d)
    temporary=$FACTS
fi
trap tidy_up EXIT
trap 'tidy_up; exit 130' INT
trap 'tidy_up; exit 143' TERM HUP
