# shellcheck shell=sh
# The service is process 1 without a shell around it. Half a request is sent, then the signal,
# then the rest: it is answered, and the service ends by itself with the code of its language.
# A worker has only to end.
entrypoint=$(configured '{{range .Config.Entrypoint}}{{println .}}{{end}}')
[ -n "$entrypoint" ] || fail 'the image has no ENTRYPOINT'
case $(echo "$entrypoint" | head -n 1) in
    */sh | sh | */bash | bash) fail 'ENTRYPOINT is not in exec form: the shell gets the signal' ;;
esac
need status
start stop || fail 'the service does not start'
until_works stop || fail_at stop "the service does not work: $("$ENGINE" logs "$RUN_ID-stop" 2>&1 | tail -n 1)"

if [ -n "${ANSWERS_HALF_REQUESTS-}" ] && [ -n "${CONTAINER_PORT-}" ]; then
    alongside stop sh -c "{ printf 'GET / HTTP/1.1\r\nHost: localhost\r\n'; echo sent >&2; sleep 2
        printf 'Connection: close\r\n\r\n'; sleep 1; } | nc 127.0.0.1 $CONTAINER_PORT" \
        >"$FACTS/answer" 2>"$FACTS/sent" &
    until_true 10 grep -q sent "$FACTS/sent" || fail 'half a request cannot be sent'
fi
before=$(date +%s)
"$ENGINE" stop --time 10 "$RUN_ID-stop" || fail 'the service cannot be stopped'
seconds=$(($(date +%s) - before))
code=$(look stop '{{.State.ExitCode}}')
wait
[ "$code" != 137 ] || fail_at stop "it did not stop by itself and was killed after $seconds s. As process 1, it ignores SIGTERM without a handler: handle it in the program, or add --init to hardening/run.flags"
case " $STOP_EXIT_CODES " in
    *" $code "*) ;;
    *) fail "it ended with $code, not with $STOP_EXIT_CODES" ;;
esac
[ ! -f "$FACTS/answer" ] || head -n 1 "$FACTS/answer" | grep -q ' 200 ' ||
    fail 'a request in hand when the signal came was not answered'
answered=''
[ ! -f "$FACTS/answer" ] || answered='the request in hand was answered, '
pass "${answered}exit code $code within $((seconds + 1)) s"
