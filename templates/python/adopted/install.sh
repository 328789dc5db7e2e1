#!/bin/sh
# The Dockerfile runs this script while it builds: install.sh MANAGER ROOT
# installs what the lock file lists into ROOT/usr/local. A lock file of another manager than pip is written
# as requirements first.
set -eu
manager=$1 root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

stop() {
    echo "ERROR: $*" >&2
    exit 1
}

find /etc/ssl/certs \( -name ca-certificates.crt -o -name company-ca.pem \) -exec cat {} + >"$work/trusted.pem"
# For pip in the environment that builds a package from source, too.
export PIP_CERT="$work/trusted.pem" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1
export SSL_CERT_FILE="$work/trusted.pem" REQUESTS_CA_BUNDLE="$work/trusted.pem"

# tool PACKAGE...: installs a package manager into a separate folder, and with it what it needs.
tool() {
    pip install --quiet --target "$work/tool" "$@" || stop "the package manager $manager can't be installed: see above."
}

requirements=$work/requirements.txt
case $manager in
    pip) requirements=requirements.txt ;;
    uv)
        tool uv==0.9.9
        "$work/tool/bin/uv" export --quiet --frozen --no-dev --no-emit-workspace --no-header --format requirements.txt \
            --output-file "$requirements" >/dev/null
        ;;
    poetry)
        tool poetry==2.2.1 poetry-plugin-export==1.9.0
        PYTHONPATH="$work/tool" python3 -m poetry export --quiet --format requirements.txt --output "$requirements"
        ;;
    pdm)
        tool pdm==2.26.1
        PYTHONPATH="$work/tool" python3 -m pdm export --prod --format requirements --output "$requirements"
        ;;
    pipenv)
        tool pipenv==2025.0.4
        PYTHONPATH="$work/tool" python3 -m pipenv requirements --hash >"$requirements"
        ;;
esac
[ -f "$requirements" ] || stop "there are no requirements: add the lock file to the rules in hardening/Dockerfile.dockerignore."

# With a hash for each package, nothing else may be installed.
rules=--prefer-binary
if grep -q -e '--hash=' "$requirements"; then rules='--prefer-binary --require-hashes --no-deps'; fi
# shellcheck disable=SC2086  # a list of words
{ pip install $rules --no-compile --ignore-installed --prefix /usr/local --root "$root" --requirement "$requirements" 2>&1 ||
    echo $? >"$work/failed"; } | tee "$work/log"
[ -e "$work/failed" ] || exit 0

# found PATTERN: the first part of pip's output that the pattern puts in parentheses.
found() { sed -n "s/.*$1.*/\1/p" "$work/log" | head -n 1; }
version() { python3 -c 'import sysconfig; print(sysconfig.get_python_version())'; }
if grep -q -E '(^|[^0-9])40[13] (Client )?Error' "$work/log"; then
    stop "the package index rejected the credentials. Name a file with valid ones: NETRC=FILE"
elif grep -q -i 'certificate.verify.failed' "$work/log"; then
    stop "the certificate of the package index isn't trusted. If it is your company's, pass its CA: CA=ca.pem"
elif package=$(found 'No matching distribution found for \([^ ]*\)') && [ -n "$package" ]; then
    stop "$package isn't available for Python $(version). Choose another version of it or of Python."
elif grep -q -E 'Failed to build|metadata-generation-failed|Failed building wheel' "$work/log"; then
    package=$(sed -n 's/^ *Collecting \([^ ]*\).*/\1/p' "$work/log" | tail -n 1)
    stop "$package has no wheel for Python $(version), and can't be built from source. Choose another version of Python (--language-version) or of the package, or add its compiler and headers to hardening/packages.txt, for example: build gcc, build libc6-dev, build libpq-dev"
fi
exit "$(cat "$work/failed")"
