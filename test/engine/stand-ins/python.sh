#!/usr/bin/env bash
# python.sh MINOR slim-trixie CONTEXT: Debian's CPython of that minor on Debian 13, laid out as the official slim
# image is: a small program, its library and the standard library in /usr/local, pip beside them.
set -euo pipefail
minor=$1 context=$3
here=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR source=../settings.sh
. "$here/../settings.sh"

install_packages gcc libc6-dev python3-pip unzip
mkdir "$context/packages"
for suite in trixie forky; do
  # Not every suite has every minor: the next one is asked then.
  (cd "$context/packages" && apt_for "$suite" download "libpython$minor"{,-minimal,-stdlib}) 2>/dev/null && break
done
[ -n "$(ls "$context/packages")" ] || fail "neither Debian 13 nor what comes after it has Python $minor"
for package in "$context/packages"/*.deb; do dpkg-deb -x "$package" "$context/debian"; done

# Debian's changes to where packages are installed are taken back, and what it keeps elsewhere left out.
library=$context/local/lib/python$minor
mkdir -p "$context/local/bin" "$library/site-packages"
cp -R "$context/debian/usr/lib/python$minor/." "$library"
find "$library" -type l -delete
rm -rf "$library/test" "$library/EXTERNALLY-MANAGED" "$library"/build-details*.json
# The module that looks for them there is part of the library, so the other name has to stay.
ln -s site-packages "$library/dist-packages"
sed -i "s/prefix_scheme = 'posix_local'/prefix_scheme = 'posix_prefix'/" "$library/sysconfig/__init__.py"
cp "$context/debian"/usr/lib/*-linux-gnu/"libpython$minor.so.1.0" "$context/local/lib/"

# The program is that of CPython with --enable-shared: a call, and all else in the library.
echo 'int Py_BytesMain(int, char **); int main(int n, char **words) { return Py_BytesMain(n, words); }' >"$context/main.c"
gcc -s -o "$context/local/bin/python$minor" "$context/main.c" "$context/local/lib/libpython$minor.so.1.0" \
  -Wl,-rpath,"\$ORIGIN/../lib" -Wl,--unresolved-symbols=ignore-in-shared-libs
ln -s "python$minor" "$context/local/bin/python3"
ln -s python3 "$context/local/bin/python"

python3 -m pip download --quiet --no-deps --only-binary :all: --python-version "$minor" --dest "$context/pip" pip
unzip -q "$context/pip"/pip-*.whl -d "$library/site-packages"
printf '#!/usr/local/bin/python3\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n' >"$context/local/bin/pip3"
chmod 755 "$context/local/bin/pip3"
ln -s pip3 "$context/local/bin/pip"

libraries=$(for package in "$context/packages"/*.deb; do dpkg-deb -f "$package" Depends; done |
  sed 's/([^)]*)//g; s/ //g; s/[,|]/\n/g' | grep '^lib' | grep -v '^libpython' | sort -u | tr '\n' ' ')
"$here/build-tools.sh" "$context" ca-certificates netbase tzdata
# In a folder apart, since apt would take everything else from the newer suite too.
mkdir "$context/machine/libraries.d"
printf "deb $(debian_mirror) %s main\n" trixie "$suite" >"$context/machine/libraries.d/debian.list"
cat >>"$context/Dockerfile" <<END
RUN --mount=type=bind,source=machine,target=/machine \\
    export APT_CONFIG=/machine/apt.conf && set -- -qq -o Dir::Etc::SourceParts=/machine/libraries.d \\
    && apt-get "\$@" update && apt-get "\$@" -y --no-install-recommends -t $suite install $libraries \\
    && apt-get clean && rm -rf /var/lib/apt/lists/*
ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
COPY local /usr/local
RUN ldconfig && python3 -c 'import bz2, ctypes, hashlib, lzma, sqlite3, ssl, uuid, zlib' && pip --version
CMD ["python3"]
END
