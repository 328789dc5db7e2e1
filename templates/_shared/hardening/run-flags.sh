#!/bin/sh
# Prints the flags of run.flags (or of the file RUN_FLAGS) for the engine ENGINE. Fills in the port
# and the name of the data volume. Without a name, the engine uses a volume that it removes
# together with the container.
set -eu

case $("$ENGINE" --version 2>/dev/null) in
    *podman*) kind=podman ;;
    *) kind=docker ;;
esac
sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' \
    -e "s/^$kind:[[:space:]]*//" -e '/^[a-z]*:[[:space:]]/d' \
    -e "s/\${PORT}/${PORT-}/" -e "s|\${DATA_VOLUME}:|${DATA_VOLUME:+$DATA_VOLUME:}|" \
    "${RUN_FLAGS:-$(dirname "$0")/run.flags}" | tr '\n' ' '
