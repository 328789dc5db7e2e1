"""Serves the application with uvicorn, and stops it without losing a request."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Iterator

import uvicorn

from service import log
from service.app import App
from service.connection import LIMITS, Connection
from service.user import current_user
from service.version import VERSION

# How long new connections are still let in after the signal to stop: those on their way are
# answered, and a probe can see that /readyz fails. Where traffic takes longer to move away, delay
# the signal (preStop).
DRAIN_DELAY = 0.5
# With the delay, stopping takes no longer than 8 s in all. Docker and podman kill after 10 s, and
# a process that is killed cannot say what it left undone.
STOP_TIMEOUT = 7
# Bytes that the headers of a request may have.
MAX_HEADERS = 16 << 10


class Server(uvicorn.Server):
    """uvicorn without its signal handlers: they stop accepting at once, and in the end send the
    signal to the process again.
    """

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int) -> socket.socket:
    """Listens on all interfaces: a container's own loopback cannot be reached from outside."""
    if socket.has_dualstack_ipv6():
        return socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True)
    return socket.create_server(("", port))


def run(listener: socket.socket) -> int:
    """Serves until a signal comes, and returns the exit code."""
    log.set_up()
    return asyncio.run(serve_until_signal(listener))


async def serve_until_signal(listener: socket.socket) -> int:
    stop = asyncio.Event()

    def on_signal() -> None:
        if stop.is_set():
            os._exit(1)  # The second signal: end at once.
        stop.set()

    # "docker stop" and Kubernetes send SIGTERM, Ctrl-C sends SIGINT.
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, on_signal)
    return await serve(App(current_user(), VERSION), listener, stop)


async def serve(app: App, listener: socket.socket, stop: asyncio.Event) -> int:
    """Answers requests until it is told to stop, then stops."""
    host, port, *_ = listener.getsockname()
    server = Server(configure(app))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    log.logger.info("started", extra={"fields": {"addr": address, "version": VERSION}})

    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        stopping.cancel()
        log.logger.error("failed", exc_info=serving.exception())
        return 1
    app.is_stopping = True
    await asyncio.sleep(DRAIN_DELAY)
    server.should_exit = True
    await serving
    if server.server_state.connections:
        log.logger.error("stopped with requests unanswered")
        return 1
    log.logger.info("stopped")
    return 0


def configure(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        interface="asgi3",
        lifespan="off",
        loop="asyncio",
        workers=1,
        access_log=False,
        log_config=None,
        server_header=False,
        h11_max_incomplete_event_size=MAX_HEADERS,
        timeout_keep_alive=int(LIMITS["idle"]),
        timeout_graceful_shutdown=STOP_TIMEOUT,
    )
