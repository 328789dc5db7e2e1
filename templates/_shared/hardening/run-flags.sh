#!/bin/sh
# Prints the flags of run.flags (or of the file RUN_FLAGS) that are meant for the engine
# ENGINE, with the port filled in.
set -eu

case $("$ENGINE" --version 2>/dev/null) in
    *podman*) kind=podman ;;
    *) kind=docker ;;
esac
sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' \
    -e "s/^$kind:[[:space:]]*//" -e '/^[a-z]*:[[:space:]]/d' \
    -e "s/\${PORT}/${PORT-}/" "${RUN_FLAGS:-$(dirname "$0")/run.flags}" | tr '\n' ' '
