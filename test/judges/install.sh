#!/usr/bin/env bash
# Installs the programs that judge what is generated, and that are none of ours, and prints the lines
# that a shell needs to find them:
#   eval "$(test/judges/install.sh)"
# They are kept in a folder of their own; what is there already is left as it is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=/var/cache/hardened-container/judges
exec 3>&1 1>&2 # stdout is for the lines to eval, and for nothing else

# Those of python.txt, in an environment that is made anew where one of them is another.
install_python() {
  cmp -s "$here/python.txt" "$folder/python/python.txt" && return
  rm -rf "$folder/python"
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/python.txt"
  cp "$here/python.txt" "$folder/python/"
}

mkdir -p "$folder"
install_python
chmod -R a+rX "$folder"
echo "export PATH=\"$folder/python/bin:\$PATH\"" >&3
