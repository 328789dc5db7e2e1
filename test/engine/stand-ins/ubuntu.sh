#!/usr/bin/env bash
# ubuntu.sh CONTEXT: Debian under Ubuntu's name, as Ubuntu's own archive may be out of reach. It is
# here for `apt-get install`, and has the user that Ubuntu's image brings.
set -euo pipefail
context=$1
"$(dirname "$0")/build-tools.sh" "$context"
cat >>"$context/Dockerfile" <<'END'
# Debian leaves manuals out by leaving out their folders, which packages with alternatives need.
RUN mkdir -p /usr/share/man/man1
RUN useradd --create-home --uid 1000 --shell /bin/bash ubuntu
CMD ["/bin/bash"]
END
