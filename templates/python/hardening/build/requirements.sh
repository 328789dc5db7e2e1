#!/bin/sh
# The Dockerfile runs this script while it builds: requirements.sh FILE... [-- PIP-OPTION...]
# installs the packages that the files list, each with the hash that it has there.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
requirements=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    requirements="$requirements --requirement $1"
    shift
done
[ $# -eq 0 ] || shift
find /etc/ssl/certs \( -name ca-certificates.crt -o -name company-ca.pem \) -exec cat {} + >"$work/trusted.pem"
# For pip in the environment that builds a package from source, too.
export PIP_CERT="$work/trusted.pem" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1

# Nothing of a wheel runs while it is installed. A line `--no-binary NAME` in a file lifts the rule for one package.
code=0
# shellcheck disable=SC2086  # a list of words
{ pip install --require-hashes --no-deps --only-binary :all: --no-compile "$@" $requirements 2>&1 || echo $? >"$work/failed"; } |
    tee "$work/log"
[ -e "$work/failed" ] && code=$(cat "$work/failed") || exit 0

# found PATTERN: the first part of pip's output that the pattern puts in parentheses.
found() { sed -n "s/.*$1.*/\1/p" "$work/log" | head -n 1; }
platform() { python3 -c 'import sysconfig; print(f"Python {sysconfig.get_python_version()} on {sysconfig.get_platform()}")'; }

if grep -q -E '(^|[^0-9])40[13] (Client )?Error' "$work/log"; then
    echo "ERROR: the package index rejected the credentials. Check the file that NETRC names: make build NETRC=FILE"
elif grep -q -i 'certificate.verify.failed' "$work/log"; then
    echo "ERROR: the certificate of the package index isn't trusted. If it is your company's, pass its CA: make build CA=ca.pem"
elif package=$(found 'No matching distribution found for \([^ ]*\)') && [ -n "$package" ]; then
    echo "ERROR: $package has no wheel for $(platform), or the index doesn't have this version. Choose another
version, or allow the build from source: add \"${package%%[=<>~]*}\" to no-binary in pyproject.toml and rewrite requirements.txt."
elif grep -q -E "(command|program) '?[a-z0-9_+-]*(gcc|g\+\+|cc|c\+\+)'? (failed: No such file|not found)|No such file or directory: '[a-z0-9_+-]*(gcc|cc|g\+\+)'|Unknown compiler|no acceptable C compiler" "$work/log"; then
    echo "ERROR: a package is built from source and needs a compiler. Add these lines to packages.txt:
    build gcc
    build libc6-dev"
elif package=$(found 'Failed to build .*\(installable wheels\|one or more wheels\)') && [ -n "$package" ]; then
    echo "ERROR: a package can't be built from source. If the lines above name a missing header or program, add its
package to packages.txt, for example: build libpq-dev"
fi >&2
exit "$code"
