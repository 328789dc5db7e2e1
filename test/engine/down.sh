#!/usr/bin/env bash
# Stops the test engine's own dockerd. Its images, and podman's, stay for the next time.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$(dirname "$0")/settings.sh"

[ -s "$RUN/docker.pid" ] || { say "not running"; exit 0; }
pid=$(cat "$RUN/docker.pid")
# The number may be another process by now.
[ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ] || { say "not running"; exit 0; }
kill "$pid"
for _ in $(seq 60); do
  kill -0 "$pid" 2>/dev/null || { say "stopped"; exit 0; }
  sleep 0.5
done
fail "dockerd (process $pid) does not stop"
