# `docker init` knows no C++: these are the decisions of Docker's guide for C++, on the bases of this
# run: a distribution with its compiler, the source copied, a static program on an empty image. (It
# calls the compiler once for all files, and has no cache; a user by number is added here, as the
# others have one.)
FROM docker.io/library/ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y build-essential libboost-dev
WORKDIR /app
COPY src src
RUN g++ -std=c++23 -O2 -DAPP_VERSION='"dev"' -o server src/*.cpp -static

FROM scratch
COPY --from=build /app/server /server
USER 10001
EXPOSE 8080
ENTRYPOINT ["/server"]
