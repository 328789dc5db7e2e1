# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
CONTAINER_PORT='8080'
SIZE_BUDGET='50000000'
TITLE='billing'
DESCRIPTION='The service billing in a hardened container.'
EXECUTABLES='/usr/local/bin/python3 /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1'
STOP_EXIT_CODE='0'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
