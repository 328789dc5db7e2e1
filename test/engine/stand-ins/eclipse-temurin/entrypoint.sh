#!/usr/bin/env bash
# As the official entry point, where USE_SYSTEM_CA_CERTS is not set.
set -e
export JRE_CACERTS_PATH=$JAVA_HOME/lib/security/cacerts
exec "$@"
