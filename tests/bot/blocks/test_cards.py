import pytest

from bot.blocks.cards import REFINE, result_card
from bot.blocks.ids import Action
from bot.blocks.values import CardValue
from bot.domain.captions import Link
from bot.domain.generations import CardRef
from bot.domain.money import Price, PriceBasis, Receipt
from bot.domain.platforms import Platform
from tests.bot.blocks.scenes import (
    LINKEDIN,
    NOW,
    X,
    buttons,
    drawn,
    facts,
    finished,
    kept,
    part,
    run,
    words,
    written,
)


def test_a_result_reads_from_title_to_receipt():
    card = drawn((LINKEDIN, "Dark #mode"), (LINKEDIN, "Second"), (X, "Short"))

    assert words(card.blocks) == [
        "Dark mode launch",
        "<@U1>",
        "PostEverywhere · witty · v1 · not saved yet",
        "*LinkedIn* · variant 1 of 2",
        "Dark #mode",
        "10 / 3,000 · 1 hashtag",
        "Next variant",
        "Edit",
        "No hashtags",
        "No emoji",
        "Copy as plain text",
        "*X*",
        "Short",
        "5 / 280 · 0 hashtags",
        "Edit",
        "No emoji",
        "Copy as plain text",
        "Save draft",
        "Regenerate",
        "Edit brief",
        "History",
        "Discard",
        f"Used 3 credits, 194 left · run 8F2K · {REFINE}",
    ]
    assert card.text == "Dark mode launch: 2 captions for LinkedIn and X are ready"
    assert card.metadata == {"event_type": "galley_run", "event_payload": {"run": "8F2KABCDEFGHIJKL"}}
    assert card.continuation == ()


def test_only_several_variants_can_be_switched():
    assert "Next variant" not in buttons(drawn((LINKEDIN, "One")).blocks)


def test_a_button_says_what_the_person_saw():
    generation = written((LINKEDIN, "One"), (LINKEDIN, "Two"))
    card = result_card(generation, kept(generation).next_variant(LINKEDIN, NOW), facts())

    following = buttons(card.blocks)["Next variant"]
    seen = CardValue(run=generation.id, draft=generation.id, version=1, platform=LINKEDIN, pick=1)
    assert CardValue.read(following["value"]) == seen
    assert following["action_id"] == Action.NEXT_VARIANT
    assert following["accessibility_label"] == "Next variant for LinkedIn"


def test_an_edited_text_says_so():
    generation = written((LINKEDIN, "One"), (LINKEDIN, "Two"))
    draft = kept(generation).revised({LINKEDIN: "Mine"}, by="U1", reason="edited", at=NOW)
    card = result_card(generation, draft.model_copy(update={"picks": {LINKEDIN: -1}}), facts())

    assert "*LinkedIn* · edited" in words(card.blocks)
    assert "Mine" in words(card.blocks)


def test_a_caption_over_the_limit_is_told_in_words():
    assert "⚠ 34 over X's limit" in words(drawn((X, "a" * 314)).blocks)


@pytest.mark.parametrize(
    ("platform", "text", "told"),
    [
        (LINKEDIN, "#a #b #c #d", "⚠ LinkedIn posts do best with 2–3 hashtags; this has 4"),
        (Platform.PINTEREST, "#a", "⚠ Pinterest posts do best without hashtags; this has 1"),
    ],
)
def test_too_many_hashtags_are_told_in_words(platform, text, told):
    assert told in words(drawn((platform, text)).blocks)


def test_a_text_for_any_platform_has_no_limit():
    card = drawn((Platform.ANY, "Hello"))

    assert "5 characters · 0 hashtags" in words(card.blocks)
    assert card.text == "Dark mode launch: 1 caption is ready"


def test_a_title_of_its_own_stands_above_the_text():
    result = finished([])
    caption = finished([(Platform.YOUTUBE, "Text")]).captions[0].model_copy(update={"title": "Watch this"})
    generation = run(part(Platform.YOUTUBE, result=result.model_copy(update={"captions": (caption,)})))

    assert "Title: Watch this" in words(result_card(generation, kept(generation), facts()).blocks)


@pytest.mark.parametrize(
    ("receipt", "told"),
    [
        (Receipt(used=1, left=1_204), "Used 1 credit, 1,204 left · run 8F2K"),
        (Receipt(used=2), "Used 2 credits · run 8F2K"),
        (Receipt(left=5), "5 credits left · run 8F2K"),
        (Receipt(), "run 8F2K"),
    ],
)
def test_only_what_was_reported_is_told_of_the_cost(receipt, told):
    assert words(drawn((X, "Hi"), receipt=receipt).blocks)[-1] == f"{told} · {REFINE}"


def test_a_sample_says_that_it_is_one():
    card = drawn((X, "Hi"), about=facts(sample=True))

    assert words(card.blocks)[-1] == f"Sample text — nothing was charged · run 8F2K · {REFINE}"


@pytest.mark.parametrize(
    ("price", "told"),
    [
        (Price(basis=PriceBasis.EXACT, credits=3), "This costs 3 credits at PostEverywhere."),
        (Price(basis=PriceBasis.AFTER), "how many is known after the run."),
        (Price(basis=PriceBasis.UNPUBLISHED), "does not publish its price."),
    ],
)
def test_writing_again_asks_first_where_it_costs(price, told):
    regenerate = buttons(drawn((X, "Hi"), about=facts(price=price)).blocks)["Regenerate"]

    assert told in regenerate["confirm"]["text"]["text"]


@pytest.mark.parametrize("free", [{"sample": True}, {"price": Price(basis=PriceBasis.FREE)}])
def test_writing_again_for_free_does_not_ask(free):
    assert "confirm" not in buttons(drawn((X, "Hi"), about=facts(**free)).blocks)["Regenerate"]


def test_discarding_asks_first():
    discard = buttons(drawn((X, "Hi")).blocks)["Discard"]

    assert discard["style"] == "danger"
    assert discard["confirm"]["confirm"]["text"] == "Discard"


def test_notes_of_the_provider_are_shown_as_they_are():
    result = finished([(X, "Hi")], notes=("2 of 3 variants arrived", "<!here>", "<!here>"))
    generation = run(part(X, result=result))
    card = result_card(generation, kept(generation), facts())

    (notes,) = [b for b in card.blocks if "2 of 3 variants arrived" in words([b])]
    assert [(e["type"], e["text"]) for e in notes["elements"]] == [
        ("plain_text", "2 of 3 variants arrived"),
        ("plain_text", "<!here>"),
    ]


def test_pages_at_the_vendor_are_links_and_other_addresses_are_not():
    links = (Link(label="Open *it*", url="https://vendor.example/1"), Link(label="Bad", url="javascript:x"))
    generation = run(part(X, result=finished([(X, "Hi")], links=links)))
    card = result_card(generation, kept(generation), facts())

    found = [e for b in card.blocks if b["type"] == "rich_text" for e in b["elements"][0]["elements"]]
    assert [e for e in found if e["type"] == "link"] == [
        {"type": "link", "url": "https://vendor.example/1", "text": "Open *it*"}
    ]
    assert "javascript" not in str(card.blocks)


def test_a_card_that_had_to_go_elsewhere_says_why():
    elsewhere = CardRef(channel="D1", ts="1.0", note="Galley is not in <#C9>, so the card is here.")
    card = drawn((X, "Hi"), card=elsewhere)

    assert "Galley is not in <#C9>, so the card is here." in words(card.blocks)


def test_a_title_cannot_ping_from_the_notification():
    generation = written((X, "Hi"))
    card = result_card(generation, kept(generation, "<!channel> now"), facts())

    assert card.text.startswith("&lt;!channel&gt; now: ")
