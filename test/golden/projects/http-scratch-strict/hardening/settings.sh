# shellcheck shell=sh disable=SC2034
# The values that verify.sh compares the image with. Change them together with the image.
CONTAINER_PORT='8080'
SIZE_BUDGET='10000000'
TITLE='my-service'
DESCRIPTION='The service my-service in a hardened container.'
EXECUTABLES='/app'
STOP_EXIT_CODE='0'
MEMORY_VARIABLE='GOMEMLIMIT'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
