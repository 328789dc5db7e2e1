# shellcheck shell=sh
# What an image is made of, file by file. verify.sh, size.sh and tour.sh read this file after
# container.sh; they set $IMAGE and $FACTS, a folder. read_image fills it:
#   layers   NUMBER BYTES: the uncompressed size of each layer
#   files    NUMBER MODE OWNER/GROUP SIZE PATH, separated by tabs: every file of every layer, and
#            every file as a container sees it, with NUMBER "whole"
#   capable  numbers of the layers that hold a file with a capability
#   programs what image-programs.sh finds in each layer, if the project has this script
# What cannot be read is an error: an empty list would prove anything.

read_image() {
    mkdir -p "$FACTS/archives" "$FACTS/image" || return 1
    save_layers || return 1
    export_whole || return 1
    list_archives || return 1
}

# Layers in the order in which they are stacked, uncompressed. Docker and podman both write
# manifest.json, the list of them, into what `save` gives.
save_layers() {
    "$ENGINE" save "$IMAGE" >"$FACTS/image.tar" || return 1
    tar -xf "$FACTS/image.tar" -C "$FACTS/image" || return 1
    : >"$FACTS/capable"
    number=0
    for layer in $(tr -d ' \n' <"$FACTS/image/manifest.json" |
        sed -n 's/.*"Layers":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' ' '); do
        number=$((number + 1))
        archive=$FACTS/archives/$number.tar
        uncompress "$FACTS/image/$layer" >"$archive" || return 1
        echo "$number $(wc -c <"$archive")" >>"$FACTS/layers"
        ! holds_capability "$archive" || echo "$number" >>"$FACTS/capable"
    done
    [ "$number" -gt 0 ]
}

uncompress() {
    case $(od -An -tx1 -N4 "$1" | tr -d ' \n') in
        1f8b*) gzip -dc "$1" ;;
        28b52ffd) zstd -dc "$1" ;;
        *) cat "$1" ;;
    esac
}

# A capability is an extended attribute, kept in a record of the archive itself: listing the
# archive does not show it. The form of the record: POSIX.1-2017, pax, extended header.
holds_capability() {
    tr '\000' '\n' <"$1" | LC_ALL=C grep -q '^[0-9][0-9]* SCHILY\.xattr\.security\.capability='
}

export_whole() {
    "$ENGINE" create --name "$RUN_ID-whole" --label "$RUN_ID" "$IMAGE" none >/dev/null || return 1
    "$ENGINE" export "$RUN_ID-whole" >"$FACTS/archives/whole.tar" || return 1
}

# Uses the tar of the toolbox image, whose output format is fixed. The export is unpacked
# there, because podman writes owner names instead of numbers into its archive.
list_archives() {
    programs=''
    [ ! -f "$HARDENING/image-programs.sh" ] || programs=$(cat "$HARDENING/image-programs.sh")
    # shellcheck disable=SC2016 # expanded over there
    tar -cf - -C "$FACTS/archives" . |
        toolbox --network=none --cap-add=CHOWN --cap-add=FOWNER --cap-add=DAC_OVERRIDE "$TOOLBOX" sh -c '
            set -e
            mkdir /tmp/archives /tmp/whole
            cd /tmp/archives && tar -xof -
            for archive in [0-9]*.tar; do
                tar -tvf "$archive" >/tmp/list
                sed "s/^/layer ${archive%.tar} /" /tmp/list
                [ -n "$1" ] || continue
                # A layer that cannot be unpacked alone leaves nothing said about its programs.
                if mkdir /tmp/layer && tar -xof "$archive" -C /tmp/layer --exclude "dev/*" 2>/tmp/why &&
                    (cd /tmp/layer && sh -c "$1" image-programs "${archive%.tar}") >/tmp/programs 2>/tmp/why; then
                    sed "s/^/programs /" /tmp/programs
                else
                    echo "unread layer ${archive%.tar}: $(tail -n 1 /tmp/why)"
                fi
                rm -rf /tmp/layer
            done
            cd /tmp/whole && tar -xpf ../archives/whole.tar --numeric-owner --exclude "dev/*"
            find . -exec stat -c "whole %A %u/%g %s %n" {} +
            echo end' image "$programs" >"$FACTS/listing" || return 1
    [ "$(tail -n 1 "$FACTS/listing")" = end ] || return 1
    grep -q '^whole .* \./.' "$FACTS/listing" || return 1
    sed -n 's/^programs //p' "$FACTS/listing" >"$FACTS/programs"
    if grep -q '^unread ' "$FACTS/listing"; then
        sed -n 's/^unread //p' "$FACTS/listing" >&2
        rm -f "$FACTS/programs"
    fi
    # A line of another form is a name with a line feed in it, or no listing at all.
    awk '$0 == "end" || $1 == "programs" || $1 == "unread" { next }
    $1 == "layer" { where = $2; mode = $3; owner = $4; size = $5; head = "^layer [^ ]+ [^ ]+ [^ ]+ +[^ ]+ [^ ]+ [^ ]+ " }
    $1 == "whole" { where = $1; mode = $2; owner = $3; size = $4; head = "^whole [^ ]+ [^ ]+ [^ ]+ " }
    mode !~ /^[-dlbcps][-rwxsStT]+$/ || owner !~ /\// || !match($0, head) { exit 1 }
    {
        path = substr($0, RLENGTH + 1)
        if ($1 == "layer" && mode ~ /^l/) sub(/ -> .*/, "", path)
        sub(/^(\.\/|\/)?/, "/", path)
        if (path == "/.") path = "/"
        if (path != "/") sub(/\/$/, "", path)
        printf "%s\t%s\t%s\t%s\t%s\n", where, mode, owner, size, path
    }' "$FACTS/listing" >"$FACTS/files"
}
