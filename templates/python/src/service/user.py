"""The user that the process runs as."""

import os
import pwd
from typing import NamedTuple


class User(NamedTuple):
    """A user by name and number."""

    name: str
    uid: str


def current_user() -> User:
    """Reads /etc/passwd of the image. Without an entry, the number is the name."""
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = str(uid)
    return User(name, str(uid))
