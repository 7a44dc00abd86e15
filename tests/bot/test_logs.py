"""Nothing that looks like a secret is written, and each line says whose it is."""

import asyncio
import json
import logging
from datetime import datetime, timedelta

import pytest

from bot.logs import QUOTING, TALKATIVE, Json, Redacting, Traced, redacted, set_up
from bot.tracing import present, traced

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


def written(formatter, message="It works", **extra):
    """One record as a handler of ours would write it."""
    record = logging.makeLogRecord({"name": "bot.x", "levelname": "INFO", "msg": message, **extra})
    Traced().filter(record)
    return formatter.format(record)


def test_a_line_says_for_whom_it_was_written():
    with traced(team="T1", request="Ev1"), traced(run="RUN1"):
        text, line = written(Redacting("%(message)s")), json.loads(written(Json()))
    assert text == "It works [team=T1 run=RUN1 request=Ev1]"
    assert line | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": "bot.x",
        "message": "It works",
        "team": "T1",
        "run": "RUN1",
        "request": "Ev1",
    }
    assert datetime.fromisoformat(line["time"]).utcoffset() == timedelta()


def test_outside_of_any_work_a_line_is_nobodys():
    assert written(Redacting("%(message)s")) == "It works"
    assert json.loads(written(Json())).keys() == {"time", "level", "logger", "message"}


async def test_a_task_that_is_begun_for_somebody_stays_theirs():
    with traced(team="T1"):
        task = asyncio.create_task(asyncio.sleep(0, present()))
        later = asyncio.create_task(_after())
    assert (await task).team == "T1"
    assert (await later).team == "T1"
    assert present().team == ""


async def _after():
    await asyncio.sleep(0)
    return present()


@pytest.mark.parametrize("key", KEYS)
def test_a_secret_is_taken_out_of_json_wherever_it_is(key):
    error = ValueError(f"token {key} refused")
    line = written(
        Json(),
        f"calling with {key}\nand more",
        exc_info=(ValueError, error, None),
        note=f"from {key}",
        api_key="anything",
        bot_token="anything",
        body={"text": key},
        attempts=2,
    )
    assert "\n" not in line
    read = json.loads(line)
    assert key not in repr(read)
    assert "ValueError" in read["error"]
    assert read["note"].startswith("from ")
    assert (read["api_key"], read["bot_token"], read["attempts"]) == ("…", "…", 2)
    assert "body" not in read
