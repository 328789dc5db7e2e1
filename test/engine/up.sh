#!/usr/bin/env bash
# Makes sure that a container engine answers, and prints the lines that a shell needs to use it:
#   eval "$(test/engine/up.sh)"
# A working engine that reaches a registry is used as it is. Otherwise Docker and podman are set up
# next to the system (Debian 12 or 13, root), and without a registry the base images are stand-ins.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$here/settings.sh"
exec 3>&1 1>&2 # stdout is for the lines to eval, and for nothing else

reaches_registry() { timeout 90 docker pull -q docker.io/library/alpine:3.24 >/dev/null 2>&1; }

# Debian 13's Docker, unpacked and not installed: the machine's package database, services and
# configuration stay as they are.
unpack_docker() {
  [ -d "$PREFIX/docker" ] && return
  say "Docker from Debian 13's packages, unpacked into $PREFIX/docker"
  local temporary="$PREFIX/docker.$$"
  unpack "$temporary" docker.io docker-cli docker-buildx containerd tini
  # Put into containers of any libc, so it must be the static one.
  ln -sf tini-static "$temporary/usr/bin/docker-init"
  mv "$temporary" "$PREFIX/docker"
}

# A machine that has been set up before may have Docker without it.
unpack_compose() {
  local plugin=usr/libexec/docker/cli-plugins/docker-compose temporary="$PREFIX/docker-compose.$$"
  [ -x "$PREFIX/docker/$plugin" ] && return
  say "docker compose from Debian 13's package"
  unpack "$temporary" docker-compose
  mv "$temporary/$plugin" "$PREFIX/docker/$plugin"
  rm -r "$temporary"
}

# The client looks for its plugins in /usr/libexec or in its configuration: so it gets a
# configuration of its own, which also keeps a user's credential helpers out of the tests.
# One build at a time: two at once have crashed dockerd 26.1.5 (a map written twice, in BuildKit's
# record of provenance).
write_docker_client() {
  mkdir -p "$PREFIX/bin" "$PREFIX/docker-config"
  printf '{"cliPluginsExtraDirs": ["%s"]}\n' "$PREFIX/docker/usr/libexec/docker/cli-plugins" \
    >"$PREFIX/docker-config/config.json"
  cat >"$PREFIX/bin/docker.$$" <<END
#!/bin/sh
export DOCKER_CONFIG="\${DOCKER_CONFIG:-$PREFIX/docker-config}"
case "\${1-} \${2-}" in
  'build '* | 'buildx bake' | 'buildx build') exec flock --no-fork $RUN/build.lock $PREFIX/docker/usr/bin/docker "\$@" ;;
  *) exec $PREFIX/docker/usr/bin/docker "\$@" ;;
esac
END
  chmod 0755 "$PREFIX/bin/docker.$$"
  mv "$PREFIX/bin/docker.$$" "$PREFIX/bin/docker"
}

# Containers must not send packets larger than the way out takes.
uplink_mtu() {
  local interface
  interface=$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route)
  cat "/sys/class/net/${interface:-lo}/mtu"
}

start_docker() {
  docker version >/dev/null 2>&1 && return
  say "dockerd on $SOCKET, log in $DATA/dockerd.log"
  mkdir -p "$RUN" "$DATA/docker"
  # The tests build a few hundred images, and their cache would grow to a tenth of any disk.
  echo '{"builder": {"gc": {"enabled": true, "defaultKeepStorage": "15GB"}}}' >"$PREFIX/daemon.json"
  # Its own session and no open descriptors of ours: it outlives this script and holds no pipe open.
  PATH="$PREFIX/docker/usr/bin:$PREFIX/docker/usr/sbin:/usr/sbin:/usr/bin:/sbin:/bin" \
    setsid dockerd --config-file "$PREFIX/daemon.json" --host "$DOCKER_HOST" --group root --data-root "$DATA/docker" --exec-root "$RUN/docker" \
    --pidfile "$RUN/docker.pid" --mtu "$(uplink_mtu)" \
    </dev/null >>"$DATA/dockerd.log" 2>&1 3>&- 9>&- &
  local _
  for _ in $(seq 120); do
    docker version >/dev/null 2>&1 && return
    sleep 0.5
  done
  tail -n 20 "$DATA/dockerd.log"
  fail "dockerd does not answer"
}

# Podman keeps its images, networks and state apart from what the machine may have.
configure_podman() {
  mkdir -p "$PREFIX/podman/networks"
  cat >"$PREFIX/podman/containers.conf" <<END
[containers]
# Debian's podman asks for more than a container machine may hand out.
default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
[network]
network_backend = "netavark"
network_config_dir = "$PREFIX/podman/networks"
[engine]
# Debian would take crun; runc is what Docker uses here.
runtime = "runc"
# There is no systemd.
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "$RUN/podman/tmp"
END
  cat >"$PREFIX/podman/storage.conf" <<END
[storage]
driver = "overlay"
graphroot = "$DATA/podman"
runroot = "$RUN/podman/storage"
END
  cat >"$PREFIX/podman/networks/podman.json" <<END
{
  "name": "podman",
  "id": "2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9",
  "driver": "bridge",
  "network_interface": "hc-podman0",
  "subnets": [{"subnet": "10.88.0.0/16", "gateway": "10.88.0.1"}],
  "ipv6_enabled": false,
  "internal": false,
  "dns_enabled": false,
  "ipam_options": {"driver": "host-local"},
  "options": {"mtu": "$(uplink_mtu)"}
}
END
}

# With what was built on them, which has their label too.
remove_stand_ins() {
  local engine images
  for engine in docker podman; do
    images=$("$engine" image ls -q --filter "label=$STAND_IN_LABEL=true" | sort -u)
    # shellcheck disable=SC2086  # one argument an image
    [ -z "$images" ] || "$engine" image rm --force $images >/dev/null
  done
}

own_engine() {
  [ "$(id -u)" -eq 0 ] || fail "no engine that reaches a registry answers; setting one up needs root"
  # shellcheck source=/dev/null
  case "$(. /etc/os-release && echo "$ID-$VERSION_ID")" in
    debian-12 | debian-13) ;;
    *) fail "no engine that reaches a registry answers; one is set up on Debian 12 or 13 only" ;;
  esac
  mkdir -p "$PREFIX" "$RUN" "$DATA" "$CACHE"
  exec 9>"$RUN/lock"
  flock 9 # two callers at once: the second finds everything done
  install_packages ca-certificates runc iptables podman netavark aardvark-dns catatonit
  unpack_docker
  unpack_compose
  write_docker_client
  export PATH="$PREFIX/bin:$PATH" DOCKER_HOST="unix://$SOCKET"
  unset DOCKER_CONTEXT
  start_docker
  configure_podman
  export CONTAINERS_CONF="$PREFIX/podman/containers.conf" CONTAINERS_STORAGE_CONF="$PREFIX/podman/storage.conf"
  cat >&3 <<END
export PATH="$PREFIX/bin:\$PATH"
export DOCKER_HOST=$DOCKER_HOST
unset DOCKER_CONTEXT
export CONTAINERS_CONF=$CONTAINERS_CONF
export CONTAINERS_STORAGE_CONF=$CONTAINERS_STORAGE_CONF
END
  # Podman has systemd run its health checks; without one it complains at every start.
  [ -d /run/systemd/system ] || echo 'export DISABLE_HC_SYSTEMD=true' >&3
  if reaches_registry; then
    remove_stand_ins
    echo 'export STAND_INS=0' >&3
  else
    say "no registry in reach: the base images are stand-ins"
    "$here/stand-ins.sh" 3>&- 9>&-
    echo 'export STAND_INS=1' >&3
  fi
}

if docker version >/dev/null 2>&1 && reaches_registry; then
  say "the engine that is here reaches a registry: real images"
  echo 'export STAND_INS=0' >&3
else
  own_engine
fi
