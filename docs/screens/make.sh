#!/usr/bin/env bash
# npm run screens: runs the command and `make verify` in a real terminal, and draws what it shows.
# Needs tmux, and a container engine that answers. `make.sh prompts` draws the first picture alone, without an engine.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
folder=$(mktemp -d)
socket=screens-$$
tidy_up() {
  tmux -L "$socket" kill-server 2>/dev/null || true
  [ ! -d "$folder/my-service" ] || make -C "$folder/my-service" clean >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap tidy_up EXIT

keys() { tmux -L "$socket" send-keys -t screen "$@"; }
shown() { tmux -L "$socket" capture-pane -p -e -t screen -S -200; }

# wait_for TEXT: until the terminal shows it.
wait_for() {
  for _ in $(seq 600); do
    if shown | grep -q -F "$1"; then
      return
    fi
    sleep 0.5
  done
  echo "The terminal never showed: $1" >&2
  exit 1
}

# draw NAME: what the terminal shows, from its last prompt of the shell but one, to its end.
draw() {
  shown | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$folder/screen"
  # A picture is the same wherever it is made.
  sed -i "s#$folder#/home/me#g" "$folder/screen"
  # The empty prompt at the end is not part of the picture.
  sed -i '${/^[$] *$/d}' "$folder/screen"
  node --import tsx/esm "$here/svg.ts" <"$folder/screen" >"$here/$1.svg"
}

mkdir "$folder/bin"
ln -s "$root/dist/cli/hardened-container.cjs" "$folder/bin/hardened-container"
tmux -L "$socket" new-session -d -s screen -x 100 -y 50 -c "$folder" \
  env PATH="$folder/bin:$PATH" PS1='$ ' bash --norc --noprofile
keys clear Enter
sleep 0.5
keys 'hardened-container my-service' Enter
for question in Language: Settings: 'Write the files?'; do
  wait_for "$question"
  sleep 0.7
  keys Enter
done
wait_for 'lists all targets'
sleep 0.5
draw prompts
if [ "${1:-}" = prompts ]; then
  exit
fi

keys 'cd my-service && git init -q && git add . && git -c user.name=x -c user.email=x@example.com commit -qm first; make build >/dev/null 2>&1; clear' Enter
sleep 2
keys 'clear; make verify' Enter
wait_for ' waived in '
sleep 0.5
draw verify
