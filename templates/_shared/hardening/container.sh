# shellcheck shell=sh
# Containers for looking at an image while it runs. Read by verify.sh, tour.sh and debug.sh,
# which set $ENGINE, $IMAGE and $hardening. Everything started here is named after this
# process, and removed with it.

# Names start with this, so that all of them can be found again.
run_id=verify-$$

# Flags of `run` for this engine. The port is one that is free, chosen by the engine.
run_flags() { PORT='' sh "$hardening/run-flags.sh"; }

# start NAME [FLAG...]: starts the image as run.flags says, in the background.
start() {
    container=$run_id-$1
    shift
    # shellcheck disable=SC2046 # one word a flag
    "$ENGINE" run --detach --name "$container" $(run_flags) "$@" "$IMAGE" >/dev/null
}

# state NAME FIELD: of a container that was started.
state() { "$ENGINE" inspect --format "{{.State.$2}}" "$run_id-$1"; }

# toolbox [FLAG...] -- COMMAND...: runs a command in the image of tools, which has a shell
# and a client for HTTP. It is given no more rights than its flags say.
toolbox() {
    for flag in "$@"; do
        shift
        [ "$flag" = -- ] && break
        set -- "$@" "$flag"
    done
    toolbox_with "$#" "$@"
}

# beside NAME COMMAND...: runs a command in the network of a container.
beside() {
    neighbour=$run_id-$1
    shift
    "$ENGINE" run --rm --interactive --cap-drop=ALL --network="container:$neighbour" "$TOOLBOX" "$@"
}

# inside NAME COMMAND...: runs a command among the processes of a container, with the right
# to read what belongs to them. Process 1 is the service.
inside() {
    neighbour=$run_id-$1
    shift
    "$ENGINE" run --rm --cap-drop=ALL --cap-add=SYS_PTRACE --network=none \
        --pid="container:$neighbour" "$TOOLBOX" "$@"
}

# Removes what was started, however this ends.
remove_containers() {
    left=$("$ENGINE" ps --all --quiet --filter "name=$run_id")
    # shellcheck disable=SC2086 # one word a container
    [ -z "$left" ] || "$ENGINE" rm --force --volumes $left >/dev/null 2>&1 || true
}
