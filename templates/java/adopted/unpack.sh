#!/bin/sh
# The Dockerfile runs this script while it builds: unpack.sh ENTRY FOLDER
# puts what Maven has built into FOLDER, and writes java.options: how it is started.
set -eu
entry=$1 folder=$2

stop() {
    echo "ERROR: $*" >&2
    exit 1
}

# jars: what Maven has built, without what is for developers.
jars() {
    find . -path './hardening' -prune -o -path '*/target/*.jar' -print | grep -v -E \
        -e '-(sources|javadoc|tests|plain)\.jar$' -e '/(original-|test-)[^/]*$' -e '/target/[^/]*/' || true
}
# attribute JAR NAME: an attribute of its manifest.
attribute() {
    (cd /tmp && jar -xf "$OLDPWD/$1" META-INF/MANIFEST.MF && tr -d '\r' <META-INF/MANIFEST.MF) |
        sed -n "s/^$2: *//p" | head -n 1
}

options() { cat "$(dirname "$0")/jvm.options"; }

mkdir -p "$folder"
case $entry in
    'Spring Boot jar')
        for jar in $(jars); do
            class=$(attribute "$jar" Start-Class)
            [ -z "$class" ] || break
        done
        [ -n "${class-}" ] || stop "Maven has built no jar of Spring Boot: does pom.xml run the goal repackage?"
        (cd "$folder" && jar -xf "$OLDPWD/$jar" BOOT-INF)
        { options && echo '-cp /app/BOOT-INF/classes:/app/BOOT-INF/lib/*' && echo "$class"; } >"$folder/java.options"
        ;;
    'Quarkus runner')
        runner=$(find . -path '*/target/quarkus-app' | head -n 1)
        [ -n "$runner" ] || stop "Maven has built no target/quarkus-app: set quarkus.package.jar.type to fast-jar."
        cp -R "$runner/." "$folder/"
        { options && echo '-jar /app/quarkus-run.jar'; } >"$folder/java.options"
        ;;
    *)
        found=$(jars | head -n 1)
        [ -n "$found" ] || stop "Maven has built no jar."
        sh "$(dirname "$0")/maven.sh" unlocked dependency:copy-dependencies -DincludeScope=runtime \
            -DoutputDirectory="$folder/lib"
        mkdir -p "$folder/lib"
        cp "$found" "$folder/lib/"
        { options && echo '-cp /app/lib/*' && echo "$entry"; } >"$folder/java.options"
        ;;
esac
