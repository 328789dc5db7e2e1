# The decisions that `docker init` makes for Go, on the bases of this run: Debian's toolchain
# image, a cache for modules only, no link flags, alpine with ca-certificates and a user by name.
FROM --platform=$BUILDPLATFORM docker.io/library/golang:1.27-trixie AS build
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg/mod/ \
    --mount=type=bind,source=go.mod,target=go.mod \
    go mod download -x
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod/ \
    --mount=type=bind,target=. \
    CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /bin/server .

FROM docker.io/library/alpine:3.24 AS final
RUN apk add --no-cache ca-certificates tzdata
ARG UID=10001
RUN adduser --disabled-password --gecos "" --home "/nonexistent" --shell "/sbin/nologin" \
    --no-create-home --uid "${UID}" appuser
USER appuser
COPY --from=build /bin/server /bin/
EXPOSE 8080
ENTRYPOINT [ "/bin/server" ]
