"""A secret is planted in every setting; nothing that Galley says, sends, logs or keeps may hold it."""

import logging

import pytest

import tests.flows.worlds
from bot.logs import TALKATIVE, set_up
from playground.slack.limits import Failure
from playground.slack.traffic import Traffic
from playground.vendors.posteverywhere.keys import Key, Organization
from tests.flows.embassy import Embassy, open_authority
from tests.flows.visits import open_browser, reachable
from tests.flows.ways import both_ways

MARK = "PLANTED"
TOKENS = {
    "bot_token": f"xoxb-{MARK}-bot",
    "app_token": f"xapp-{MARK}-app",
    "signing_secret": f"{MARK}signing0123456789",
}
VENDOR_KEY = f"pe_live_{MARK}0123456789abcdef"


@pytest.fixture
def vendor_facts():
    account = Organization(id="org_1", name="Planted", limit=200)
    key = Key(secret=VENDOR_KEY, name="Planted", scopes=("read", "ai"), organization=account)
    return {"keys": [key], "retry_after": 300}


@pytest.fixture
def plugins():
    return (Embassy,)


@pytest.fixture
def own():
    return {"secret_key": f"{MARK}-secret-key-".ljust(40, "k"), **reachable()}


@pytest.fixture
async def authority():
    """A vendor whose codes and tokens are planted, too."""
    async with open_authority(mark=MARK) as opened:
        yield opened


@pytest.fixture
def given(authority):
    return {"EMBASSY_ADDRESS": authority.address}


@pytest.fixture(autouse=True)
def _planted(monkeypatch):
    """The workspace's tokens are the planted ones, and its traffic log hides nothing."""

    def planted(manifest, made=tests.flows.worlds.fresh_workspace):
        workspace = made(manifest)
        workspace.app = workspace.app.model_copy(update=TOKENS)
        return workspace

    monkeypatch.setattr(tests.flows.worlds, "fresh_workspace", planted)
    monkeypatch.setattr(Traffic, "_redacted", lambda _, value: value)


@pytest.fixture
def log():
    """Every line logged from `DEBUG` on, before anything is taken out of it."""
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    loggers = [logging.getLogger(name) for name in ("", *TALKATIVE)]
    before = [(logger, logger.level) for logger in loggers], list(loggers[0].handlers)
    set_up("DEBUG")
    loggers[0].addHandler(Lines(logging.DEBUG))
    yield lines
    loggers[0].handlers = before[1]
    for logger, level in before[0]:
        logger.setLevel(level)


@both_ways
async def test_no_secret_leaves_galley(log, world, ana, authority, tmp_path):
    world.expects("fatal_error")
    await _one_thing_works(ana)
    await _everything_goes_wrong(world, ana)
    pages = await _an_account_is_connected(world, ana, authority)
    assert log
    said = [m.body for where in world.workspace.channels for m in ana.messages(where)]
    sent = [entry.payload for entry in world.workspace.traffic if entry.direction == "from app"]
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) >= 2
    for what in ("\n".join(log), repr(said), repr(sent), repr(kept), repr(world.galley), repr(pages)):
        assert MARK not in what


async def _everything_goes_wrong(world, ana):
    limits = world.playground.limits
    # The rate limit comes last, as it is heeded by every call for as long as it says.
    for fault in ("bad_key", "out_of_credits", "html_page", "dropped_after", "unavailable", "rate_limit"):
        world.vendor.faults.once(fault)
        await ana.starts(f"Trouble with {fault}", "posteverywhere")
        await ana.sees(f"Trouble with {fault}", "run ", "Edit brief")
    world.vendor.faults.always("bad_key")
    await ana.says("/galley status")
    await ana.sees_privately("does not work now")
    world.vendor.faults.off()
    limits.fail("views.open", Failure(error="fatal_error", status=200, retry_after=None))
    await ana.says("/compose")
    await ana.sees_privately("Something broke on our side")
    limits.fail("chat.postMessage", Failure(error="oops", status=0, retry_after=None, performed=True))


async def _one_thing_works(ana):
    await ana.starts("This works", "posteverywhere")
    await (await ana.sees("This works", "Save draft")).click("Save draft")
    await ana.sees("This works", "saved as draft")
    await ana.opens_home("This works")


async def _an_account_is_connected(world, ana, authority):
    """Declined at first, then allowed, then withdrawn at the vendor's: what the browser was shown."""
    await world.provider("embassy").knew(world.team, ana.id)
    card = await ana.starts("This needs an account", "embassy")
    await ana.sees("Embassy needs your permission")
    shown = []
    async with open_browser() as browser:
        for authority.consents in (False, True):
            await ana.says("/galley connect")
            mine = await ana.sees_privately("Embassy: not connected")
            shown.append(await browser.goes_to(mine.find("Connect Embassy")[1]["url"]))
    await card.click("Try again")
    await ana.sees("This needs an account, says Ana Ruiz")
    (token,) = authority.tokens
    assert MARK in token
    assert await world.store.permission(ana.id, "embassy")
    authority.tokens.clear()
    await ana.starts("This has one that is not good any more", "embassy")
    await ana.sees("This has one that is not good any more", "Connect Embassy")
    return shown
