"""A provider whose results stay with it: what is asked before another one, and what can be deleted there."""

from typing import ClassVar

import pytest

from bot.blocks.cards import result_card
from bot.blocks.facts import facts_of
from bot.blocks.values import CardValue
from bot.domain.generations import State
from bot.domain.money import Price, PriceBasis
from tests.bot.blocks.scenes import (
    LINKEDIN,
    NOW,
    Vendor,
    X,
    buttons,
    facts,
    failed,
    failure,
    kept,
    run,
    said,
    written,
)

ABOUT = {"provider": "Ocoya", "leaves": "a draft in Ocoya"}
LEFT = ({"post": "a"},)
DELETE = "Delete the earlier draft in Ocoya"


class Leaving(Vendor):
    leaves: ClassVar[str] = "a draft in Ocoya"

    async def remove(self, vendor_ids):
        raise AssertionError("nobody draws by deleting")


def card(generation, draft=None, **about):
    return result_card(generation, draft or kept(generation), facts(**{**ABOUT, **about}))


def test_the_provider_says_what_it_leaves():
    assert facts_of(Leaving(), {"outdated": 1}, now=NOW).leaves == "a draft in Ocoya"
    assert facts_of(Vendor(), {"outdated": 1}, now=NOW).leaves == ""


@pytest.mark.parametrize(
    ("price", "cost"),
    [
        (Price(basis=PriceBasis.UNPUBLISHED), "This may cost credits; Ocoya does not publish its price."),
        (Price(basis=PriceBasis.EXACT, credits=1), "This costs 1 credit at Ocoya."),
        (Price(basis=PriceBasis.FREE), ""),
    ],
)
def test_writing_again_says_that_another_one_is_made_there(price, cost):
    button = buttons(card(written((LINKEDIN, "Tea")), price=price).blocks)["Regenerate"]

    assert (
        button["confirm"]["text"]["text"]
        == (
            f"{cost} The present text stays as an earlier version. Each run makes a draft in Ocoya; "
            "the earlier one stays there until you delete it."
        ).lstrip()
    )


def test_where_nothing_stays_nothing_is_said_of_it():
    blocks = card(written((LINKEDIN, "Tea"), left_behind=LEFT), leaves="").blocks

    assert "until you delete it" not in str(blocks)
    assert DELETE not in buttons(blocks)


def test_without_an_earlier_one_there_is_nothing_to_delete():
    assert DELETE not in buttons(card(written((LINKEDIN, "Tea"))).blocks)


def test_the_earlier_one_is_told_of_and_can_be_deleted_after_a_question():
    generation = written((LINKEDIN, "Tea"), left_behind=LEFT)
    message = card(generation)

    assert "The earlier text is still there, as a draft in Ocoya." in said(message.blocks)
    button = buttons(message.blocks)[DELETE]
    assert CardValue.read(button["value"]).run == generation.id
    assert button["confirm"]["title"]["text"] == "Delete at Ocoya?"
    assert button["confirm"]["style"] == "danger"


def test_several_are_deleted_together():
    message = card(written((LINKEDIN, "Tea"), left_behind=({"post": "a"}, {"post": "b"})))

    assert "2 earlier texts are still there, each as a draft in Ocoya." in said(message.blocks)
    assert "Delete them at Ocoya" in buttons(message.blocks)


@pytest.mark.parametrize("state", [State.RUNNING, State.CANCELLED])
def test_while_the_earlier_text_is_on_the_card_it_is_not_offered_for_deletion(state):
    draft = kept(written((LINKEDIN, "Tea")))
    again = run(state=state, left_behind=LEFT, draft=draft.id)

    assert DELETE not in buttons(card(again, draft).blocks)


def test_a_rewrite_that_failed_leaves_the_earlier_one_alone():
    draft = kept(written((LINKEDIN, "Tea")))
    again = failed(failure(), X, left_behind=LEFT, draft=draft.id)

    assert DELETE not in buttons(card(again, draft).blocks)


def test_a_rewrite_whose_text_is_only_there_says_so_and_leaves_the_earlier_one_alone():
    draft = kept(written((LINKEDIN, "Tea")))
    again = written(left_behind=LEFT, draft=draft.id)
    message = card(again, draft)

    assert "The last run brought no text. What is below is as it was." in said(message.blocks)
    assert "gave nothing new" in message.text
    assert DELETE not in buttons(message.blocks)
