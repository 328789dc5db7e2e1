"""The commands of billing.

With no argument it serves. "healthcheck" asks the running server whether it is alive, since a
hardened image has no curl; "version" tells which build this is.
"""

import os
import sys

from service.port import parse_port
from service.version import VERSION


def main(arguments: list[str]) -> int:
    """Does what the arguments say, and returns the exit code."""
    match arguments:
        case []:
            return serve()
        case ["healthcheck"]:
            return healthcheck()
        case ["version"]:
            print(VERSION)
            return 0
        case _:
            return fail(
                f"unknown arguments {arguments}: give none to start, or healthcheck, or version",
                code=2,
            )


def serve() -> int:
    """Answers requests until a signal comes."""
    # Imported where they are needed: a probe is started every few seconds, and needs no server.
    from service import server

    try:
        port = parse_port(os.environ.get("PORT", ""))
    except ValueError as error:
        return fail(f"cannot start: {error}", code=2)
    try:
        listener = server.listen(port)
    except OSError as error:
        return fail(f"cannot start: {error}", code=1)
    return server.run(listener)


def healthcheck() -> int:
    """Asks the server in the same container."""
    from service import probe

    try:
        probe.ask(parse_port(os.environ.get("PORT", "")))
    except (OSError, ValueError) as error:
        return fail(f"not healthy: {error}", code=1)  # Never 2, which Docker reserves for itself.
    return 0


def fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
