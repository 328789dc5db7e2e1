"""Which build this is. The build of the image writes this file anew."""

VERSION = "dev"
