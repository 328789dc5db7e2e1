# shellcheck shell=sh
need environment
limit() { look main "{{.HostConfig.$1}}"; }
memory=$(limit Memory)
[ "${memory:-0}" -gt 0 ] || fail 'memory has no limit; restore --memory in hardening/run.flags. A rootless engine needs cgroup delegation to set it'
[ "$(limit MemorySwap)" = "$memory" ] || fail 'swap comes on top of the limit of memory; set --memory-swap to the value of --memory in hardening/run.flags'
pids=$(limit PidsLimit)
case $pids in '' | 0 | -* | '<nil>') fail 'the number of processes has no limit; restore --pids-limit in hardening/run.flags' ;; esac
cpus=$(limit NanoCpus)
[ "${cpus:-0}" -gt 0 ] || fail 'processor time has no limit; restore --cpus in hardening/run.flags'
# A limit that the machine doesn't reach limits nothing.
installed=$(awk '$1 == "MemTotal:" { printf "%.0f", $2 * 1024 }' "$FACTS/machine")
[ "$memory" -lt "${installed:-0}" ] || fail "the memory limit is $((memory / 1048576)) MiB, and this machine has $((${installed:-0} / 1048576)) MiB; lower --memory in hardening/run.flags"
threads=$(tail -n 1 "$FACTS/machine")
[ "$pids" -lt "$threads" ] || fail "the limit is $pids processes, and this machine takes $threads; lower --pids-limit in hardening/run.flags"
processors=$(cat "$FACTS/processors")
# A machine of one processor has no smaller whole number.
[ "$cpus" -le 1000000000 ] || [ "$cpus" -lt $((processors * 1000000000)) ] ||
    fail "the limit is $((cpus / 1000000000)) processors, and this machine has $processors; lower --cpus in hardening/run.flags"
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
