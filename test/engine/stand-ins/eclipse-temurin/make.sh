#!/bin/sh
# make.sh jdk|jre: /opt/java/openjdk, from the JDK in /build/temurin.
set -eu
type=$1
target=/opt/java/openjdk
mkdir -p /opt/java

# What a service of Temurin's own build trusts by itself: the public authorities, nothing of this machine.
trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts

cp -R /build/temurin /tmp/jdk
chmod -R u+w /tmp/jdk
rm -f /tmp/jdk/lib/src.zip /tmp/jdk/lib/server/*.jsa
cp /tmp/cacerts /tmp/jdk/lib/security/cacerts
if [ "$type" = jdk ]; then
  mv /tmp/jdk "$target"
else
  /tmp/jdk/bin/jlink --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.naming.dns,jdk.unsupported,jdk.zipfs \
    --strip-debug --no-header-files --no-man-pages --output "$target"
fi
