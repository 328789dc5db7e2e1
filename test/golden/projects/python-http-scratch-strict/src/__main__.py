"""Starts billing: `python3 src` here, `python3 /app` in the image."""

import sys

from service.main import main

sys.exit(main(sys.argv[1:]))
