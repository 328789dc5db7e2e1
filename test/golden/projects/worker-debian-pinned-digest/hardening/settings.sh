# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
SIZE_BUDGET='110000000'
TITLE='my-service'
DESCRIPTION='The service my-service in a hardened container.'
EXECUTABLES='/app'
STOP_EXIT_CODE='0'
MEMORY_VARIABLE='GOMEMLIMIT'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210'
