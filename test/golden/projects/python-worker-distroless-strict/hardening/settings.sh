# shellcheck shell=sh disable=SC2034
# The values that verify.sh compares the image with. Change them together with the image.
SIZE_BUDGET='54000000'
TITLE='my-service'
DESCRIPTION='The service my-service in a hardened container.'
EXECUTABLES='/usr/local/bin/python3 /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1 /etc/update-motd.d/10-uname'
STOP_EXIT_CODE='0'
DATA_FOLDER='/data'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
