# Tour, stop 3: stop 2, hardened by changing what the base has brought. The aims are right:
# an own user, nothing to write to, no shell. Each is meant to hold, and each holds in part.

# ---- build: the same steps as in stop 1 ----
FROM docker.io/library/ubuntu:26.04 AS build

# The JDK from the distribution's packages: with compiler, debugger and all modules there are, though
# this program only has to run.
RUN apt-get update && apt-get install --yes openjdk-21-jdk-headless

WORKDIR /src
COPY src/main src/main
RUN javac -d /classes $(find src/main/java -name '*.java') \
    && cp -R src/main/resources/. /classes \
    && mkdir /app \
    && jar --create --file /app/service.jar --main-class com.example.class_.Main -C /classes .

# ---- the image: a small base, changed layer by layer ----
FROM docker.io/library/eclipse-temurin:21-jre-noble

# Nobody may write to /etc. But nobody could before except root, and modes do not stop root.
# A service that is not root does, and a file system that is mounted read-only.
RUN chmod a-w /etc

# A user of its own: this holds. But the home folder belongs to the user, so the service can write
# there. And the number is the next that is free in the base, another one on another base.
RUN groupadd --system appgroup && useradd --system --gid appgroup --create-home appuser

# No shell: true of what the container shows. But a layer can only add. This one adds marks that
# hide the files of /bin; the files are in the layer below, and are pulled with it. Nothing is
# saved, and whoever has the image can unpack them. Programs in other folders stay as they are.
RUN rm -rf /bin/*

# The program lies in a folder that belongs to the user it runs as: an intruder cannot change
# the file, but can put another one in its place.
COPY --from=build /app /home/appuser/app

# A name, not a number: Kubernetes, told to start nothing as root, refuses this image, because
# it cannot tell from a name who that is.
USER appuser

# An entry point of the base may be a script, and there is no shell to read it: this one is our own.
ENTRYPOINT ["java", "-jar", "/home/appuser/app/service.jar"]
