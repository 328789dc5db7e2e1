"""What is answered where. An ASGI application: https://asgi.readthedocs.io/en/latest/specs/www.html

A framework that speaks ASGI, as Starlette, FastAPI or Litestar, can take its place; "connection:
close" while stopping is then what you have to keep.
"""

import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

from service.log import logger
from service.user import User

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PROBES = frozenset({"/healthz", "/readyz"})


class Answer(NamedTuple):
    status: int
    body: bytes
    content_type: bytes = b"text/plain; charset=utf-8"


class App:
    """Answers with the user that it runs as, and with its health."""

    def __init__(self, user: User, version: str) -> None:
        identity = {"user": user.name, "uid": user.uid, "version": version}
        self.identity = json.dumps(identity, separators=(",", ":")).encode() + b"\n"
        self.is_stopping = False

    def answer(self, method: str, path: str) -> Answer:
        answer = self.find(path)
        if answer is None:
            return Answer(404, b"not found\n")
        if method not in ("GET", "HEAD"):
            return Answer(405, b"method not allowed\n")
        return answer

    def find(self, path: str) -> Answer | None:
        match path:
            case "/":
                return Answer(200, self.identity, b"application/json")
            # Alive, also while stopping: an orchestrator restarts what is not.
            case "/healthz":
                return Answer(200, b"ok\n")
            # Ready for more: a load balancer sends nothing to what is not.
            case "/readyz":
                return Answer(503, b"stopping\n") if self.is_stopping else Answer(200, b"ready\n")
            case _:
                return None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        method, path = scope["method"], scope["path"]
        status, body, content_type = self.answer(method, path)
        headers = [
            (b"content-type", content_type),
            (b"content-length", str(len(body)).encode()),
        ]
        if status == 405:
            headers.append((b"allow", b"GET, HEAD"))
        if self.is_stopping:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        # What serves the application leaves the body out where only the head was asked for.
        await send({"type": "http.response.body", "body": body})

        # Probes come every few seconds, and would bury the rest.
        fields = {
            "method": method,
            "path": path,
            "status": status,
            "bytes": 0 if method == "HEAD" else len(body),
            "duration_ms": round((time.perf_counter() - began) * 1000, 3),
        }
        level = logging.DEBUG if path in PROBES else logging.INFO
        logger.log(level, "request", extra={"fields": fields})
