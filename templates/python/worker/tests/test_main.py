import io
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from service.main import STOP_SIGNALS, main, work
from service.user import User
from service.version import VERSION

SOMEBODY = User("somebody", "10001")
SOURCE = Path(__file__).parent.parent / "src"


@pytest.fixture
def blocked_signals() -> Iterator[None]:
    """The signals wait, as they do in a service that has been started."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Countdown(io.StringIO):
    """Keeps what is written to it, and sends SIGTERM with the last line that it waits for."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.left = lines

    def flush(self) -> None:
        super().flush()
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(
    ("arguments", "code", "printed"),
    [
        (["version"], 0, f"{VERSION}\n"),
        (["nonsense"], 2, ""),
        ([""], 2, ""),
        (["version", "please"], 2, ""),
    ],
)
def test_commands(
    arguments: list[str], code: int, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == printed
    assert err.count("\n") == (0 if code == 0 else 1)


@pytest.mark.usefixtures("blocked_signals")
def test_first_line_comes_at_once() -> None:
    out = Countdown(1)
    work(out, SOMEBODY, 3600)
    assert out.getvalue() == "user: somebody id: 10001\n"


@pytest.mark.usefixtures("blocked_signals")
def test_goes_on_until_it_is_stopped() -> None:
    out = Countdown(3)
    work(out, SOMEBODY, 0.001)
    assert out.getvalue() == "user: somebody id: 10001\n" * 3


@pytest.mark.parametrize("number", sorted(STOP_SIGNALS))
def test_prints_the_current_user_and_stops(number: signal.Signals) -> None:
    with start(subprocess.PIPE) as service:
        assert service.stdout is not None
        first = service.stdout.readline()
        service.send_signal(number)
        assert service.wait(timeout=10) == 0
        uid = os.getuid()
        assert first == f"user: {pwd.getpwuid(uid).pw_name} id: {uid}\n"


def test_fails_with_one_line_when_it_cannot_print() -> None:
    with open("/dev/full", "w") as full, start(full) as service:
        _, err = service.communicate(timeout=10)
        assert service.returncode == 1
        assert err.startswith("cannot print: ")
        assert err.count("\n") == 1


def start(stdout: int | IO[str]) -> subprocess.Popen[str]:
    command = [sys.executable, str(SOURCE)]
    return subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, text=True)
