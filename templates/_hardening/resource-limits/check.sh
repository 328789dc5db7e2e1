# shellcheck shell=sh
need environment
limit() { look main "{{.HostConfig.$1}}"; }
memory=$(limit Memory)
[ "${memory:-0}" -gt 0 ] || fail 'memory has no limit'
[ "$(limit MemorySwap)" = "$memory" ] || fail 'swap comes on top of the limit of memory'
pids=$(limit PidsLimit)
case $pids in '' | 0 | -* | '<nil>') fail 'the number of processes has no limit' ;; esac
cpus=$(limit NanoCpus)
[ "${cpus:-0}" -gt 0 ] || fail 'processor time has no limit'
# Every container of this run counts: a worker that is killed and started again leaves the service up.
for name in $("$ENGINE" ps --all --filter "label=$RUN_ID" --format '{{.Names}}'); do
    case $name in "$RUN_ID"-*) need_memory "${name#"$RUN_ID-"}" ;; esac
done
limits="$((memory / 1048576)) MiB, $pids processes, $((cpus / 10000000)) % of a core"
# Some runtimes find out by themselves, and others take no notice.
[ -n "${MEMORY_VARIABLE-}" ] || pass "$limits"

told=$(sed -n "s/^$MEMORY_VARIABLE=//p" "$FACTS/environment")
[ -n "$told" ] || fail "process 1 has no memory limit in its environment: $MEMORY_VARIABLE is not set"
# in_bytes NUMBER[UNIT]
in_bytes() {
    number=${1%%[!0-9]*}
    case ${1#"$number"} in
        '' | B) echo "$number" ;;
        KiB) echo $((number << 10)) ;;
        MiB) echo $((number << 20)) ;;
        GiB) echo $((number << 30)) ;;
        TiB) echo $((number << 40)) ;;
    esac
}
case $told in
    # A flag of the runtime, in MiB.
    -*=[0-9]*)
        [ "$(in_bytes "${told##*=}MiB")" -le "$memory" ] || fail "$MEMORY_VARIABLE=$told is above the memory limit"
        ;;
    off) fail "$MEMORY_VARIABLE=$told is above the memory limit" ;;
    [0-9]*)
        [ "$(in_bytes "$told")" -le "$memory" ] || fail "$MEMORY_VARIABLE=$told is above the memory limit"
        ;;
esac
pass "$limits; $MEMORY_VARIABLE=$told"
