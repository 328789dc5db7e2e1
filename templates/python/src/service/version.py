"""The version. The image build overwrites this file."""

VERSION = "dev"
