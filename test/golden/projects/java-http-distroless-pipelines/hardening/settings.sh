# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
CONTAINER_PORT='8080'
SIZE_BUDGET='79000000'
TITLE='orders'
DESCRIPTION='The service orders in a hardened container.'
EXECUTABLES='/opt/jre/bin/java /usr/lib64/ld-linux-x86-64.so.2 /usr/lib/ld-linux-aarch64.so.1 /etc/update-motd.d/10-uname'
STOP_EXIT_CODE='0'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
