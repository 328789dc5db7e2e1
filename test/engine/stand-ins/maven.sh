#!/usr/bin/env bash
# maven.sh RELEASE CONTEXT: Debian's OpenJDK and the official Maven, from Maven Central, on Debian 13,
# laid out as the official image is, which has Eclipse Temurin on Ubuntu.
set -euo pipefail
release=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages curl
central=${MAVEN_MIRROR_URL:-https://repo.maven.apache.org/maven2}
maven=$central/org/apache/maven/apache-maven
version=$(curl -fsS "$maven/maven-metadata.xml" | sed -n 's:.*<version>\(3\.9\.[0-9]*\)</version>.*:\1:p' | sort -V | tail -n 1)
[ -n "$version" ] || fail "Maven Central has no Maven 3.9"
archive="$CACHE/apache-maven-$version-bin.tar.gz"
if [ ! -s "$archive" ]; then
  mkdir -p "$CACHE"
  curl -fsS -o "$archive.part" "$maven/$version/apache-maven-$version-bin.tar.gz"
  echo "$(curl -fsS "$maven/$version/apache-maven-$version-bin.tar.gz.sha512") $archive.part" | sha512sum --check --quiet
  mv "$archive.part" "$archive"
fi
mkdir "$context/maven"
tar -xzf "$archive" -C "$context/maven" --strip-components=1 --no-same-owner

# Debian ships the debug symbols within the modules (290 MB in java.base); nobody else does.
cat >"$context/strip-modules.sh" <<'END'
#!/bin/sh
set -eu
cd /opt/java/openjdk/jmods
for module in *.jmod; do
  jmod list "$module" | grep -q '\.debuginfo$' || continue
  jmod extract --dir /tmp/module "$module"
  find /tmp/module -name '*.debuginfo' -delete
  rm "$module"
  set -- --target-platform "linux-$(dpkg --print-architecture)"
  for part in classes:class-path bin:cmds conf:config include:header-files legal:legal-notices lib:libs man:man-pages; do
    [ ! -d "/tmp/module/${part%:*}" ] || set -- "$@" "--${part#*:}" "/tmp/module/${part%:*}"
  done
  jmod create "$@" "$module"
  rm -r /tmp/module
done
END

"$here/build-tools.sh" "$context" ca-certificates curl git binutils tzdata unzip
cat >>"$context/Dockerfile" <<END
ENV JAVA_HOME=/opt/java/openjdk MAVEN_HOME=/usr/share/maven MAVEN_CONFIG=/root/.m2 LANG=C.UTF-8
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# The packages of Java want a folder for manuals, which the slim image does not have.
RUN --mount=type=bind,target=/context --mount=type=bind,source=machine,target=/machine \\
    mkdir -p /usr/share/man/man1 /opt/java \\
    && export APT_CONFIG=/machine/apt.conf && apt-get -qq update && apt-get -qq -y --no-install-recommends install openjdk-$release-jdk-headless \\
    && rm -rf /var/lib/apt/lists/* && mv /usr/lib/jvm/java-$release-openjdk-* /opt/java/openjdk \\
    && sh /context/strip-modules.sh && java -Xshare:dump
COPY maven /usr/share/maven
RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn && mvn --version
CMD ["mvn"]
END
