#!/bin/sh
# A throwaway shell next to the running service. It sees the service's processes and network, and
# its files under /proc/1/root. The image itself has no shell, and gets none.
#   ENGINE=docker sh hardening/debug.sh NAME [COMMAND...]
set -eu

# shellcheck source=/dev/null
. "$(dirname "$0")/settings.sh"
name=$1
shift
if [ "$("$ENGINE" inspect --format '{{.State.Running}}' "$name" 2>/dev/null)" != true ]; then
    echo "No container $name is running: start it with ${MAKE_AS:-make} run, in another terminal." >&2
    exit 1
fi
terminal=''
[ ! -t 0 ] || terminal=--tty
# shellcheck disable=SC2086 # empty, or one word
exec "$ENGINE" run --rm --interactive $terminal --cap-add=SYS_PTRACE --cap-add=DAC_READ_SEARCH \
    --pid="container:$name" --network="container:$name" "$TOOLBOX" "${@:-sh}"
