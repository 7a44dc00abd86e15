"""Nothing that looks like a secret is written."""

import logging

import pytest

from bot.logs import QUOTING, TALKATIVE, Redacting, redacted, set_up

# Put together here, so that no scanner takes them for real ones.
KEYS = [
    "xoxb-" + "1-2-abc",
    "xapp-" + "1-A-2-ff",
    "pe_live_" + "0f" * 16,
    "pp_live_" + "sk_" + "0f" * 16,
    "Bearer " + "abc123",
    "/webhooks/powerpost/" + "0f" * 16,
]


@pytest.mark.parametrize("key", KEYS)
def test_a_secret_is_taken_out_of_any_sentence(key):
    text = redacted(f"calling with {key}, then more")
    assert key not in text
    assert text.endswith(", then more")


def test_a_secret_in_a_traceback_is_taken_out():
    error = ValueError(f"token {KEYS[0]} refused")
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, (ValueError, error, None))
    written = Redacting().format(record)
    assert "ValueError" in written
    assert KEYS[0] not in written


def test_foreign_libraries_never_print_what_they_send_or_read(monkeypatch):
    names = ["", *TALKATIVE, *QUOTING]
    for logger in map(logging.getLogger, names):
        monkeypatch.setattr(logger, "level", logger.level)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])

    set_up("DEBUG")

    assert logging.getLogger("httpx2").getEffectiveLevel() == logging.WARNING
    assert logging.getLogger("mcp.client.streamable_http").getEffectiveLevel() == logging.CRITICAL
    assert logging.getLogger("providers.mcp").getEffectiveLevel() == logging.DEBUG
