# Tour, stop 1: a single stage, as a first Dockerfile often looks. It builds, and it works.
# What is wrong with it:
#  - All that built the service is shipped with it: compiler, package manager, package lists,
#    source. The service needs none of it. An intruder can use all of it.
#  - There is no USER, so the service is root in the container.
#  - Root may write anywhere: a program that gets in stays for as long as the container lives.
#  - The packages are the newest of the day. Next month the same file gives another image.

# A whole distribution, with a shell, a package manager and its setuid programs.
FROM docker.io/library/ubuntu:26.04

# The compiler from the distribution's packages. What these recommend comes along: compilers
# for C and C++ with their headers, none of which this program needs.
RUN apt-get update && apt-get install --yes golang-go

# CGO_ENABLED=0: one static file, which needs no library of the system that it runs on.
WORKDIR /src
COPY main.go .
RUN CGO_ENABLED=0 go build -o /app main.go

CMD ["/app"]
