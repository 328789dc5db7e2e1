#!/usr/bin/env bash
# [MAVEN=1] eclipse-temurin.sh RELEASE CONTEXT: an OpenJDK at Temurin's paths, with the settings of the official
# image on Ubuntu 24.04: the JRE, or for Maven the JDK. It is Temurin itself if this machine has it, else
# Debian's OpenJDK, made alike.
set -euo pipefail
release=$1 context=$2
type=${MAVEN:+jdk}
type=${type:-jre}
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

# The folder that Adoptium's own package installs to.
temurin=$(echo /usr/lib/jvm/temurin-"$release"-jdk-*)

# from_debian: unpacks Debian's OpenJDK, and the libraries that Temurin has inside itself.
from_debian() {
  local suite=trixie
  [ "$release" != 17 ] || suite=bookworm
  mkdir "$context/packages"
  (
    cd "$context/packages"
    apt_for "$suite" download "openjdk-$release-jre-headless/$suite" "openjdk-$release-jdk-headless/$suite"
    apt_for trixie download zlib1g/trixie libstdc++6/trixie libgcc-s1/trixie patchelf/trixie \
      libfreetype6/trixie libharfbuzz0b/trixie libgraphite2-3/trixie libglib2.0-0t64/trixie \
      libpcre2-8-0/trixie libpng16-16t64/trixie libbrotli1/trixie libbz2-1.0/trixie liblcms2-2/trixie \
      libjpeg62-turbo/trixie
  )
  local package
  for package in "$context"/packages/*.deb; do dpkg-deb -x "$package" "$context/build/unpacked"; done
  rm -r "$context/packages"
}

mkdir "$context/build"
if [ -x "$temurin/bin/jlink" ]; then
  say "Java $release: this machine's Temurin"
  cp -R --dereference "$temurin" "$context/build/temurin"
else
  from_debian
fi
cp "$here"/eclipse-temurin/* "$context/build/"
# It takes minutes, and no other build has to wait for it.
[ -d "$context/build/temurin" ] || docker run --rm --network none --volume "$context/build:/build" --env LC_ALL=C.UTF-8 \
  docker.io/library/debian:13-slim sh /build/modules.sh "$release"
rm -rf "$context/build/unpacked"

packages=(fontconfig ca-certificates p11-kit tzdata locales)
# The JDK's image adds binutils, Maven's the others.
[ "$type" = jre ] || packages+=(binutils curl git openssh-client)
"$here/build-tools.sh" "$context" "${packages[@]}"
sed -i '0,/^FROM .*/s//& AS system/' "$context/Dockerfile"
cat >>"$context/Dockerfile" <<END
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8
RUN --mount=type=bind,source=build,target=/build sh /build/ubuntu.sh
FROM system AS java
RUN --mount=type=bind,source=build,target=/build LC_ALL=C.UTF-8 sh /build/make.sh $type
FROM system
COPY --from=java /opt/java/openjdk /opt/java/openjdk
COPY --chmod=755 build/entrypoint.sh /__cacert_entrypoint.sh
RUN find "\$JAVA_HOME/lib" -name '*.so' -exec dirname '{}' ';' | sort -u >/etc/ld.so.conf.d/docker-openjdk.conf \\
    && ldconfig && java -Xshare:dump && java --version
ENTRYPOINT ["/__cacert_entrypoint.sh"]
CMD ["jshell"]
END
