#!/bin/sh
# The Dockerfile runs this script while it builds. It prints the modules that the image gets, as an option of
# jlink, without the modules that this version of Java doesn't have.
set -eu
wanted='java\.se|jdk\.(charsets|crypto\.ec|httpserver|localedata|management|naming\.dns|net|unsupported|zipfs)'
echo "--add-modules $(java --list-modules | sed 's/@.*//' | grep -x -E "$wanted" | paste -s -d , -)"
