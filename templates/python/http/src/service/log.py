"""Logs in JSON, one line each, as what collects them wants them."""

import json
import logging
import sys
from datetime import UTC, datetime

logger = logging.getLogger("service")


class JsonFormatter(logging.Formatter):
    """A line of JSON: time, level, message, and what was passed as extra={"fields": {...}}."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": time.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "msg": record.getMessage().strip(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def set_up() -> None:
    """Sends all log records to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # That it starts and stops is said by the service itself.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
