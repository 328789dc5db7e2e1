#!/usr/bin/env bash
# maven.sh RELEASE CONTEXT: the official Maven, from Maven Central, on the stand-in of Temurin's JDK.
set -euo pipefail
release=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages curl
maven=${MAVEN_MIRROR_URL:-https://repo.maven.apache.org/maven2}/org/apache/maven/apache-maven
version=$(curl -fsS "$maven/maven-metadata.xml" | sed -n 's:.*<version>\(3\.9\.[0-9]*\)</version>.*:\1:p' | sort -V | tail -n 1)
[ -n "$version" ] || fail "Maven Central has no Maven 3.9"
archive="$CACHE/apache-maven-$version-bin.tar.gz"
if [ ! -s "$archive" ]; then
  mkdir -p "$CACHE"
  curl -fsS -o "$archive.part.$$" "$maven/$version/apache-maven-$version-bin.tar.gz"
  echo "$(curl -fsS "$maven/$version/apache-maven-$version-bin.tar.gz.sha512") $archive.part.$$" | sha512sum --check --quiet
  mv "$archive.part.$$" "$archive"
fi
mkdir "$context/maven"
tar -xzf "$archive" -C "$context/maven" --strip-components=1 --no-same-owner

MAVEN=1 "$here/eclipse-temurin.sh" "$release" "$context"
cp "$here/eclipse-temurin/mvn-entrypoint.sh" "$context/"
cat >>"$context/Dockerfile" <<'END'
ENV MAVEN_HOME=/usr/share/maven MAVEN_CONFIG=/root/.m2
COPY maven /usr/share/maven
COPY --chmod=755 mvn-entrypoint.sh /usr/local/bin/mvn-entrypoint.sh
RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn && mvn --version
ENTRYPOINT ["/usr/local/bin/mvn-entrypoint.sh"]
CMD ["mvn"]
END
