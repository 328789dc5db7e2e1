# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
SIZE_BUDGET='15600000'
TITLE='libc'
DESCRIPTION='The service libc in a hardened container.'
EXECUTABLES='/app'
STOP_EXIT_CODE='0'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
