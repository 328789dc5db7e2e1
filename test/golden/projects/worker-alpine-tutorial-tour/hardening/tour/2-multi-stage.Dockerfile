# Tour, stop 2: two stages. The first builds and is left behind, the second is the image.
# This is the step that makes an image small: of what the first stage installed, nothing is
# in any layer of the second.
# What is still wrong with it:
#  - The base is a small distribution, and brings a shell, a package manager and a downloader.
#  - There is no USER, so the service is root in the container.
#  - Root may write anywhere. An intruder fetches a program, keeps it and starts it.

# ---- build: the same steps as in stop 1 ----
FROM docker.io/library/ubuntu:26.04 AS build

# The compiler from the distribution's packages. What these recommend comes along: compilers
# for C and C++ with their headers, none of which this program needs.
RUN apt-get update && apt-get install --yes golang-go

# CGO_ENABLED=0: one static file, which needs no library of the system that it runs on.
WORKDIR /src
COPY main.go .
RUN CGO_ENABLED=0 go build -o /app main.go

# ---- the image: a small base, and one file out of the build ----
FROM docker.io/library/alpine:3.24
COPY --from=build /app /app
CMD ["/app"]
