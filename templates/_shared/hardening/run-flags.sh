#!/bin/sh
# Prints the flags of run.flags (or of the file RUN_FLAGS) that are meant for the engine
# ENGINE, with the port filled in, and the name of the volume that keeps data: without one, the
# engine takes a volume that goes with the container.
set -eu

case $("$ENGINE" --version 2>/dev/null) in
    *podman*) kind=podman ;;
    *) kind=docker ;;
esac
sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' \
    -e "s/^$kind:[[:space:]]*//" -e '/^[a-z]*:[[:space:]]/d' \
    -e "s/\${PORT}/${PORT-}/" -e "s|\${DATA_VOLUME}:|${DATA_VOLUME:+$DATA_VOLUME:}|" \
    "${RUN_FLAGS:-$(dirname "$0")/run.flags}" | tr '\n' ' '
