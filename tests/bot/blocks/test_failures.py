import pytest

from bot.blocks.facts import CardFacts
from bot.blocks.failed import failure_card, missing_blocks
from bot.blocks.failures import WORDS
from bot.blocks.ids import Action
from bot.blocks.values import CardValue, ConnectValue
from bot.domain.errors import ProviderError
from bot.domain.generations import Failure, State
from bot.domain.money import Charged
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import (
    LINKEDIN,
    X,
    buttons,
    facts,
    failed,
    failure,
    finished,
    part,
    rich_texts,
    run,
    said,
    words,
)


def card_for(kind, about=None, **more):
    return failure_card(failed(failure(kind, **more)), about or facts())


def kinds_of(error=ProviderError):
    yield error.kind
    for narrower in error.__subclasses__():
        yield from kinds_of(narrower)


def test_every_kind_of_the_error_tree_has_words():
    assert set(kinds_of()) <= set(WORDS)


@pytest.mark.parametrize("kind", WORDS)
def test_every_kind_says_the_four_parts(kind):
    card = card_for(kind)

    title, reason, told, *_ = words(card.blocks)
    charged, did, advice = told.split("\n")
    assert title == card.blocks[0]["text"]["text"]
    assert reason == "It said no."
    assert charged == "Nothing was charged."
    assert "brief is kept" in did
    assert advice.endswith(".")
    assert not set("{}") & set(title + told)
    assert card.text.startswith(title)
    assert message_problems(list(card.blocks)) == []


@pytest.mark.parametrize("kind", WORDS)
def test_every_kind_offers_a_way_on(kind):
    offered = buttons(card_for(kind).blocks)

    assert "Edit brief" in offered or "Try again" in offered
    assert all(CardValue.read(b["value"]).run == "8F2KABCDEFGHIJKL" for b in offered.values())


def test_no_credits_says_what_was_needed():
    card = card_for("credits", needed=1_200, available=3)

    assert words(card.blocks)[0] == "PostEverywhere refused: not enough credits"
    assert "Nothing was charged. This needs 1,200 credits. The balance is 3 credits." in said(card.blocks)
    assert list(buttons(card.blocks)) == ["Try again", "Use another provider", "Edit brief"]


def test_no_credits_is_not_said_twice():
    reason = "PostEverywhere refused: not enough credits — this needs 2, you have 0."
    card = card_for("credits", message=reason, needed=2, available=0)

    assert reason not in words(card.blocks)
    assert "This needs 2 credits. The balance is 0 credits." in said(card.blocks)


@pytest.mark.parametrize(
    ("known", "told"),
    [({"needed": 1}, "This needs 1 credit."), ({"available": 0}, "The balance is 0 credits.")],
)
def test_half_a_balance_is_told_as_such(known, told):
    assert told in said(card_for("credits", **known).blocks)


def test_what_was_charged_all_the_same_is_said():
    assert "It was charged." in said(card_for("down", charged=Charged.YES).blocks)


def test_what_was_refused_is_not_offered_again():
    assert list(buttons(card_for("rejected").blocks)) == ["Edit brief", "Use another provider"]


def test_busy_says_how_long_to_wait():
    assert "Wait 40 seconds, then try again" in said(card_for("busy", retry_after=39.5).blocks)


def test_a_provider_that_is_down_says_that_nothing_was_sent_and_when_to_try_again():
    message = (
        "PostEverywhere has been down since 14:03 UTC. Nothing was sent. It is asked again after 14:06 UTC."
    )
    card = card_for("known_down", message=message, retry_after=95)

    assert words(card.blocks)[:2] == ["PostEverywhere is down", message]
    assert "Nothing was charged." in said(card.blocks)
    assert "Wait 95 seconds, then try again, or use another provider." in said(card.blocks)
    assert list(buttons(card.blocks)) == ["Try again", "Use another provider", "Edit brief"]
    assert "confirm" not in buttons(card.blocks)["Try again"]


def test_unsure_asks_before_it_may_charge_twice():
    generation = failed(failure("unsure", Charged.MAYBE), state=State.UNSURE)
    card = failure_card(generation, facts())

    assert words(card.blocks)[0] == "Unsure whether PostEverywhere did this"
    assert "Galley cannot tell whether it was charged" in said(card.blocks)
    again = buttons(card.blocks)["Try again"]
    assert "may charge a second time" in again["confirm"]["text"]["text"]
    assert again["action_id"] == Action.TRY_AGAIN


def test_trying_again_does_not_ask_where_nothing_was_charged():
    assert "confirm" not in buttons(card_for("down").blocks)["Try again"]


def test_checking_again_is_offered_only_where_the_provider_can_tell():
    assert "Check again" not in buttons(card_for("unsure").blocks)
    assert "Check again" in buttons(card_for("unsure", facts(finds=True)).blocks)


def test_a_provider_that_is_still_working_can_be_asked_again_whatever_else_it_finds():
    generation = failed(failure("working", Charged.MAYBE), state=State.UNSURE)
    card = failure_card(generation, facts(finds=False))

    assert words(card.blocks)[0] == "PostEverywhere is still working on it"
    offered = buttons(card.blocks)
    assert next(iter(offered)) == "Check again"
    assert "confirm" in offered["Try again"]


def test_an_unforeseen_failure_gives_its_reference():
    assert "(reference 7F3A)" in said(card_for("unexpected", reference="7F3A").blocks)


def test_an_unknown_kind_is_an_unforeseen_one():
    assert words(card_for("gremlins").blocks)[0] == "Something broke in Galley"


def test_another_provider_is_offered_only_where_there_is_one():
    card = card_for("down", facts(others=False))

    assert list(buttons(card.blocks)) == ["Try again", "Edit brief"]
    assert "another provider" not in said(card.blocks)


def test_the_vendors_words_are_shown_as_they_are_and_nowhere_else():
    nasty = "<!channel> *bold* &amp; <@U9>"
    card = card_for("rejected", message=nasty)

    assert rich_texts(card) == [nasty]
    assert words(card.blocks).count(nasty) == 1
    assert "channel" not in card.text


def test_the_vendors_request_id_is_there_for_its_support():
    assert "PostEverywhere request req_1" in said(card_for("down", request_id="req_1").blocks)


def test_platforms_that_failed_for_different_reasons_are_told_apart():
    generation = run(
        part(X, failure=failure("busy", message="Too fast")),
        part(LINKEDIN, failure=failure("rejected", message="Bad word")),
        state=State.FAILED,
    )

    assert rich_texts(failure_card(generation, facts())) == ["LinkedIn: Bad word.\nX: Too fast."]


def test_platforms_that_failed_alike_are_told_once():
    generation = run(*(part(p, failure=failure()) for p in (X, LINKEDIN)), state=State.FAILED)

    assert rich_texts(failure_card(generation, facts())) == ["It said no."]


def test_the_part_that_may_have_been_charged_leads():
    generation = run(
        part(X, failure=failure("busy")),
        part(LINKEDIN, failure=failure("unsure", Charged.MAYBE)),
        state=State.UNSURE,
    )
    card = failure_card(generation, facts())

    assert words(card.blocks)[0] == "Unsure whether PostEverywhere did this"


def test_a_run_that_ended_without_a_reason_still_has_a_card():
    card = failure_card(run(part(X), state=State.FAILED), facts())

    assert words(card.blocks)[0] == "Something broke in Galley"


def test_an_endless_reason_stays_within_slacks_limits():
    card = card_for("down", message="x" * 50_000, request_id="r" * 5_000)

    assert message_problems(list(card.blocks)) == []


def test_a_provider_that_is_gone_has_a_name_in_the_sentence():
    gone = CardFacts(provider="The provider", now=facts().now)

    assert words(card_for("disconnected", gone).blocks)[0] == "The provider is not connected any more"


def test_a_failure_of_the_domain_is_understood():
    card = failure_card(failed(Failure.of(ProviderError("No luck"))), facts())

    assert words(card.blocks)[:2] == ["PostEverywhere could not do it", "No luck"]


def test_who_lacks_a_permission_is_led_to_it_first():
    card = card_for("connect", facts(connects="own"))

    assert words(card.blocks)[0] == "PostEverywhere needs your permission"
    offered = buttons(card.blocks)
    assert list(offered) == ["Connect PostEverywhere", "Try again", "Use another provider", "Edit brief"]
    value = ConnectValue.read(offered["Connect PostEverywhere"]["value"])
    assert (value.provider, value.run) == ("own", "8F2KABCDEFGHIJKL")


def test_what_nobody_connects_any_more_has_no_such_button():
    assert list(buttons(card_for("connect").blocks)) == ["Try again", "Use another provider", "Edit brief"]


def test_the_rest_that_lacks_a_permission_has_the_button_too():
    generation = run(part(X, result=finished([(X, "Hi")])), part(LINKEDIN, failure=failure("connect")))
    blocks = missing_blocks(generation, facts(connects="own"))

    assert list(buttons(blocks)) == ["Connect PostEverywhere", "Try the rest again"]
    assert list(buttons(missing_blocks(generation, facts()))) == ["Try the rest again"]
