#!/usr/bin/env bash
# As the official entry point where /usr/share/maven/ref is empty.
set -e
exec "$@"
