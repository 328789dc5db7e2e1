# shellcheck shell=sh
# In the image: no file belongs to the user of the service, and no file can be written by its
# groups or by everyone. While it runs: everything is mounted read-only, except temporary
# file systems from which nothing can be started. Where data is kept, its folder is empty in the
# image, and the one volume there is.
need files
need mounts
temporary=$(PORT='' sh "$HARDENING/run-flags.sh" | tr ' ' '\n' | sed -n 's/^--tmpfs=\([^:]*\).*/\1/p')

# The engine adds its own files to every container, and a tmpfs hides the files below it.
writable=$(awk -F '\t' -v user="$(awk '$1 == "Uid:" { print $2 }' "$FACTS/status")" \
    -v groups=" $(awk '$1 == "Gid:" || $1 == "Groups:" { $1 = ""; print }' "$FACTS/status" | tr '\n' ' ') " \
    -v hidden="$temporary" -v data="${DATA_FOLDER-}" '
    BEGIN { count = split(hidden, mount) }
    $1 != "whole" || $2 ~ /^l/ { next }
    {
        path = $5
        if (path ~ /^\/(dev|proc|sys)(\/|$)/) next
        if (path ~ /^\/(\.dockerenv|etc\/(hosts|hostname|resolv\.conf)|run\/\.containerenv)$/) next
        for (i = 1; i <= count; i++) if (path == mount[i] || index(path, mount[i] "/") == 1) next
        split($3, owner, "/")
        if (owner[1] !~ /^[0-9]+$/) print path " (the owner has a name, not an id)"
        else if (data != "" && index(path, data "/") == 1) print path
        else if (user != 0 && owner[1] == user && !(path == data && $2 ~ /^d/)) print path
        else if (substr($2, 9, 1) == "w") print path
        else if (substr($2, 6, 1) == "w" && index(groups, " " owner[2] " ")) print path
    }' "$FACTS/files")
[ -z "$writable" ] || fail "can be written in the image: $(echo "$writable" | head -n 3 | tr '\n' ' ')"

# What engines mount for themselves is named one by one: a folder of the host may be put below
# /dev or /sys as well.
loose=$(awk -v temporary=" $(echo "$temporary" | tr '\n' ' ') " -v data="${DATA_FOLDER-}" '
    data != "" && $5 == data { next }
    $6 !~ /(^|,)rw(,|$)/ { next }
    $5 ~ /^\/(proc(\/.*)?|sys\/fs\/cgroup)$/ { next }
    $5 ~ /^\/dev(\/(console|full|mqueue|null|ptmx|pts|random|shm|tty|urandom|zero))?$/ { next }
    $5 ~ /^\/(etc\/(hosts|hostname|resolv\.conf)|run\/\.containerenv|run\/secrets)$/ { next }
    index(temporary, " " $5 " ") && $6 ~ /noexec/ && $6 ~ /nosuid/ && $6 ~ /nodev/ { next }
    { print $5 }' "$FACTS/mounts")
[ -z "$loose" ] || fail "mounted for writing: $(echo "$loose" | tr '\n' ' ')"

# What this machine shares with the container, as the engine recorded it and as the kernel has it.
shared=$({
    awk -v declared=" $MOUNTS " -v data="${DATA_FOLDER-}" '
        NF == 0 || (data != "" && $(NF - 1) == data) || (NF < 4 && $1 == "tmpfs") { next }
        $NF == "false" && index(declared, " " $(NF - 1) " ") && $0 !~ /\.sock / { next }
        { print $(NF - 1) " (from " $2 ")" }' "$FACTS/engine-mounts"
    awk -v declared=" $MOUNTS $(echo "$temporary" | tr '\n' ' ') " -v data="${DATA_FOLDER-}" '
        { for (i = 7; i <= NF && $i != "-"; i++) { } type = $(i + 1) }
        $5 == "/" || $5 == data || index(declared, " " $5 " ") || $5 ~ /^\/proc(\/|$)/ { next }
        $5 ~ /^\/(etc\/(hosts|hostname|resolv\.conf)|run\/\.containerenv|\.dockerenv|sbin\/docker-init|run\/podman-init|dev\/init)$/ { next }
        $5 ~ /^\/sys(\/|$)/ && type ~ /^(sysfs|cgroup2?|tmpfs)$/ { next }
        $5 ~ /^\/dev(\/(null|zero|full|random|urandom|tty|shm|console))?$/ && type ~ /^(dev)?(tmpfs|pts)$/ { next }
        $5 ~ /^\/dev\/(pts|ptmx|console)$/ && type == "devpts" { next }
        $5 == "/dev/mqueue" && type == "mqueue" { next }
        $5 == "/run/secrets" && type == "tmpfs" { next }
        { print $5 " (" type ")" }' "$FACTS/mounts"
} | sort -u | head -n 4 | tr '\n' ' ')
[ -z "$shared" ] || fail "mounted, and not declared: $shared- remove its line in hardening/run.flags, or declare it in MOUNTS of hardening/settings.sh"
# The engine's own memory file system for shared memory: an interpreter can read code from it, so the result names it.
memory=$(awk '$5 ~ /^\/dev\/(shm|mqueue)$/ && $6 ~ /(^|,)rw(,|$)/ { print $5 }' "$FACTS/mounts")
open=$(awk '$5 == "/dev/shm" && $6 ~ /(^|,)rw(,|$)/ && !($6 ~ /noexec/ && $6 ~ /nosuid/ && $6 ~ /nodev/ && $NF ~ /(^|,)size=[1-9]/)' "$FACTS/mounts")
[ -z "$open" ] || fail 'programs can be started from /dev/shm, or it has no limit of size: remove its line in hardening/run.flags'
# As the kernel has it: a size of 0 is none.
unbounded=$(awk -v temporary=" $(echo "$temporary" | tr '\n' ' ') " '
    index(temporary, " " $5 " ") && $NF !~ /(^|,)size=[1-9]/ { print $5 }' "$FACTS/mounts")
[ -z "$unbounded" ] || fail "has no limit of size: $(echo "$unbounded" | tr '\n' ' ')"

if [ -n "${DATA_FOLDER-}" ]; then
    awk -v data="$DATA_FOLDER" '$5 == data { found = 1 } END { exit !found }' "$FACTS/mounts" ||
        fail "no volume is mounted at $DATA_FOLDER: data there would be lost. Add the --volume flag to run.flags"
    owner=$(inside main stat -c %u "/proc/1/root$DATA_FOLDER") || fail "$DATA_FOLDER cannot be inspected"
    user=$(awk '$1 == "Uid:" { print $2 }' "$FACTS/status")
    [ "$owner" = "$user" ] || fail "$DATA_FOLDER belongs to $owner, and the service runs as $user"
fi
pass "only these are writable: $(echo "${temporary:-nothing}" "${DATA_FOLDER-}" | xargs)${memory:+, and for messages between processes $(echo "$memory" | xargs)}"
