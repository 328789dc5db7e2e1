"""The commands of my-service.

Without arguments it prints the user that it runs as, once a second. "version" prints the build.
"""

import os
import signal
import sys
from typing import TextIO

from service.user import User, current_user
from service.version import VERSION

# Seconds from one line to the next.
INTERVAL = 1.0

# "docker stop" and Kubernetes send SIGTERM, Ctrl-C sends SIGINT.
STOP_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})


def main(arguments: list[str]) -> int:
    """Does what the arguments say, and returns the exit code."""
    match arguments:
        case []:
            return run()
        case ["version"]:
            print(VERSION)
            return 0
        case _:
            print(
                f"unknown arguments {arguments}: give none to start, or version",
                file=sys.stderr,
            )
            return 2


def run() -> int:
    """Works until it is told to stop."""
    # Blocked signals wait until work() collects them: none can come at a bad moment. Process 1
    # of a container has to see to them itself, or the kernel throws them away.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        work(sys.stdout, current_user(), INTERVAL)
    except OSError as error:
        print(f"cannot print: {error}", file=sys.stderr)
        # The rest of the buffer cannot be printed either: at the end Python would try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def work(out: TextIO, user: User, interval: float) -> None:
    """Prints until a signal stops it.

    The first line comes at once, so that a glance at the logs shows that it works.
    """
    while True:
        print(f"user: {user.name} id: {user.uid}", file=out, flush=True)
        if signal.sigtimedwait(STOP_SIGNALS, interval) is not None:
            return
