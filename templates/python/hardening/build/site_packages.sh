#!/bin/sh
# The Dockerfile runs this script while it builds: site_packages.sh FOLDER
# makes what pip installed in FOLDER ready for an image without tools.
set -eu
# Packages with their own CA list use the image's CA bundle instead, as a distribution's packages do.
# All of them then trust a company's CA in the bundle.
find "$1" -type f \( -path '*/certifi/cacert.pem' -o -path '*/botocore/cacert.pem' -o -path '*/httplib2/cacerts.txt' \
    -o -path '*/grpc/_cython/_credentials/roots.pem' \) -exec ln -sf /etc/ssl/certs/ca-certificates.crt {} \;
find "$1" -type f -exec chmod 644 {} +
