# shellcheck shell=sh
# Scanners list what records name, by the rules of the distribution that os-release names. So every
# library needs a record, and no record may name what is not in the image.
need files

# distribution_of IMAGE: the distribution that is part of the name of an image, if any.
distribution_of() {
    echo "${1%%@*}" | sed -n -E \
        -e 's/.*(bookworm|debian12|debian:12).*/debian 12/p; t' \
        -e 's/.*(trixie|debian13|debian:13).*/debian 13/p; t' \
        -e 's/.*(jammy|ubuntu:22\.04).*/ubuntu 22.04/p; t' \
        -e 's/.*(noble|ubuntu:24\.04).*/ubuntu 24.04/p; t' \
        -e 's/.*alpine:?(3\.[0-9]+).*/alpine \1/p'
}

# The image has the distribution of its base; on scratch, the distribution of the toolchain image.
built_on=$(awk 'toupper($1) == "FROM" {
        image = $2 ~ /^--/ ? $3 : $2
        stage = toupper($(NF - 1)) == "AS" ? tolower($NF) : ""
        if (stage == "base") base = image
        if (stage == "toolchain") toolchain = image
    }
    END { print base ? base : toolchain }' "$HARDENING/../${DOCKERFILE_PATH:-Dockerfile}")
toolbox --network=none --cap-add=CHOWN --cap-add=FOWNER --cap-add=DAC_OVERRIDE "$TOOLBOX" \
    sh -c "$(cat "$HARDENING/image-records.sh")" image-records "$(distribution_of "$built_on")" \
    <"$FACTS/archives/whole.tar" >"$FACTS/records"

wrong=$(sed -n 's/^wrong: //p' "$FACTS/records" | head -n 3 | tr '\n' ';' | sed 's/;$//; s/;/; /g')
case $wrong in
    '') ;;
    *'in no package record'*) fail "$wrong. Install its package with a line in packages.txt instead of copying it" ;;
    *'does not list'*) fail "$wrong. Add an SBOM of it to /usr/share/sbom" ;;
    *) fail "$wrong" ;;
esac
found=$(sed -n 's/^found: //p' "$FACTS/records")
[ -n "$found" ] || fail "the records cannot be read: $(last_words "$FACTS/output.$CHECK")"
pass "$found"
