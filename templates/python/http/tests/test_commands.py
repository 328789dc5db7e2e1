import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from service.main import main
from service.port import DEFAULT_PORT, parse_port
from service.version import VERSION

ABSENT = "1"  # Nothing listens on port 1.


@contextmanager
def answering(status: str) -> Iterator[str]:
    """A server that answers one request with this status; its port."""

    def answer() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1024)
            connection.sendall(f"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n".encode())

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        yield str(listener.getsockname()[1])
        thread.join()


@pytest.mark.parametrize(
    ("arguments", "port", "code", "printed"),
    [
        (["version"], "", 0, f"{VERSION}\n"),
        (["nonsense"], "", 2, ""),
        ([""], "", 2, ""),
        (["version", "please"], "", 2, ""),
        ([], "http", 2, ""),
        (["healthcheck"], ABSENT, 1, ""),
        (["healthcheck"], "http", 1, ""),
    ],
)
def test_commands(
    arguments: list[str],
    port: str,
    code: int,
    printed: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", port)
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == printed
    assert err.count("\n") == (0 if code == 0 else 1)


@pytest.mark.parametrize(
    ("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1), ("", 1)]
)
def test_healthcheck(status: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with answering(status) as port:
        monkeypatch.setenv("PORT", port)
        assert main(["healthcheck"]) == code


def test_port_in_use_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("", 0)) as listener:
        monkeypatch.setenv("PORT", str(listener.getsockname()[1]))
        assert main([]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "port"), [("", DEFAULT_PORT), ("1", 1), ("8081", 8081), ("65535", 65535)]
)
def test_port(value: str, port: int) -> None:
    assert parse_port(value) == port


@pytest.mark.parametrize(
    "value", ["0", "65536", "-1", "+1", " 80", "80\n", "8_0", "0x50", "http", "٨٠", "9" * 5000]
)
def test_bad_port(value: str) -> None:
    with pytest.raises(ValueError, match="must be a number from 1 to 65535"):
        parse_port(value)
