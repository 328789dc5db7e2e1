#!/bin/sh
# maven.sh ARGUMENT...: Maven, as the Dockerfile calls it.
# maven.sh lock: writes checksums.sha256 anew, after another version or library in pom.xml.
#
# Java takes no notice of the files and variables that say how the world is reached from here, so
# they are translated for it.
set -eu

# A company's certificate, beside those that Java trusts.
ca=/etc/ssl/certs/company-ca.pem
if [ -s "$ca" ]; then
    cp "$JAVA_HOME/lib/security/cacerts" /tmp/trusted
    chmod u+w /tmp/trusted
    keytool -importcert -noprompt -keystore /tmp/trusted -storepass changeit -alias company -file "$ca"
    export MAVEN_OPTS="${MAVEN_OPTS-} -Djavax.net.ssl.trustStore=/tmp/trusted"
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
    # Another place than Maven Central.
    [ -z "${MAVEN_MIRROR_URL-}" ] ||
        echo "<mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>$MAVEN_MIRROR_URL</url></mirror>"
    echo '</mirrors></settings>'
} >/tmp/settings.xml

# checksums.sha256 names all that may take part in a build, plugins too, with what must be in it:
# the lock file that Maven itself does not have. https://maven.apache.org/resolver/expected-checksums.html
locked() {
    folder=$1
    rule=$2
    shift 2
    mvn --batch-mode --no-transfer-progress --settings /tmp/settings.xml --strict-checksums \
        -Daether.trustedChecksumsSource.summaryFile=true \
        -Daether.trustedChecksumsSource.summaryFile.originAware=false \
        -Daether.trustedChecksumsSource.summaryFile.basedir="$folder" \
        -Daether.artifactResolver.postProcessor.trustedChecksums=true \
        -Daether.artifactResolver.postProcessor.trustedChecksums.checksumAlgorithms=SHA-256 \
        -Daether.artifactResolver.postProcessor.trustedChecksums."$rule"=true "$@"
}
if [ "$*" = lock ]; then
    locked /tmp/lock record -Doutput=/tmp/output verify
    LC_ALL=C sort -k 2 /tmp/lock/checksums.sha256 >checksums.sha256
else
    locked "$PWD" failIfMissing "$@"
fi
