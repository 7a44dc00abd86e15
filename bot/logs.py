"""What the process writes: one line an event, never a secret, a text or a payload."""

import logging
import re
import sys

#: Slack tokens, vendor keys, bearer headers and webhook addresses, wherever they may turn up in a foreign
#: library's words.
SECRET = re.compile(r"(xox[a-z]-|xapp-|p[ep]_live_|Bearer\s+|/webhooks/\w+/)[\w-]+", re.IGNORECASE)

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


class Redacting(logging.Formatter):
    """Formats a record and takes out whatever looks like a secret, in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """The text with every secret's value replaced."""
    return SECRET.sub(lambda match: f"{match[1]}…", text)


def set_up(level: str) -> None:
    """Log to standard error from `level` on; foreign libraries at least from `WARNING`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in QUOTING:
        logging.getLogger(name).setLevel(logging.CRITICAL)
