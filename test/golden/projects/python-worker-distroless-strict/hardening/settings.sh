# shellcheck shell=sh disable=SC2034
# The values that verify.sh compares the image with. Change them together with the image.
SIZE_BUDGET='54000000'
TITLE='my-service'
DESCRIPTION='The service my-service in a hardened container.'
MOUNTS='/etc/ssl/certs/ca-certificates.crt'
EXECUTABLES='/usr/local/bin/python3 /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1'
SCRIPTS='/etc/update-motd.d/10-uname'
INTERPRETER='/usr/local/bin/python3'
STOP_EXIT_CODES='0'
ANSWERS_HALF_REQUESTS='yes'
DATA_FOLDER='/data'

# Every check of this project: a run without one of them is partial.
ALL_CHECKS='pinned-base clean-context reproducible-build size-budget oci-labels package-records non-root-user read-only-rootfs no-shell no-setuid graceful-stop no-capabilities no-new-privileges seccomp resource-limits no-network'

# Where these files are, from the root of the project.
DOCKERFILE_PATH='Dockerfile'
MAKEFILE_PATH='Makefile'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'

# Images of the tools that `make lint`, `make scan` and `make sbom` run if they aren't installed.
HADOLINT_IMAGE='docker.io/hadolint/hadolint:v2.15.1@sha256:32dac94127fd60b7b7e3fbfc65e1383b9b5e25c9bfd7b8536de7a539fe68a12d'
SHELLCHECK_IMAGE='docker.io/koalaman/shellcheck:v0.11.0@sha256:61862eba1fcf09a484ebcc6feea46f1782532571a34ed51fedf90dd25f925a8d'
GRYPE_IMAGE='docker.io/anchore/grype:v0.120.0@sha256:5c88961f4130e830542d441c7ed6c78baa28e799163abac53d2be4923fb5ab7d'
SYFT_IMAGE='docker.io/anchore/syft:v1.50.0@sha256:1288ea4c8b38767b4e620c1e312c8cb26b6e887a99b4f07ab6cd19fc6f225026'
