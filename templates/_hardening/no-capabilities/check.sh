# shellcheck shell=sh
# The effective set is empty for any user but root; only the others show that nothing is left.
need status
for set in CapBnd CapPrm CapEff CapAmb CapInh; do
    value=$(awk -v set="$set:" '$1 == set { print $2 }' "$FACTS/status")
    [ -n "$value" ] || fail "the kernel reports no $set"
    case $value in *[!0]*) fail "$set of process 1 is $value, not 0; restore --cap-drop=ALL and remove --cap-add in hardening/run.flags" ;; esac
done
# What belongs to this machine gives rights that no capability shows.
for mode in PidMode IpcMode UTSMode UsernsMode CgroupnsMode CgroupMode; do
    value=$(host_config "$mode")
    case $mode-$value in
        # With version 1 of cgroups, this is the default.
        Cgroup*-host) grep -q ' - cgroup2 ' "$FACTS/mounts" || continue ;;
        *-host | *-container:*) ;;
        *) continue ;;
    esac
    fail "$mode is $value: the service shares it with others; remove its flag, such as --pid or --ipc, in hardening/run.flags"
done
! sh "$HARDENING/run-flags.sh" | grep -q -e '--cgroupns[= ]host' ||
    fail 'cgroups are shared with this machine; remove --cgroupns in hardening/run.flags'
devices=$(grep -o '"PathOnHost":"[^"]*"' "$FACTS/host-config" | cut -d '"' -f 4 | tr '\n' ' ')
[ -z "$devices" ] || fail "devices of this machine: $devices- remove --device in hardening/run.flags"
! grep -q '"DeviceRequests":\[{' "$FACTS/host-config" || fail 'devices of this machine: remove --gpus or --device in hardening/run.flags'
pass 'every capability set of process 1 is empty'
