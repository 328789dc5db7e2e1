#!/bin/sh
# Looks at files of certificates before they are used: a program would report much later, and less
# clearly, that a file has none.
#   certificates.sh build FILE   the file of make build CA=FILE
#   certificates.sh run          the file that run.flags mounts over the image's CA bundle, if any
set -eu

form='Use certificates in PEM: text that begins with -----BEGIN CERTIFICATE-----.'

stop() {
    echo "ERROR: $*" >&2
    exit 1
}

# certificates_in FILE: the number of its certificates; a damaged one ends the count.
certificates_in() {
    awk '
        { gsub(/[ \t\r]/, "") }
        /^-----BEGIN(TRUSTED|X509)?CERTIFICATE-----$/ { inside = 1; lines = 0; next }
        /^-----END(TRUSTED|X509)?CERTIFICATE-----$/ { if (!inside || !lines) exit; inside = 0; found++; next }
        inside && !/^[A-Za-z0-9+\/=]+$/ { print "line " NR; damaged = 1; exit }
        inside { lines++ }
        END { if (inside && !damaged) print "line " NR; else if (!damaged) print found + 0 }' "$1"
}

# check WHERE FILE: stops with one sentence unless the file has certificates.
check() {
    [ -e "$2" ] || stop "$1 names $2, and there is no such file. $form"
    [ ! -d "$2" ] || stop "$1 names $2, which is a folder. $form"
    [ -r "$2" ] || stop "$1 names $2, which you may not read."
    [ -s "$2" ] || stop "$1 names $2, which is empty. $form"
    case $(od -An -tx1 -N 2 "$2" | tr -d ' \n') in
        308[0-9]) stop "$1 names $2, which is in DER and not in PEM. Convert it: openssl x509 -inform der -in $2 -out ca.pem" ;;
    esac
    found=$(LC_ALL=C certificates_in "$2")
    case $found in
        0) stop "$1 names $2, which has no certificate. $form" ;;
        line*) stop "$1 names $2, which has a damaged certificate: see $found of it." ;;
    esac
}

mounted() {
    sed -n -E 's,^([a-z]+:[[:space:]]*)?--volume=([^:]*/[^:]*):/etc/ssl/certs/ca-certificates\.crt(:.*)?$,\2,p' \
        "$(dirname "$0")/run.flags"
}

case ${1-} in
    build) check CA "$2" ;;
    run)
        # The files of another machine can't be looked at.
        case ${DOCKER_HOST-} in tcp:* | ssh:*) exit 0 ;; esac
        mounted | while read -r file; do check hardening/run.flags "$file"; done
        ;;
    *)
        sed -n '2,/^set/{s/^# \{0,1\}//;/^set/d;p;}' "$0" >&2
        exit 2
        ;;
esac
