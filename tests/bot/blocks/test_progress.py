from datetime import timedelta

from bot.blocks.ids import Action
from bot.blocks.progress import cancelled_card, progress_card
from bot.blocks.values import CardValue
from bot.domain.generations import State
from bot.domain.money import Charged
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import (
    LINKEDIN,
    NOW,
    X,
    buttons,
    facts,
    failure,
    finished,
    part,
    run,
    said,
    words,
)


def running(*parts, **changes):
    return run(*parts, **{"state": State.RUNNING, **changes})


def test_progress_says_what_with_what_and_by_whom():
    card = progress_card(running(part(LINKEDIN, X)), facts())

    assert words(card.blocks) == [
        "Dark mode launch",
        "Writing for LinkedIn and X with PostEverywhere… — started by <@U1>",
        "This message becomes the result · run 8F2K",
        "Cancel",
    ]
    assert card.text == "Writing for LinkedIn and X with PostEverywhere…"
    assert card.metadata["event_payload"] == {"run": "8F2KABCDEFGHIJKL"}
    assert message_problems(list(card.blocks)) == []


def test_cancel_names_its_run():
    cancel = buttons(progress_card(running(part(X)), facts()).blocks)["Cancel"]

    assert cancel["action_id"] == Action.CANCEL
    assert CardValue.read(cancel["value"]) == CardValue(run="8F2KABCDEFGHIJKL")


def test_a_brief_for_any_platform_names_none():
    card = progress_card(running(part(Platform.ANY)), facts())

    assert card.text == "Writing with PostEverywhere…"


def test_a_run_that_waits_for_its_turn_says_so():
    card = progress_card(running(part(X), created_at=NOW - timedelta(seconds=6)), facts())

    assert "Waiting for a turn: PostEverywhere takes only so many requests a minute" in said(card.blocks)


def test_a_run_in_the_vendors_background_says_so():
    card = progress_card(running(part(X, sent_at=NOW, remote_id="r1")), facts())

    assert "PostEverywhere works on it in its background" in said(card.blocks)


def test_a_run_says_that_its_files_are_on_their_way():
    card = progress_card(running(part(X)), facts(unsent=2))

    assert card.text == "Sending 2 files to PostEverywhere…"
    assert "PostEverywhere is asked to write as soon as it has them" in said(card.blocks)
    assert list(buttons(card.blocks)) == ["Cancel"]
    assert message_problems(list(card.blocks)) == []


def test_platforms_that_are_done_are_named():
    done = part(LINKEDIN, result=finished([(LINKEDIN, "Hi")]), sent_at=NOW)

    assert "LinkedIn done, X to come" in said(progress_card(running(done, part(X)), facts()).blocks)


def test_a_run_that_is_being_stopped_says_what_is_kept_and_cannot_be_stopped_twice():
    card = progress_card(running(part(X, sent_at=NOW), cancel_requested=True), facts())

    assert "what PostEverywhere was asked already is kept" in said(card.blocks)
    assert buttons(card.blocks) == {}


def test_a_cancelled_run_says_who_and_that_nothing_was_charged():
    card = cancelled_card(run(part(X), state=State.CANCELLED, cancelled_by="U2"), facts())

    assert "Cancelled by <@U2>. Nothing was charged. Your brief is kept." in words(card.blocks)
    assert list(buttons(card.blocks)) == ["Try again", "Edit brief"]
    assert card.text == "Dark mode launch: cancelled. Nothing was charged."
    assert message_problems(list(card.blocks)) == []


def test_a_cancelled_run_that_may_have_cost_something_says_so():
    unclear = part(X, failure=failure("unsure", Charged.MAYBE))
    card = cancelled_card(run(unclear, state=State.CANCELLED), facts())

    assert "it may have charged for this" in said(card.blocks)
    assert "may charge a second time" in str(buttons(card.blocks)["Try again"])
