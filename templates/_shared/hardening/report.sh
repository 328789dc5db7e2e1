# shellcheck shell=sh
# Prints the results of verify.sh: lines for people, or TAP version 14 for machines.

ok=0 failed=0 skipped=0 waived=0 number=0
format=${VERIFY_FORMAT:-text}

red='' green='' yellow='' bold='' plain=''
if [ "$format" = text ] && [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then
    red=$(printf '\033[31m') green=$(printf '\033[32m') yellow=$(printf '\033[33m')
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

waivers() { [ ! -f "$HARDENING/waivers" ] || sed -e '/^#/d' -e '/^[[:space:]]*$/d' "$HARDENING/waivers"; }

report_start() {
    if [ "$format" = tap ]; then
        # shellcheck disable=SC2086 # one word a check
        set -- $1
        echo 'TAP version 14'
        echo "1..$(($# + $(waivers | wc -l)))"
    else
        printf '%s%s%s on %s\n\n' "$bold" "$IMAGE" "$plain" "$("$ENGINE" --version)"
    fi
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
    if [ "$format" = tap ]; then
        printf '%s\n' "$tap"
        [ "$1" != FAIL ] || printf '  ---\n  message: "%s"\n  ...\n' "$(printf '%s\n' "$3" | sed 's/[\\"]/\\&/g')"
    else
        printf '  %s%-6s%s %-19s %s\n' "$colour" "$1" "$plain" "$2" "$3"
    fi
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
    if [ "$format" = text ]; then
        rebuild=''
        [ "$2" -le 1 ] || rebuild=", plus $2 s for the rebuild"
        printf '\n%d passed, %d failed, %d skipped, %d waived in %d s%s\n' \
            "$ok" "$failed" "$skipped" "$waived" "$1" "$rebuild"
    fi
    [ "$failed" -eq 0 ]
}
