#!/bin/sh
# maven.sh ARGUMENT...: Maven, as the Dockerfile calls it.
# maven.sh lock: rewrites checksums.sha256 after a change of pom.xml.
# maven.sh unlocked ARGUMENT...: without checksums.
#
# Java ignores the usual files and variables for proxies and certificates, so this script translates them.
set -eu

# Your company's certificates, in addition to the image's. Java reads PEM through runtime/trust.
ca=/etc/ssl/certs/company-ca.pem
trust=runtime/trust
[ -d "$trust" ] || trust=hardening/build/trust
if [ -s "$ca" ]; then
    keytool -printcert -file "$ca" >/dev/null 2>&1 || {
        echo "The file of CA= isn't a certificate. Pass certificates in PEM: text that begins with -----BEGIN CERTIFICATE-----." >&2
        exit 1
    }
    cat /etc/ssl/certs/ca-certificates.crt "$ca" >/tmp/trusted.pem
    javac -d /tmp/trust "$trust"/Pem*.java
    providers=$(grep -c '^security\.provider\.' "$JAVA_HOME/conf/security/java.security")
    echo "security.provider.$((providers + 1))=image.trust.PemProvider" >/tmp/trust.security
    export MAVEN_OPTS="${MAVEN_OPTS-} -Xbootclasspath/a:/tmp/trust -Djava.security.properties=/tmp/trust.security
        -Djavax.net.ssl.trustStore=/tmp/trusted.pem -Djavax.net.ssl.trustStoreType=PEM"
fi

# proxy SCHEME ADDRESS: an address as http://USER:PASSWORD@HOST:PORT/, as an element of the settings.
proxy() {
    [ -n "$2" ] || return 0
    address=${2#*://}
    address=${address%%/*}
    account=${address%"${address##*@}"}
    account=${account%@}
    address=${address##*@}
    echo "<proxy><id>$1</id><protocol>$1</protocol><host>${address%:*}</host><port>${address##*:}</port>"
    [ -z "$account" ] || echo "<username>${account%%:*}</username><password>${account#*:}</password>"
    echo "<nonProxyHosts>$(echo "${NO_PROXY:-${no_proxy-}}" | sed 's/^\./*./; s/, *\./,*./g; s/, */|/g')</nonProxyHosts></proxy>"
}
{
    echo '<settings><proxies>'
    proxy http "${HTTP_PROXY:-${http_proxy-}}"
    proxy https "${HTTPS_PROXY:-${https_proxy-}}"
    echo '</proxies><mirrors>'
    # A mirror of Maven Central.
    [ -z "${MAVEN_MIRROR_URL-}" ] ||
        echo "<mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>$MAVEN_MIRROR_URL</url></mirror>"
    # Maven's own rule: no repository of a pom.xml over plain HTTP.
    echo '<mirror><id>maven-default-http-blocker</id><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url><blocked>true</blocked></mirror>'
    echo '</mirrors></settings>'
} >/tmp/settings.xml

# The version of the build, without the characters that Maven rejects.
revision=$(printf %s "${VERSION:-dev}" | tr '\\/:"<>|?*' '[-*]')

# Your own settings.xml, in ~/.m2, adds to these. Locks in files keep builds apart that run at once.
maven() {
    sh hardening/build/explain.sh hardening/build/failures.txt mvn --batch-mode --no-transfer-progress \
        --global-settings /tmp/settings.xml --strict-checksums \
        -Daether.syncContext.named.factory=file-lock -Daether.syncContext.named.nameMapper=file-gav "$@"
}

# checksums.sha256 lists every file that may take part in a build, plugins too, with its hash.
# Maven itself has no such lock file. https://maven.apache.org/resolver/expected-checksums.html
locked() {
    folder=$1
    rule=$2
    shift 2
    maven -Drevision="$revision" -Daether.trustedChecksumsSource.summaryFile=true \
        -Daether.trustedChecksumsSource.summaryFile.originAware=false \
        -Daether.trustedChecksumsSource.summaryFile.basedir="$folder" \
        -Daether.artifactResolver.postProcessor.trustedChecksums=true \
        -Daether.artifactResolver.postProcessor.trustedChecksums.checksumAlgorithms=SHA-256 \
        -Daether.artifactResolver.postProcessor.trustedChecksums."$rule"=true "$@"
}
if [ "$1" = unlocked ]; then
    shift
    maven "$@"
elif [ "$*" = lock ]; then
    # What a test or the formatter finds is for `make test` to report.
    locked /tmp/lock record -Doutput=/tmp/output -Dmaven.test.failure.ignore=true -Dspotless.check.skip=true verify
    locked /tmp/lock-format record -Doutput=/tmp/output spotless:check >/dev/null || true
    LC_ALL=C sort -u -k 2 /tmp/lock/checksums.sha256 /tmp/lock-format/checksums.sha256 >checksums.sha256
    echo 'checksums.sha256 lists what pom.xml needs now.'
else
    locked "$PWD" failIfMissing "$@"
fi
