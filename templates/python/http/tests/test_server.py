import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from service import connection, server
from service.app import App
from service.user import User

SOMEBODY = User("somebody", "10001")
SOURCE = Path(__file__).parent.parent / "src"


@pytest.fixture(autouse=True)
def short_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody here needs longer to notice that the server stops."""
    monkeypatch.setattr(server, "DRAIN_DELAY", 0.05)


class Running:
    """A server at work, with what is needed to ask it and to stop it."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.stop = asyncio.Event()
        app = App(SOMEBODY, "1.2.3")
        self.code = asyncio.create_task(server.serve(app, self.listener, self.stop))

    async def send(self, request: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        await writer.drain()
        return reader, writer

    async def answers(self) -> None:
        """Connections are accepted in order: when this is answered, all before it are known."""
        reader, writer = await self.send(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
        writer.close()

    async def is_closed(self) -> None:
        """Waits until nobody listens there any more."""
        with contextlib.suppress(OSError):
            while True:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def running() -> AsyncIterator[Running]:
    service = Running()
    await service.answers()
    yield service
    service.stop.set()
    assert await service.code == 0


def test_stop_answers_the_request_that_has_begun(caplog: pytest.LogCaptureFixture) -> None:
    """A client has sent half of its request when the signal comes, and sends the rest when the
    server has stopped listening. It must still be answered.
    """

    async def scenario() -> None:
        async with running() as service:
            reader, writer = await service.send(b"GET / HTTP/1.1\r\nHost: loc")
            await service.answers()
            service.stop.set()
            await service.is_closed()
            writer.write(b"alhost\r\n\r\n")
            answer = await reader.read()
            assert answer.startswith(b"HTTP/1.1 200 ")
            assert answer.endswith(b'{"user":"somebody","uid":"10001","version":"1.2.3"}\n')

    with caplog.at_level(logging.INFO, "service"):
        asyncio.run(scenario())
    said = [record.getMessage() for record in caplog.records if record.name == "service"]
    assert said == ["started", "request", "stopped"]  # No line for the probes.


def test_stop_hangs_up_on_connections_that_idle() -> None:
    async def scenario() -> None:
        async with running() as service:
            reader, _ = await service.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b"}\n")
            service.stop.set()
            assert await asyncio.wait_for(reader.read(), 3) == b""

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("phase", "request_"),
    [
        ("headers", b""),
        ("headers", b"GET / HTTP/1.1\r\nHost: loc"),
        ("body", b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"),
        ("idle", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    ],
)
def test_hangs_up_on_who_is_slow(
    phase: connection.Phase, request_: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.LIMITS, phase, 0.2)

    async def scenario() -> None:
        async with running() as service:
            reader, _ = await service.send(request_)
            # Until the server hangs up.
            await asyncio.wait_for(reader.read(), 3)

    asyncio.run(scenario())


def test_time_for_headers_is_not_prolonged_by_more_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.LIMITS, "headers", 0.3)

    async def scenario() -> None:
        async with running() as service:
            reader, writer = await service.send(b"GET / HTTP/1.1\r\n")
            for number in range(100):
                if reader.at_eof():
                    return
                writer.write(f"X-{number}: 1\r\n".encode())
                await asyncio.sleep(0.05)
                with contextlib.suppress(TimeoutError, ConnectionError):
                    await asyncio.wait_for(reader.read(1), 0.01)
            pytest.fail("it goes on reading")

    asyncio.run(scenario())


def test_keeps_a_connection_for_the_next_request() -> None:
    async def scenario() -> None:
        async with running() as service:
            reader, writer = await service.send(b"")
            for _ in range(3):
                writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
                await reader.readuntil(b"}\n")

    asyncio.run(scenario())


def test_refuses_headers_that_are_too_large() -> None:
    async def scenario() -> None:
        async with running() as service:
            padding = b"a" * server.MAX_HEADERS
            reader, _ = await service.send(b"GET / HTTP/1.1\r\nX: " + padding + b"\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 400 ")

    asyncio.run(scenario())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_with_0_on_a_signal(number: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, str(SOURCE)], env={**os.environ, "PORT": port}, stdout=subprocess.PIPE
    ) as service:
        assert service.stdout is not None
        assert b'"msg": "started"' in service.stdout.readline()
        service.send_signal(number)
        assert service.wait(timeout=10) == 0
