"""What the log says of the main job: whose each line is, and never what anybody wrote."""

import io
import json
import logging
import re
import sys

import pytest

from bot.domain.ports import DraftQuery
from bot.logs import TALKATIVE, set_up
from playground.slack.limits import Failure
from playground.vendors.powerpost import PowerPostSimulator
from tests.flows.ways import both_ways
from tests.flows.worlds import open_powerpost

PROMPT = "Marmalade of the first harvest"
both_forms = pytest.mark.parametrize("form", ["text", "json"])
TEXT = re.compile(
    r"^\S+ \S+ (?P<level>[A-Z]+) +(?P<logger>[\w.]+): (?P<message>.*?)(?: \[(?P<trace>[^]]*=.*)\])?$"
)


@pytest.fixture
def form():
    return "json"


@pytest.fixture
def log(form, monkeypatch):
    """What is written from `DEBUG` on, as an operator would have it."""
    root, written = logging.getLogger(), io.StringIO()
    loggers = [root, *(logging.getLogger(name) for name in TALKATIVE)]
    before = [(logger, logger.level) for logger in loggers], list(root.handlers)
    monkeypatch.setattr(sys, "stderr", written)
    set_up("DEBUG", form)
    yield written
    root.handlers = before[1]
    for logger, level in before[0]:
        logger.setLevel(level)


def read(log, form):
    """The lines, each as a mapping."""
    lines = log.getvalue().splitlines()
    return [json.loads(line) if form == "json" else _parted(line) for line in lines]


def _parted(line):
    found = TEXT.match(line)
    assert found, line
    trace = dict(pair.split("=", 1) for pair in (found["trace"] or "").split())
    return {"logger": found["logger"], "message": found["message"], **trace}


async def texts_of(store):
    """Everything that is kept of what people and vendors wrote."""
    page = await store.drafts(DraftQuery(statuses=("working", "draft")))
    assert page.drafts
    return [PROMPT, *(text for draft in page.drafts for texts in draft.variants.values() for text in texts)]


async def check(world, log, form, *vendors):
    lines = read(log, form)
    (generation,) = await world.store.generations()
    mine = [line for line in lines if "run" in line]
    assert {(line["team"], line["run"]) for line in mine} == {(world.team, generation.id)}
    for vendor in vendors:
        assert any(line["message"].startswith(vendor) for line in mine)
    ends = [line["message"] for line in mine if line["logger"] == "bot.jobs.endings"]
    assert [end.partition(" after")[0] for end in ends] == [f"{generation.provider}: done"]
    # Before there is a run, its form is drawn, which asks the vendor what is left.
    others = [
        line for line in lines if line["logger"].startswith(("bot.jobs", "providers")) and line not in mine
    ]
    assert all(line["team"] == world.team and line["request"] for line in others)
    assert not any("POST" in line["message"] for line in others)
    app = world.workspace.app
    secrets = [app.bot_token, app.app_token, app.signing_secret, world.vendor.key]
    for words in (*await texts_of(world.store), *secrets):
        assert words not in log.getvalue()
        assert not [line for line in lines if words in repr(line)]


@both_forms
@both_ways
async def test_a_runs_lines_say_whose_it_is_and_no_text(log, form, world, ana):
    await ana.starts(PROMPT, "posteverywhere", platforms=["linkedin", "x"])
    await (await ana.sees(PROMPT, "Save draft")).click("Save draft")
    await ana.sees("saved as draft")
    await check(world, log, form, "PostEverywhere POST /ai/generate-caption: 200")


@both_forms
async def test_so_do_those_of_one_that_is_waited_for(log, form, tmp_path):
    vendor = PowerPostSimulator()
    async with open_powerpost(tmp_path, vendor) as world:
        await world.ana.starts(PROMPT, "powerpost")
        await world.ana.sees("Save draft")
        await check(world, log, form, "PowerPost POST", "PowerPost GET")


@both_ways
async def test_what_goes_wrong_with_a_request_says_which_request_it_was(log, form, world, ana):
    world.expects("fatal_error")
    world.playground.limits.fail("views.open", Failure(error="fatal_error", status=200, retry_after=None))
    await ana.says("/galley status")
    await ana.sees_privately("works")
    await ana.says(f"/compose {PROMPT}")
    await ana.sees_privately("Something broke on our side")
    (line,) = [line for line in read(log, form) if line["logger"] == "handlers.errors"]

    assert line["team"] == world.team
    assert re.fullmatch(r"[0-9a-f]{12}", line["request"])
    assert "SlackApiError" in line["error"]
    assert PROMPT not in log.getvalue()
    assert world.delivered("/compose")["trigger_id"] not in log.getvalue()
