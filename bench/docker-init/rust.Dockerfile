# The decisions that `docker init` makes for Rust, on the bases of this run: Debian's slim toolchain
# image, caches for crates and for what is compiled, a dynamic program on Debian, a user by name. (It
# makes the user with adduser, which Debian 13's image no longer has.)
FROM docker.io/library/rust:1.100-slim-trixie AS build
WORKDIR /app
RUN --mount=type=bind,source=src,target=src \
    --mount=type=bind,source=Cargo.toml,target=Cargo.toml \
    --mount=type=bind,source=Cargo.lock,target=Cargo.lock \
    --mount=type=cache,target=/app/target/ \
    --mount=type=cache,target=/usr/local/cargo/registry/ \
    cargo build --locked --release && cp ./target/release/app /bin/server

FROM docker.io/library/debian:13-slim AS final
ARG UID=10001
RUN useradd --home-dir "/nonexistent" --shell "/sbin/nologin" --no-create-home --uid "${UID}" appuser
USER appuser
COPY --from=build /bin/server /bin/
EXPOSE 8080
CMD ["/bin/server"]
