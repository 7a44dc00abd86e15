import pytest

from bot.blocks.cards import card_of, result_card
from bot.blocks.ids import Action
from bot.blocks.values import CardValue
from bot.domain.drafts import Status
from bot.domain.generations import State
from bot.domain.money import Charged
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
    menus,
    part,
    rich_texts,
    run,
    said,
    words,
    written,
)


def saved(draft, status=Status.DRAFT):
    return draft.moved(status, NOW)


def partly(one):
    texts = finished([(LINKEDIN, "Hello")])
    return run(part(LINKEDIN, result=texts), part(X, failure=one))


def test_a_saved_draft_says_so_and_cannot_be_saved_again():
    generation = written((X, "Hi"))
    card = result_card(generation, saved(kept(generation)), facts())

    assert "PostEverywhere · witty · v1 · saved as draft" in words(card.blocks)
    assert "Save draft" not in buttons(card.blocks)
    assert card.text.endswith("is ready (saved as draft)")


def test_another_variant_picked_after_saving_can_be_saved_too():
    generation = written((X, "Hi"), (X, "Ho"))
    card = result_card(generation, saved(kept(generation)).next_variant(X, NOW), facts())

    assert buttons(card.blocks)["Save changes"]["action_id"] == Action.SAVE_DRAFT
    assert "changed since" in said(card.blocks)


def test_a_published_draft_cannot_be_rewritten_or_discarded():
    generation = written((X, "Hi"))
    draft = kept(generation).model_copy(update={"status": Status.PUBLISHED})

    card = result_card(generation, draft, facts())
    assert list(buttons(card.blocks)) == ["History"]
    assert menus(card.blocks) == [["Copy as plain text"]]


def test_a_discarded_draft_is_short_and_can_be_restored():
    generation = written((X, "Hi"))
    card = result_card(generation, saved(kept(generation), Status.DISCARDED), facts(by="U2"))

    assert words(card.blocks) == ["Dark mode launch", "Discarded by <@U2>. The text is kept.", "Restore"]
    assert card.text == "Dark mode launch: discarded"


def test_while_it_is_written_again_the_text_stays_and_only_cancel_is_offered():
    first = written((X, "Hi"))
    again = run(part(X), id="NEXTRUN", state=State.RUNNING, draft=first.id)
    card = result_card(again, kept(first).on(again.id, NOW), facts())

    assert "Writing for X with PostEverywhere… — started by <@U1>" in words(card.blocks)
    assert rich_texts(card) == ["Hi"]
    assert list(buttons(card.blocks)) == ["Cancel"]
    assert CardValue.read(buttons(card.blocks)["Cancel"]["value"]).run == "NEXTRUN"
    assert card.text == "Dark mode launch: PostEverywhere is at work again"


def test_a_failed_rewrite_keeps_the_text_and_says_why():
    first = written((X, "Hi"))
    again = failed(failure("down"), id="NEXTRUN", draft=first.id)
    card = result_card(again, kept(first).on(again.id, NOW), facts())

    assert "Nothing was charged. What is below is as it was." in said(card.blocks)
    assert rich_texts(card) == ["It said no.", "Hi"]
    assert list(buttons(card.blocks)) == [
        "Try again",
        "Use another provider",
        "Edit",
        "Save draft",
        "Regenerate",
        "Edit brief",
        "History",
        "Discard",
    ]


def test_a_cancelled_rewrite_keeps_the_text():
    first = written((X, "Hi"))
    again = run(part(X), state=State.CANCELLED, draft=first.id, cancelled_by="U2")
    card = result_card(again, kept(first), facts(by="U3"))

    told = "The last run was cancelled by <@U2>. Nothing was charged. What is below is as it was."
    assert told in words(card.blocks)


def test_a_partial_success_says_what_is_missing_and_offers_the_rest():
    generation = partly(failure("busy", retry_after=30))
    card = result_card(generation, kept(generation), facts())

    assert "*Not written: X.* PostEverywhere is busy. Nothing was charged." in words(card.blocks)
    assert rich_texts(card) == ["Hello", "X: It said no."]
    rest = buttons(card.blocks)["Try the rest again"]
    assert rest["action_id"] == Action.TRY_REST
    assert "confirm" not in rest


def test_a_partial_success_says_once_what_the_rest_would_have_cost():
    message = "PostEverywhere refused: not enough credits — this needs 4, you have 1."
    generation = partly(failure("credits", message=message, needed=4, available=1))
    card = result_card(generation, kept(generation), facts())

    (told,) = [text for text in words(card.blocks) if "credits" in text and "Not written" in text]
    assert "Nothing was charged. This needs 4 credits. The balance is 1 credit." in told
    assert rich_texts(card) == ["Hello"]


def test_the_rest_of_an_unclear_call_is_asked_for_only_after_a_question():
    generation = partly(failure("unsure", Charged.MAYBE))
    rest = buttons(result_card(generation, kept(generation), facts()).blocks)["Try the rest again"]

    assert "may charge a second time" in rest["confirm"]["text"]["text"]


def test_what_was_stopped_before_it_was_sent_can_be_had_later():
    generation = run(part(LINKEDIN, result=finished([(LINKEDIN, "Hello")])), part(X), cancel_requested=True)
    card = result_card(generation, kept(generation), facts())

    assert "*Not written: X.* Stopped. Nothing was charged." in words(card.blocks)
    assert "Try the rest again" in buttons(card.blocks)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.ACCEPTED, "Writing for X with The provider…"),
        (State.RUNNING, "Writing for X with The provider…"),
        (State.DONE, "The provider: done"),
        (State.CANCELLED, "Cancelled. Nothing was charged."),
        (State.FAILED, "The provider could not do it. Nothing was charged. Your brief is kept."),
    ],
)
def test_without_a_draft_the_card_shows_how_the_run_stands(state, told):
    why = failure("provider") if state is State.FAILED else None

    assert card_of(run(part(X), state=state, failure=why), None, None, now=NOW).text == told


def test_with_a_draft_the_card_shows_its_texts():
    generation = written((X, "Hi"))

    assert rich_texts(card_of(generation, kept(generation), None, now=NOW)) == ["Hi"]
