"""A connection of uvicorn's that is patient with no client, and hangs up on no request."""

import asyncio
from typing import Any, Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

Phase = Literal["headers", "body", "answer", "idle"]

# Seconds that each phase may take: without limits, slow or hostile clients could hold connections
# for ever. Reading ends before the time to stop is up, also for what is let in last.
LIMITS: dict[Phase, float] = {"headers": 5, "body": 6, "answer": 10, "idle": 60}


class Connection(H11Protocol):
    """By itself, uvicorn limits only how long a connection may idle. When it stops, it hangs up on
    a request whose headers have arrived only in part.
    """

    watched: tuple[Phase, object] | None = None
    deadline: asyncio.TimerHandle | None = None

    def phase(self) -> Phase:
        if self.conn.their_state is h11.SEND_BODY:
            return "body"
        if self.cycle is not None and not self.cycle.response_complete:
            return "answer"
        # A part of the next request has arrived, or the first request is still expected.
        is_expected = self.cycle is None or self.conn.trailing_data[0] != b""
        return "headers" if is_expected else "idle"

    def watch(self) -> None:
        """Gives a phase that has just begun its time. One that goes on keeps what it was given."""
        # A connection that is closing may still have to write: the time for that goes on.
        if self.transport.is_closing():
            return
        now = (self.phase(), self.cycle)
        if now == self.watched:
            return
        self.unwatch()
        self.watched = now
        self.deadline = self.loop.call_later(LIMITS[now[0]], self.transport.abort)

    def unwatch(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self.watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self.unwatch()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Hangs up now if the connection is idle, otherwise after the answer."""
        if self.phase() != "headers":
            super().shutdown()
