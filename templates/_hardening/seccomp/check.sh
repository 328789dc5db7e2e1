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
pass "$filter is in force for process 1"
