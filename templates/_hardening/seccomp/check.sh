# shellcheck shell=sh
need status
value=$(awk '$1 == "Seccomp:" { print $2 }' "$FACTS/status")
[ "$value" = 2 ] || fail "Seccomp of process 1 is ${value:-unknown}, not 2: no filter is in force; remove seccomp=unconfined and --privileged in hardening/run.flags"
filter="the engine's default filter"
security_options >"$FACTS/security-options" || fail 'the engine has no record of the security options'
while IFS= read -r option; do
    case $option in
        seccomp=builtin | seccomp:builtin) ;;
        seccomp[=:]*)
            profile=${option#seccomp?}
            # Docker records the text of the file, and podman its name.
            case $profile in
                *'{'*) text=$profile ;;
                *) text=$(cat "$profile") || fail "the profile $profile cannot be read" ;;
            esac
            action=$(echo "$text" | tr -d ' \t\n' | sed -n 's/.*"defaultAction":"\([A-Z_]*\)".*/\1/p')
            case $action in
                SCMP_ACT_ERRNO | SCMP_ACT_KILL* | SCMP_ACT_TRAP) ;;
                *) fail "the profile lets through every call that it doesn't name (defaultAction ${action:-is missing}); set SCMP_ACT_ERRNO in it" ;;
            esac
            filter="a filter of the project's own, with $action by default,"
            ;;
        apparmor[=:]unconfined | label[=:]disable | label[=:]type[=:]spc_t | systempaths[=:]unconfined | unmask[=:]*)
            fail "$option removes another barrier around the kernel; remove it in hardening/run.flags"
            ;;
    esac
done <"$FACTS/security-options"
awk '$5 ~ /^\/proc\/(kcore|keys|timer_list|sched_debug|scsi|acpi|interrupts|sysrq-trigger|sys)$/ { found = 1 } END { exit !found }' "$FACTS/mounts" ||
    fail "the kernel's own files in /proc aren't masked; remove systempaths=unconfined and --privileged in hardening/run.flags"
# The engine's record of AppArmor, held against what the kernel enforces. Without AppArmor, the record is empty.
recorded=$(look main '{{.AppArmorProfile}}') || recorded=''
enforced=$(tr -d '\000' <"$FACTS/confinement" | head -n 1)
case $recorded in
    '' | unconfined | '<no value>') ;;
    *)
        case $enforced in
            '') filter="the AppArmor profile $recorded (by the engine's record only) and $filter" ;;
            *"$recorded"*'(enforce)') filter="the AppArmor profile $recorded and $filter" ;;
            *) fail "the engine's record names the AppArmor profile $recorded, and the kernel has $enforced: enforce the profile on this machine, or remove apparmor= in hardening/run.flags" ;;
        esac
        ;;
esac
case $filter in *' and '*) verb=are ;; *) verb=is ;; esac
filters=$(awk '$1 == "Seccomp_filters:" { print $2 }' "$FACTS/status")
pass "$filter $verb in force for process 1${filters:+ (seccomp filters: $filters)}"
