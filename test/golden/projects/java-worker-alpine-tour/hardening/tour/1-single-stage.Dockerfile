# Tour, stop 1: a single stage, as a first Dockerfile often looks. It builds, and it works.
# What is wrong with it:
#  - All that built the service is shipped with it: compiler, package manager, package lists,
#    source. The service needs none of it. An intruder can use all of it.
#  - There is no USER, so the service is root in the container.
#  - Root may write anywhere: a program that gets in stays for as long as the container lives.
#  - The packages are the newest of the day. Next month the same file gives another image.

# A whole distribution, with a shell, a package manager and its setuid programs.
FROM docker.io/library/ubuntu:26.04

# The JDK from the distribution's packages: with compiler, debugger and all modules there are, though
# this program only has to run.
RUN apt-get update && apt-get install --yes openjdk-21-jdk-headless

WORKDIR /src
COPY src/main src/main
RUN javac -d /classes $(find src/main/java -name '*.java') \
    && cp -R src/main/resources/. /classes \
    && mkdir /app \
    && jar --create --file /app/service.jar --main-class com.example.class_.Main -C /classes .

CMD ["java", "-jar", "/app/service.jar"]
