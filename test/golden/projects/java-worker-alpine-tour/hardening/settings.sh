# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
SIZE_BUDGET='87000000'
TITLE='class'
DESCRIPTION='The service class in a hardened container.'
EXECUTABLES='/opt/jre/bin/java /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1'
STOP_EXIT_CODE='0'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
