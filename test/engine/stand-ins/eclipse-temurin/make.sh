#!/bin/sh
# make.sh RELEASE jdk|jre: /opt/java/openjdk, of what lies in /build.
set -eu
release=$1 type=$2
target=/opt/java/openjdk
mkdir -p /opt/java

# What a service of Temurin's own build trusts by itself: the public authorities, nothing of this machine.
trust extract --format=java-cacerts --filter=ca-anchors --purpose=server-auth /tmp/cacerts

if [ -d /build/temurin ]; then
  cp -R /build/temurin /tmp/jdk
  chmod -R u+w /tmp/jdk
  rm -f /tmp/jdk/lib/src.zip /tmp/jdk/lib/server/*.jsa
  cp /tmp/cacerts /tmp/jdk/lib/security/cacerts
else
  sh /build/modules.sh "$release"
  # Temurin has no jmods from 24 on: jlink takes the modules from the JDK itself.
  linkable=
  [ "$release" -lt 24 ] || linkable=--generate-linkable-runtime
  # shellcheck disable=SC2086  # a flag or nothing
  /tmp/debian/bin/jlink --module-path /tmp/jmods --add-modules ALL-MODULE-PATH $linkable --output /tmp/jdk
  [ -n "$linkable" ] || mv /tmp/jmods /tmp/jdk/jmods
  sed -i '/^IMPLEMENTOR=/d' /tmp/jdk/release
  echo 'IMPLEMENTOR="Eclipse Adoptium"' >>/tmp/jdk/release
fi
if [ "$type" = jdk ]; then
  mv /tmp/jdk "$target"
else
  /tmp/jdk/bin/jlink --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.naming.dns,jdk.unsupported,jdk.zipfs \
    --strip-debug --no-header-files --no-man-pages --output "$target"
fi
