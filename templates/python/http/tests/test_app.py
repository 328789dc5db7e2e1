import asyncio
import json
import logging

import pytest

from service.app import App, Message
from service.log import JsonFormatter
from service.user import User

SOMEBODY = User("somebody", "10001")


def ask(app: App, method: str, path: str) -> tuple[int, dict[bytes, bytes], bytes]:
    """What the application answers: status, headers and body."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(app({"type": "http", "method": method, "path": path}, receive, send))
    start, body = sent
    return start["status"], dict(start["headers"]), body["body"]


@pytest.mark.parametrize(
    ("method", "path", "is_stopping", "status"),
    [
        ("GET", "/", False, 200),
        ("HEAD", "/", False, 200),
        ("GET", "/", True, 200),
        ("POST", "/", False, 405),
        ("GET", "/healthz", False, 200),
        ("GET", "/healthz", True, 200),
        ("DELETE", "/healthz", False, 405),
        ("GET", "/readyz", False, 200),
        ("GET", "/readyz", True, 503),
        ("PUT", "/readyz", False, 405),
        ("GET", "/nowhere", False, 404),
        ("GET", "/healthz/nowhere", False, 404),
    ],
)
def test_status(method: str, path: str, is_stopping: bool, status: int) -> None:
    app = App(SOMEBODY, "1.2.3")
    app.is_stopping = is_stopping
    assert ask(app, method, path)[0] == status


def test_root_answers_with_the_user() -> None:
    _, headers, body = ask(App(SOMEBODY, "1.2.3"), "GET", "/")
    assert headers[b"content-type"] == b"application/json"
    assert body == b'{"user":"somebody","uid":"10001","version":"1.2.3"}\n'


def test_hangs_up_only_while_it_stops() -> None:
    app = App(SOMEBODY, "1.2.3")
    assert b"connection" not in ask(app, "GET", "/")[1]
    app.is_stopping = True
    assert ask(app, "GET", "/")[1][b"connection"] == b"close"


def test_logs_requests_and_no_probes(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ask(App(SOMEBODY, "1.2.3"), "GET", "/")
        ask(App(SOMEBODY, "1.2.3"), "GET", "/healthz")
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert [(line["level"], line["msg"], line["path"]) for line in lines] == [
        ("INFO", "request", "/")
    ]


def test_log_says_what_went_wrong_on_one_line() -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError as error:
        trace = (type(error), error, error.__traceback__)
        record = logging.LogRecord("service", logging.ERROR, "app.py", 1, "failed", None, trace)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError: two\nlines" in json.loads(line)["error"]
