# shellcheck shell=sh
# Prints the results of verify.sh: lines for people, or TAP version 14, JSON or JUnit for machines.

ok=0 failed=0 skipped=0 waived=0 number=0
format=${VERIFY_FORMAT:-text}
case $format in
    text | tap | json | junit) ;;
    *)
        echo "Unknown VERIFY_FORMAT \`$format\`. Use text, tap, json or junit." >&2
        exit 2
        ;;
esac

red='' green='' yellow='' bold='' plain=''
if [ "$format" = text ] && [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
    red=$(printf '\033[31m') green=$(printf '\033[32m') yellow=$(printf '\033[33m')
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

waivers() { [ ! -f "$HARDENING/waivers" ] || sed -e '/^#/d' -e '/^[[:space:]]*$/d' "$HARDENING/waivers"; }

# Checks of this project that a run doesn't include.
not_run() {
    {
        cat "$HARDENING/checks/order"
        echo "$ALL_CHECKS" | tr ' ' '\n'
        for file in "$HARDENING"/checks/*.sh; do [ ! -f "$file" ] || basename "$file" .sh; done
    } | sed '/^$/d' | sort -u | while read -r id; do
        case " $1 " in *" $id "*) ;; *) echo "$id" ;; esac
    done
}
# Why a run proves less than everything: one reason a line.
partial() {
    left_out=$(not_run "$1" | tr '\n' ' ')
    if [ -n "$left_out" ]; then
        if [ -n "${VERIFY_ONLY-}" ]; then because='VERIFY_ONLY is set'; else because='restore them in hardening/checks/order'; fi
        echo "not run: ${left_out% } ($because)"
    fi
    [ -z "${RUN_FLAGS-}" ] || echo "the container had the flags in $RUN_FLAGS, not in hardening/run.flags (RUN_FLAGS is set)"
    [ -z "${DOCKERFILE-}" ] || echo "the Dockerfile was $DOCKERFILE (DOCKERFILE is set)"
}

report_start() {
    partial "$1" >"$FACTS/partial"
    : >"$FACTS/results"
    case $format in
        text) printf '%s%s%s on %s\n\n' "$bold" "$IMAGE" "$plain" "$("$ENGINE" --version)" ;;
        tap)
            # shellcheck disable=SC2086 # one word a check
            set -- $1
            echo 'TAP version 14'
            echo "1..$(($# + $(waivers | wc -l)))"
            ;;
    esac
}

# report_line VERDICT ID TEXT
report_line() {
    number=$((number + 1))
    case $1 in
        ok) ok=$((ok + 1)) colour=$green tap="ok $number - $2" ;;
        skip) skipped=$((skipped + 1)) colour=$yellow tap="ok $number - $2 # SKIP $3" ;;
        waived) waived=$((waived + 1)) colour=$yellow tap="ok $number - $2 # SKIP waived: $3" ;;
        *) failed=$((failed + 1)) colour=$red tap="not ok $number - $2" ;;
    esac
    printf '%s\t%s\t%s\n' "$1" "$2" "$(printf '%s' "$3" | tr '\000-\037' ' ')" >>"$FACTS/results"
    case $format in
        text) printf '  %s%-6s%s %-19s %s\n' "$colour" "$1" "$plain" "$2" "$3" ;;
        tap)
            printf '%s\n' "$tap"
            [ "$1" != FAIL ] || printf '  ---\n  message: "%s"\n  ...\n' "$(printf '%s\n' "$3" | sed 's/[\\"]/\\&/g')"
            ;;
    esac
}

report_checks() {
    for CHECK in $1; do
        found=none
        for word in FAIL skip ok; do
            [ ! -f "$FACTS/$word.$CHECK" ] || { found=$word && break; }
        done
        if [ "$found" = none ]; then
            report_line FAIL "$CHECK" "the check ended without a verdict: $(tail -n 1 "$FACTS/output.$CHECK")"
        else
            report_line "$found" "$CHECK" "$(cat "$FACTS/$found.$CHECK")"
        fi
    done
}

# A waiver past its last day is a failure: the team must decide again.
report_waivers() {
    waivers >"$FACTS/waivers"
    while IFS='|' read -r id until reason; do
        id=$(echo "$id" | tr -d ' ') until=$(echo "$until" | tr -d ' ') reason=${reason# }
        if [ "$until" = - ]; then
            report_line waived "$id" "$reason"
        elif [ "$(date +%Y%m%d)" -gt "$(echo "$until" | tr -d -)" ]; then
            report_line FAIL "$id" "the waiver ended on $until: $reason"
        else
            report_line waived "$id" "until $until: $reason"
        fi
    done <"$FACTS/waivers"
}

# report_end SECONDS SECONDS: of the checks, and of the rebuild.
report_end() {
    "end_of_$format" "$@"
    # A check that someone took off the list may have failed.
    [ "$failed" -eq 0 ] && { [ -n "${VERIFY_ONLY-}" ] || [ -z "${left_out-}" ]; }
}

end_of_text() {
    rebuild=''
    [ "$2" -le 1 ] || rebuild=", plus $2 s for the rebuild"
    if [ -s "$FACTS/partial" ]; then
        printf '\n%sThis result is partial, and not a proof of the whole image:%s\n' "$yellow" "$plain"
        sed 's/^/  /' "$FACTS/partial"
    fi
    to_repeat=$(awk -F '\t' '$1 == "FAIL" { printf "%s%s", space, $2; space = " " }' "$FACTS/results")
    [ -z "$to_repeat" ] || printf '\nTo repeat only what failed: %s verify VERIFY_ONLY="%s"\n' "${MAKE_AS:-make}" "$to_repeat"
    partly=''
    [ ! -s "$FACTS/partial" ] || partly=' (partial)'
    printf '\n%d passed, %d failed, %d skipped, %d waived in %d s%s%s\n' \
        "$ok" "$failed" "$skipped" "$waived" "$1" "$rebuild" "$partly"
}

end_of_tap() { sed 's/^/# partial: /' "$FACTS/partial"; }

# escaped FORMAT: standard input as the content of a string.
escaped() {
    case $1 in
        json) sed 's/[\\"]/\\&/g' ;;
        junit) sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/"/\&quot;/g' ;;
    esac
}
quoted() { printf '"%s"' "$(printf '%s\n' "$1" | tr -d '\000-\011\013-\037' | escaped "$format")"; }

# The keys are described in the documentation of the generator, in docs/verify.md.
end_of_json() {
    complete=true
    [ ! -s "$FACTS/partial" ] || complete=false
    printf '{\n  "version": 1,\n  "image": %s,\n  "engine": %s,\n  "complete": %s,\n' \
        "$(quoted "$IMAGE")" "$(quoted "$("$ENGINE" --version)")" "$complete"
    printf '  "partial": [%s],\n' "$(escaped json <"$FACTS/partial" | sed 's/.*/"&"/' | paste -s -d , -)"
    printf '  "passed": %d,\n  "failed": %d,\n  "skipped": %d,\n  "waived": %d,\n  "seconds": %d,\n' \
        "$ok" "$failed" "$skipped" "$waived" "$(($1 + $2))"
    printf '  "checks": [\n%s\n  ]\n}\n' "$(escaped json <"$FACTS/results" | awk -F '\t' '
        { printf "%s    {\"id\": \"%s\", \"result\": \"%s\", \"message\": \"%s\"}", comma, $2, $1 == "FAIL" ? "fail" : $1, $3; comma = ",\n" }')"
}

end_of_junit() {
    printf '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name=%s tests="%d" failures="%d" skipped="%d" time="%d">\n' \
        "$(quoted "hardening of $IMAGE")" "$number" "$failed" "$((skipped + waived))" "$(($1 + $2))"
    [ ! -s "$FACTS/partial" ] ||
        printf '  <properties>\n%s\n  </properties>\n' \
            "$(escaped junit <"$FACTS/partial" | sed 's/.*/    <property name="partial" value="&"\/>/')"
    escaped junit <"$FACTS/results" | awk -F '\t' '{
        printf "  <testcase classname=\"hardening\" name=\"%s\"", $2
        if ($1 == "ok") { print "/>"; next }
        tag = $1 == "FAIL" ? "failure" : "skipped"
        print ">\n    <" tag " message=\"" ($1 == "waived" ? "waived: " : "") $3 "\"/>\n  </testcase>"
    }'
    echo '</testsuite>'
}
