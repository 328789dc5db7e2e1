# shellcheck shell=bash disable=SC2034  # sourced: the variables are for the scripts next to it
# Where the test engine lives, and the few words that its scripts share.

export DEBIAN_FRONTEND=noninteractive
PREFIX=/opt/hardened-container
RUN=/run/hardened-container
DATA=/var/lib/hardened-container
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/hardened-container"
SOCKET=$RUN/docker.sock
STAND_IN_LABEL=org.hardened-container.stand-in

say() { printf 'engine: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# install PACKAGE…: from the machine's own apt, only what is missing.
install_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ "${#missing[@]}" -eq 0 ] && return
  say "apt-get install ${missing[*]}"
  mkdir -p "$CACHE"
  # One at a time: apt does not wait for its own lock.
  flock "$CACHE/apt.lock" sh -c 'apt-get -qq update && apt-get -qq -y --no-install-recommends install "$@"' \
    - "${missing[@]}" >"$CACHE/apt-install.log" 2>&1 </dev/null || { cat "$CACHE/apt-install.log" >&2; exit 1; }
}

# The mirror that the machine itself uses.
debian_mirror() {
  local mirror
  # shellcheck disable=SC2016  # apt expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | grep -m 1 '/debian/*') || true
  printf '%s\n' "${mirror:-http://deb.debian.org/debian}"
}

# The machine's proxy, certificate and date settings of apt, in apt.conf form.
apt_network_settings() {
  apt-config dump | grep -E '^Acquire::(https?|Check)' || true
  echo 'Acquire::Retries "5";'
}

# apt_for SUITE ARGUMENT…: apt-get on one Debian suite, with lists of its own, so that the
# machine's apt never hears of it.
apt_for() {
  local suite=$1 state="$CACHE/apt/$1"
  shift
  if [ ! -e "$state/ready" ] && [ "$1" != update ]; then
    mkdir -p "$state/state" "$state/cache"
    printf '%s '"$(debian_mirror) $suite"' main\n' deb deb-src >"$state/sources.list"
    apt_for "$suite" update >&2
    touch "$state/ready"
  fi
  apt-get -qq -o Dir::State="$state/state" -o Dir::Cache="$state/cache" \
    -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o APT::Sandbox::User=root "$@"
}

# unpack FOLDER PACKAGE…: Debian 13's packages, with nothing installed: the machine's package database,
# services and configuration stay as they are.
unpack() {
  local folder=$1 package
  shift
  mkdir -p "$folder/packages"
  (cd "$folder/packages" && apt_for trixie download "$@")
  for package in "$folder"/packages/*.deb; do dpkg-deb -x "$package" "$folder"; done
  rm -r "$folder/packages"
}
