"""A run that makes something besides texts: what cards and lists say is done, under way, or missing."""

import pytest

from bot.blocks.cards import REFINE, card_of, result_card
from bot.blocks.home import HomeFacts, home_view
from bot.blocks.progress import progress_card
from bot.domain.captions import Finished, Image
from bot.domain.generations import State
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems
from tests.bot.blocks.scenes import (
    LINKEDIN,
    NOW,
    X,
    buttons,
    facts,
    failed,
    failure,
    finished,
    kept,
    part,
    rich_texts,
    run,
    said,
    words,
)

ANY = Platform.ANY
FOX = Image(media_id="m1", url="https://v.example/fox.png", alt="A red fox")
PICTURE = Finished(images=(FOX,), receipt=Receipt(used=5, left=195))


def image(**facts):
    return part(makes="the image", **facts)


def text(platform, **facts):
    return part(platform, result=finished([(platform, "Hello")], receipt=Receipt(used=1, left=199)), **facts)


def card(*parts, **changes):
    generation = run(*parts, **changes)
    drawn = result_card(generation, kept(generation), facts())
    assert message_problems(list(drawn.blocks)) == []
    return drawn


@pytest.mark.parametrize(
    ("parts", "doing"),
    [
        ((part(LINKEDIN), part(X), image()), "Writing for LinkedIn and X, and making the image"),
        ((part(X), image()), "Writing for X, and making the image"),
        ((part(ANY), image()), "Writing, and making the image"),
        ((image(),), "Making the image"),
        ((part(X), image(), part(makes="the film")), "Writing for X, and making the image and the film"),
    ],
)
def test_what_is_made_is_said_beside_what_is_written(parts, doing):
    generation = run(*parts, state=State.RUNNING)

    assert progress_card(generation, facts()).text == f"{doing} with PostEverywhere…"
    assert doing in words(home_view(HomeFacts(running=[generation]), now=NOW)["blocks"])


@pytest.mark.parametrize(
    ("parts", "standing"),
    [
        ((text(LINKEDIN), image(sent_at=NOW)), "LinkedIn done, the image to come"),
        ((image(result=PICTURE), part(X), part(LINKEDIN)), "The image done, X and LinkedIn to come"),
        ((text(ANY), image(sent_at=NOW)), "The text done, the image to come"),
        ((image(result=PICTURE), part(ANY)), "The image done, the text to come"),
        ((text(LINKEDIN), part(X), image(remote_id="r1")), "LinkedIn done, X and the image to come"),
    ],
)
def test_what_is_done_and_what_is_to_come_is_named(parts, standing):
    assert standing in said(progress_card(run(*parts, state=State.RUNNING), facts()).blocks)


def test_captions_without_their_image_say_so_and_offer_it():
    drawn = card(text(LINKEDIN), image(failure=failure("busy", retry_after=30)))

    assert "*Missing: the image.* PostEverywhere is busy. Nothing was charged." in words(drawn.blocks)
    assert rich_texts(drawn) == ["Hello", "The image: It said no."]
    assert "Try the rest again" in buttons(drawn.blocks)


def test_an_image_without_captions_is_shown_with_what_is_missing():
    drawn = card(part(ANY, failure=failure("down")), image(result=PICTURE))

    assert [block["alt_text"] for block in drawn.blocks if block["type"] == "image"] == ["A red fox"]
    assert "*Not written: the text.* PostEverywhere is having trouble. Nothing was charged." in words(
        drawn.blocks
    )
    assert list(buttons(drawn.blocks)) == [
        "Try the rest again",
        "Save draft",
        "Regenerate",
        "Edit brief",
        "Discard",
    ]
    assert f"Used 5 credits, 195 left · run 8F2K · {REFINE}" in words(drawn.blocks)
    assert drawn.text == "Dark mode launch: 1 picture is ready"


def test_captions_and_image_that_are_missing_are_named_together_with_each_reason():
    parts = (text(LINKEDIN), part(X, failure=failure("down")), image(failure=failure(message="No fox.")))
    drawn = card(*parts)

    assert "*Missing: X and the image.*" in said(drawn.blocks)
    assert rich_texts(drawn) == ["Hello", "X: It said no.\nThe image: No fox."]


def test_an_image_that_was_never_sent_is_missing_too():
    drawn = card(text(LINKEDIN), image(), cancel_requested=True)

    assert "*Missing: the image.* Stopped. Nothing was charged." in words(drawn.blocks)


def test_an_image_that_may_have_been_made_is_asked_for_again_only_after_a_question():
    drawn = card(text(LINKEDIN), image(failure=failure("unsure", Charged.MAYBE)))

    assert "*Missing: the image.* Unsure whether PostEverywhere did this." in said(drawn.blocks)
    assert "may charge a second time" in str(buttons(drawn.blocks)["Try the rest again"]["confirm"])


def test_a_second_try_that_brings_no_image_either_says_what_it_was_for():
    first = run(text(LINKEDIN), image(failure=failure()))
    again = run(image(failure=failure("down")), state=State.FAILED, id="NEXTRUN", draft=first.id)
    drawn = result_card(again, kept(first).on(again.id, NOW), facts())

    told = "The image: PostEverywhere is having trouble. Nothing was charged. What is below is as it was."
    assert told in said(drawn.blocks)
    assert "Try again" in buttons(drawn.blocks)


def test_a_run_that_brings_neither_gives_each_its_reason():
    both = failed(failure(), state=State.FAILED)
    both = both.model_copy(update={"parts": (*both.parts, image(failure=failure(message="No fox.")))})
    drawn = card_of(both, None, None, now=NOW)

    assert rich_texts(drawn) == ["LinkedIn: It said no.\nThe image: No fox."]
