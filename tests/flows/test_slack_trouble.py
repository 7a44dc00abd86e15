"""Trouble with Slack itself: limits, lost answers, deleted cards; and what nobody foresaw."""

import re

import pytest

from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.plugins import Parrot
from tests.flows.ways import both_ways

LOST = Failure(error="lost", status=0, retry_after=None, performed=True)
REFERENCE = re.compile(r"\(reference ([0-9A-F]{6})\)")


@pytest.fixture
def plugins():
    return (Parrot,)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


@both_ways
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "views.open", "conversations.info"])
async def test_a_rate_limit_of_slack_is_sat_out(world, ana, method):
    world.playground.limits.fail(method, Failure(retry_after=1))
    await ana.composes("Dark mode is here")
    assert len(ana.cards()) == 1


@pytest.mark.parametrize(
    "failure", [LOST, Failure(error="oops", status=503, retry_after=None, performed=True)]
)
async def test_a_card_whose_posting_got_no_answer_is_found_and_not_posted_twice(world, ana, failure):
    world.playground.limits.fail("chat.postMessage", failure)
    await ana.composes("Dark mode is here")
    assert len(ana.cards()) == 1


async def test_an_update_that_got_no_answer_is_made_again(world, ana):
    world.playground.limits.fail("chat.update", LOST)
    await ana.composes("Dark mode is here")


@both_ways
async def test_a_card_deleted_while_the_vendor_works_is_posted_anew(world, ana, parrot):
    world.expects("message_not_found")
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard()
    world.workspace.remove(world.workspace.channels[ana.channel], card.ts)
    parrot.may_answer.set()
    await ana.sees("Dark mode is here", "Save draft")
    assert len(ana.cards()) == 1
    assert len(parrot.asked) == 1


async def test_a_deleted_card_is_posted_anew_when_the_draft_is_written_again(world, ana, parrot):
    world.expects("message_not_found")
    card = await ana.composes("Dark mode is here", "parrot")
    parrot.may_answer.clear()
    await card.click("Regenerate", agreeing="known after the run")
    await parrot.heard(2)
    world.workspace.remove(world.workspace.channels[ana.channel], card.ts)
    parrot.may_answer.set()
    again = await ana.sees("v2 · not saved yet", "Save draft")
    await again.click("Save draft")
    await ana.sees("v2 · saved as draft")
    assert len(ana.cards()) == 1


@both_ways
async def test_what_nobody_foresaw_is_told_privately_with_the_reference_in_the_log(world, ana, ben, caplog):
    world.expects("fatal_error", "unexpected error")
    world.playground.limits.fail("views.open", Failure(error="fatal_error", status=200, retry_after=None))
    await ana.says("/compose Dark mode")
    seen = await ana.sees_privately("Something broke on our side", "Nothing you saved is lost.")
    (reference,) = REFERENCE.findall(seen.text)
    assert f"reference {reference}" in caplog.text
    assert not ben.private


@both_ways
async def test_what_nobody_foresaw_in_a_submission_keeps_the_form_open(world, ana, monkeypatch):
    world.expects("unexpected error")
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("sample")
    with monkeypatch.context() as broken:
        broken.setattr(world.galley.services.runs, "submit", _breaks)
        assert await ana.submits(tone="witty") == {}
    notice = await ana.sees_form("That did not work", "reference")
    await ana.people.close(ana.id, notice.address)
    form = await ana.sees_form("Compose a post")
    assert (form.value("topic"), form.value("tone")) == ("Dark mode is here", "witty")
    assert await ana.submits() == {}
    await ana.sees("Dark mode is here", "witty", "Save draft")


async def _breaks(*_, **__):
    raise ZeroDivisionError


async def test_what_nobody_foresaw_at_a_vendor_is_told_with_a_reference(world, ana, parrot, caplog):
    world.expects("broke, reference")
    parrot.failures = [ZeroDivisionError("secret inner workings")]
    card = await ana.starts("Dark mode is here", "parrot")
    await ana.sees("Something broke in Galley", "Your brief is kept", "Edit brief")
    (reference,) = set(re.findall(r"\(reference ([0-9A-F]{8})\)", card.text))
    assert f"reference {reference}" in caplog.text
    assert "secret inner workings" not in card.text


async def test_a_provider_that_is_gone_is_told_in_words(world, ana, monkeypatch):
    card = await ana.composes("Dark mode is here")
    offered = world.galley.services.providers.offered
    object.__setattr__(world.galley.services.providers, "offered", offered[:1])
    await card.click("Regenerate")
    await ana.sees_privately("The provider 'sample' is not connected any more.")
    await settled()
    assert "Save draft" in card.buttons
