# Tour, stop 2: two stages. The first builds and is left behind, the second is the image.
# This is the step that makes an image small: of what the first stage installed, nothing is
# in any layer of the second.
# What is still wrong with it:
#  - The base is a small distribution, and brings a shell, a package manager and a downloader.
#  - There is no USER, so the service is root in the container.
#  - Root may write anywhere. An intruder fetches a program, keeps it and starts it.

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

# ---- the image: a small base, and one file out of the build ----
FROM docker.io/library/eclipse-temurin:21-jre-noble
COPY --from=build /app /app
CMD ["java", "-jar", "/app/service.jar"]
