# shellcheck shell=sh disable=SC2034
# What verify.sh holds the image against. Change it together with what it describes.
SIZE_BUDGET='10000000'
TITLE='class'
DESCRIPTION='It'\''s "50 %" of $HOME; `id` & $(id) \ {{x}} <%= 1 %> <b>*not*</b> [a](b) #1 | Größe 漢字 🚢'
EXECUTABLES='/app'
STOP_EXIT_CODE='0'
MEMORY_VARIABLE='GOMEMLIMIT'

# Image of the tools that look into the running container from outside: it has none itself.
TOOLBOX='docker.io/library/alpine:3.24'
