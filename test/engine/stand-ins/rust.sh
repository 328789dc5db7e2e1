#!/usr/bin/env bash
# rust.sh MINOR CONTEXT: the official Rust toolchain on Debian 13, laid out as the official slim image
# is. Where its makers' server has no such version yet, the newest beta; where there is no server,
# the toolchain that the machine has.
set -euo pipefail
minor=$1 context=$2
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages curl
server=${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}
host=$(uname -m)-unknown-linux-gnu
mkdir "$context/rust"
if curl -fsS -o "$context/rust/rustup-init" "$server/rustup/dist/$host/rustup-init"; then
  channel=$minor
  curl -fsS -o /dev/null "$server/dist/channel-rust-$minor.toml" || channel=beta
else
  channel=$(rustup default | cut -d ' ' -f 1)
  cp "$(command -v rustup)" "$context/rust/rustup-init"
  cp -R "$(dirname "$(dirname "$(rustup which rustc)")")" "$context/rust/toolchain"
  rm -rf "$context/rust/toolchain/share"
fi
say "rust $minor: its stand-in has $channel"
chmod 0755 "$context/rust/rustup-init"

"$here/build-tools.sh" "$context" ca-certificates gcc libc6-dev
cat >>"$context/Dockerfile" <<END
ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo
ENV PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN --mount=type=bind,source=rust,target=/mnt --mount=type=bind,source=machine,target=/machine \
    export SSL_CERT_FILE=/machine/trusted.crt RUSTUP_DIST_SERVER=$server RUSTUP_INIT_SKIP_PATH_CHECK=yes \
    && if [ -d /mnt/toolchain ]; then \
        /mnt/rustup-init -y --quiet --no-modify-path --default-toolchain none \
        && mkdir -p /usr/local/rustup/toolchains \
        && cp -R /mnt/toolchain /usr/local/rustup/toolchains/$channel \
        && rustup default $channel; \
    else \
        /mnt/rustup-init -y --quiet --no-modify-path --profile minimal --default-toolchain $channel; \
    fi \
    && chmod -R a+w /usr/local/rustup /usr/local/cargo && cargo --version
CMD ["bash"]
END
