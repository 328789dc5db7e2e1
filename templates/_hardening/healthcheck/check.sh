# shellcheck shell=sh
# The health of a container follows the service: well, hung, well again. And the probe by
# itself fails where no service runs.
test=$(configured '{{if .Config.Healthcheck}}{{range .Config.Healthcheck.Test}}{{println .}}{{end}}{{end}}')
[ -n "$test" ] || fail 'the image has no HEALTHCHECK'
[ "$(echo "$test" | head -n 1)" = CMD ] || fail 'HEALTHCHECK is not in exec form: it needs a shell'

need status
# Docker runs the health check by itself, twice a second here; podman needs a command for it.
is_health() {
    case $("$ENGINE" --version) in
        *podman*) "$ENGINE" healthcheck run "$RUN_ID-health" && found=healthy || found=unhealthy ;;
        *) found=$(look health '{{.State.Health.Status}}') ;;
    esac
    [ "$found" = "$1" ]
}
start health --health-interval=500ms --health-timeout=1s --health-retries=1 || fail 'the service does not start'
until_true "${START_SECONDS:-30}" is_health healthy || fail_at health "a service at work is $(look health '{{.State.Health.Status}}'), not healthy"
signal_all health STOP
# A probe that is stopped, too, is killed by Docker after 11 seconds.
until_true 30 is_health unhealthy || fail 'a service that hangs is not found unhealthy'
signal_all health CONT
until_true 20 is_health healthy || fail_at health 'a service that goes on is not found healthy again'

code=0
# shellcheck disable=SC2046 # one word an argument
"$ENGINE" run --rm --label "$RUN_ID" --network=none --entrypoint="$(echo "$test" | sed -n 2p)" \
    "$IMAGE" $(echo "$test" | sed 1,2d) || code=$?
[ "$code" = 1 ] || fail "the probe without a service ends with $code, not 1"
pass 'healthy, unhealthy when stopped, healthy again'
