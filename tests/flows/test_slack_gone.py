"""What Slack has given up: cards, channels, the workspace. Each ends once, and what was made is kept."""

import pytest

from bot.domain.generations import State
from playground.slack.fixtures import GENERAL
from playground.slack.limits import Failure
from tests.flows.person import settled
from tests.flows.plugins import Parrot
from tests.flows.ways import both_ways


@pytest.fixture
def plugins():
    return (Parrot,)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


def refusing(error):
    return Failure(error=error, status=200, retry_after=None)


async def begun(ana, parrot):
    """A card whose vendor works until `parrot.may_answer`."""
    parrot.may_answer.clear()
    card = await ana.starts("Dark mode is here", "parrot")
    await parrot.heard(len(parrot.asked) or 1)
    return card


async def only_run(world):
    (run,) = await world.store.generations()
    return run


async def over(world):
    """The one run, as soon as it is over: nobody sees it in Slack."""
    for _ in range(100):
        if (run := await only_run(world)).state.over:
            return run
        await settled(0.05)
    raise AssertionError((await only_run(world)).state)


def archive(world, _):
    world.workspace.channels[GENERAL].archived = True


def delete(world, _):
    del world.workspace.channels[GENERAL]


def leave(world, ana):
    ana.people.remove(ana.id, GENERAL)
    world.playground.limits.fail("chat.update", refusing("not_in_channel"))


@pytest.mark.parametrize(
    ("happens", "note"),
    [
        (archive, "<#C1GENERAL> is archived, so the card is here."),
        (delete, "The channel is gone, or Galley is not in it any more, so the card is here."),
        (leave, "Galley is not in <#C1GENERAL>, so the card is here."),
    ],
)
async def test_a_card_whose_channel_is_closed_comes_to_the_person_with_the_reason(
    world, ana, parrot, happens, note
):
    world.expects("is_inactive", "is_archived", "channel_not_found", "not_in_channel")
    await begun(ana, parrot)
    happens(world, ana)
    ana.channel = ana.direct
    parrot.may_answer.set()
    card = await ana.sees("Dark mode is here", "Save draft", note)
    await card.click("Save draft")
    await ana.sees("saved as draft")
    assert len(ana.cards()) == 1
    assert len(parrot.asked) == 1


@both_ways
async def test_a_card_deleted_again_is_not_posted_a_third_time(world, ana, parrot):
    world.expects("message_not_found")
    card = await begun(ana, parrot)
    general = world.workspace.channels[GENERAL]
    world.workspace.remove(general, card.ts)
    parrot.may_answer.set()
    second = await ana.sees("Dark mode is here", "Save draft")
    assert second.ts != card.ts
    late = second.kept()
    world.workspace.remove(general, second.ts)
    await late.click_late("Save draft")
    await settled(1.5)
    assert ana.cards() == []
    assert world.sent("chat.postMessage") == 2
    assert (await world.store.draft((await only_run(world)).id)).status == "draft"


async def test_a_second_card_that_is_gone_before_it_is_drawn_is_not_replaced(world, ana, parrot):
    world.expects("message_not_found")
    await begun(ana, parrot)
    for _ in range(5):
        world.playground.limits.fail("chat.update", refusing("message_not_found"))
    parrot.may_answer.set()
    assert (await over(world)).state is State.DONE
    await settled(2)
    assert world.sent("chat.postMessage") == 2
    assert world.sent("chat.update") == 2


@both_ways
@pytest.mark.parametrize("error", ["account_inactive", "token_revoked", "invalid_auth", "not_authed"])
async def test_a_run_whose_workspace_is_gone_keeps_its_result_and_asks_slack_no_more(
    world, ana, parrot, caplog, error
):
    world.expects(error, "Failed to authorize")
    await begun(ana, parrot)
    world.workspace.refuses = error
    parrot.may_answer.set()
    run = await over(world)
    await settled(2)
    assert run.state is State.DONE
    assert (await world.store.draft(run.id)).texts
    assert world.sent("chat.update") == 1
    assert f"stays as it is: Slack does not let Galley in ({error})" in caplog.text


@both_ways
async def test_being_removed_from_the_workspace_is_told_to_the_operator(world, ana, parrot, caplog):
    world.expects("account_inactive")
    await begun(ana, parrot)
    ana.people.uninstall()
    parrot.may_answer.set()
    assert (await over(world)).state is State.DONE
    await settled()
    for said in ("Galley was removed", "Galley's token was revoked"):
        assert f"{said} in the workspace {world.team}. Records and drafts are kept." in caplog.text


@pytest.mark.parametrize("error", ["account_inactive", "missing_scope"])
async def test_nothing_is_bought_for_a_workspace_that_takes_no_card(world, ana, parrot, error):
    world.expects(error)
    await ana.opens("/compose Dark mode is here")
    await ana.writes_with("parrot")
    world.playground.limits.fail("chat.postMessage", refusing(error), times=20)
    assert await ana.submits() == {}
    run = await over(world)
    await settled(1)
    assert (run.state, [f.kind for f in run.failures]) == (State.FAILED, ["card"])
    assert parrot.asked == []
    assert world.sent("chat.postMessage") <= 2


@both_ways
async def test_a_person_is_told_when_slack_lets_galley_do_nothing(world, ana):
    world.expects("missing_scope")
    world.playground.limits.fail("views.open", refusing("missing_scope"))
    await ana.says("/compose Dark mode")
    await ana.sees_privately("Slack does not let Galley do that", "Nothing is lost", "whoever runs Galley")
