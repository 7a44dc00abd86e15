"""What the process writes: one line an event, never a secret, a text or a payload."""

import json
import logging
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Literal

from bot.tracing import Trace, present

#: Slack tokens, vendor keys, bearer headers and webhook addresses, wherever they may turn up in a foreign
#: library's words.
SECRET = re.compile(r"(xox[a-z]-|xapp-|p[ep]_live_|Bearer\s+|/webhooks/\w+/)[\w-]+", re.IGNORECASE)
#: Names of what is secret whatever it looks like.
SECRET_NAME = re.compile(r"token|secret|password|authorization|cookie|api_?key", re.IGNORECASE)

#: Foreign loggers that print requests and payloads when asked for details.
TALKATIVE = (
    "slack_bolt",
    "slack_sdk",
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "aiohttp",
    "asyncio",
    "dbos",
    "sqlalchemy",
)
#: The MCP SDK's loggers, whose errors quote what vendors answered; `providers.mcp` says what went wrong.
QUOTING = ("mcp", "client")

#: What the library itself notes of every event; whatever else is there, a caller gave as `extra`.
OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "trace"}

Format = Literal["text", "json"]


class Traced(logging.Filter):
    """Notes on each record for whom the task that writes it works. Lets all of them pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace = present()
        return True


class Redacting(logging.Formatter):
    """Formats a record as text, and takes out whatever looks like a secret, in tracebacks too."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # the library's name for it
        said = [f"{name}={value}" for name, value in trace_of(record)._asdict().items() if value]
        return (
            f"{super().formatMessage(record)} [{' '.join(said)}]" if said else super().formatMessage(record)
        )

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class Json(logging.Formatter):
    """Formats a record as one line of JSON, with the same taken out, in what comes as `extra` too."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; only ASCII, so that nothing in a message can end it."""
        error = self.formatException(record.exc_info) if record.exc_info else ""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()),
            **trace_of(record)._asdict(),
            "error": redacted(error),
        }
        return json.dumps(dict(_extras(record)) | {name: value for name, value in line.items() if value})


def trace_of(record: logging.LogRecord) -> Trace:
    """For whom the record was written, as `Traced` noted."""
    noted = getattr(record, "trace", None)
    return noted if isinstance(noted, Trace) else Trace()


def _extras(record: logging.LogRecord) -> Iterator[tuple[str, Any]]:
    """What a caller gave besides its message. A structure is left out, as it may be a payload."""
    for name, value in vars(record).items():
        if name in OWN:
            continue
        if SECRET_NAME.search(name):
            yield name, "…"
        elif isinstance(value, str):
            yield name, redacted(value)
        elif isinstance(value, bool | int | float):
            yield name, value


def redacted(text: str) -> str:
    """The text with every secret's value replaced."""
    return SECRET.sub(lambda match: f"{match[1]}…", text)


def set_up(level: str, form: Format = "text") -> None:
    """Log to standard error from `level` on; foreign libraries at least from `WARNING`."""
    text = Redacting("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form == "json" else text)
    handler.addFilter(Traced())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in QUOTING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
