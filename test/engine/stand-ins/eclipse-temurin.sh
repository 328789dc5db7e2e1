#!/usr/bin/env bash
# eclipse-temurin.sh RELEASE CONTEXT: Debian's OpenJDK without its tools, on Debian 13, laid out as the
# official image of the runtime is, which has Eclipse Temurin on Ubuntu.
set -euo pipefail
release=$1 context=$2
here=$(dirname "$0")

"$here/build-tools.sh" "$context" ca-certificates tzdata
cat >>"$context/Dockerfile" <<END
ENV JAVA_HOME=/opt/java/openjdk LANG=C.UTF-8
ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# The packages of Java want a folder for manuals, which the slim image does not have.
RUN --mount=type=bind,source=machine,target=/machine mkdir -p /usr/share/man/man1 /opt/java \\
    && export APT_CONFIG=/machine/apt.conf && apt-get -qq update && apt-get -qq -y --no-install-recommends install openjdk-$release-jre-headless \\
    && rm -rf /var/lib/apt/lists/* && mv /usr/lib/jvm/java-$release-openjdk-* /opt/java/openjdk && java -version
CMD ["jshell"]
END
