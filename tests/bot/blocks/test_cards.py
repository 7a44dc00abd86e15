import pytest

from bot.blocks.captions import fair
from bot.blocks.cards import card_of, result_card
from bot.blocks.ids import Action
from bot.blocks.values import CardValue
from bot.domain.captions import Link
from bot.domain.drafts import Status
from bot.domain.generations import CardRef, State
from bot.domain.money import Charged, Price, PriceBasis, Receipt
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems, text_length
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
    written,
)


def drawn(*texts, draft=None, about=None, **changes):
    generation = written(*texts, **changes)
    return result_card(generation, draft or kept(generation), about or facts())


def saved(draft, status=Status.DRAFT):
    return draft.moved(status, NOW)


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
        "*X*",
        "Short",
        "5 / 280 · 0 hashtags",
        "Save draft",
        "Regenerate",
        "Edit brief",
        "Discard",
        "Used 3 credits, 194 left · run 8F2K",
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
    assert words(drawn((X, "Hi"), receipt=receipt).blocks)[-1] == told


def test_a_sample_says_that_it_is_one():
    card = drawn((X, "Hi"), about=facts(sample=True))

    assert words(card.blocks)[-1] == "Sample text — nothing was charged · run 8F2K"


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

    assert buttons(result_card(generation, draft, facts()).blocks) == {}


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
    assert card.text == "Dark mode launch: PostEverywhere is writing again"


def test_a_failed_rewrite_keeps_the_text_and_says_why():
    first = written((X, "Hi"))
    again = failed(failure("down"), id="NEXTRUN", draft=first.id)
    card = result_card(again, kept(first).on(again.id, NOW), facts())

    assert "Nothing was charged. The text below is as it was." in said(card.blocks)
    assert rich_texts(card) == ["It said no.", "Hi"]
    assert list(buttons(card.blocks)) == [
        "Try again",
        "Use another provider",
        "Save draft",
        "Regenerate",
        "Edit brief",
        "Discard",
    ]


def test_a_cancelled_rewrite_keeps_the_text():
    first = written((X, "Hi"))
    again = run(part(X), state=State.CANCELLED, draft=first.id)
    card = result_card(again, kept(first), facts(by="U2"))

    told = "The last run was cancelled by <@U2>. Nothing was charged. The text below is as it was."
    assert told in words(card.blocks)


def partly(one):
    texts = finished([(LINKEDIN, "Hello")])
    return run(part(LINKEDIN, result=texts), part(X, failure=one))


def test_a_partial_success_says_what_is_missing_and_offers_the_rest():
    generation = partly(failure("busy", retry_after=30))
    card = result_card(generation, kept(generation), facts())

    assert "*Not written: X.* PostEverywhere is busy. Nothing was charged." in words(card.blocks)
    assert rich_texts(card) == ["Hello", "X: It said no."]
    rest = buttons(card.blocks)["Try the rest again"]
    assert rest["action_id"] == Action.TRY_REST
    assert "confirm" not in rest


def test_the_rest_of_an_unclear_call_is_asked_for_only_after_a_question():
    generation = partly(failure("unsure", Charged.MAYBE))
    rest = buttons(result_card(generation, kept(generation), facts()).blocks)["Try the rest again"]

    assert "may charge a second time" in rest["confirm"]["text"]["text"]


def test_what_was_stopped_before_it_was_sent_can_be_had_later():
    generation = run(part(LINKEDIN, result=finished([(LINKEDIN, "Hello")])), part(X), cancel_requested=True)
    card = result_card(generation, kept(generation), facts())

    assert "*Not written: X.* Stopped. Nothing was charged." in words(card.blocks)
    assert "Try the rest again" in buttons(card.blocks)


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


def test_a_caption_as_long_as_facebook_takes_fits_on_the_card():
    text = "word " * 1_000
    card = drawn((Platform.FACEBOOK, text))

    assert rich_texts(card) == [text]
    assert card.continuation == ()


def test_what_does_not_fit_goes_on_in_the_thread_and_the_card_says_so():
    text = "word " * 4_000
    card = drawn((LINKEDIN, text), (X, "Short"))

    assert "The rest of LinkedIn is in the thread" in words(card.blocks)
    head, short, *rest = rich_texts(card)
    assert short == "Short"
    assert head + "".join(rest) == text
    assert [m.text for m in card.continuation] == [
        "Dark mode launch: LinkedIn, continued (1 of 2)",
        "Dark mode launch: LinkedIn, continued (2 of 2)",
    ]
    assert {m.metadata["event_type"] for m in card.continuation} == {"galley_more"}


def test_nine_long_captions_keep_their_controls_on_the_card():
    platforms = [p for p in Platform if p is not Platform.ANY]
    card = drawn(*((p, "long " * 600) for p in platforms for _ in range(3)))

    assert sum("Next variant" in words([b]) for b in card.blocks) == 9
    assert len(card.blocks) < 50
    assert len(card.continuation) == 9


def test_the_fullest_card_stays_under_fifty_blocks():
    long = [c.model_copy(update={"title": "T" * 999}) for p in Platform for c in _captions(p)]
    result = finished([], notes=("note " * 99,) * 12, links=(Link(label="l" * 99, url="https://v.example"),))
    everything = part(*Platform, result=result.model_copy(update={"captions": tuple(long)}))
    missing = [part(p, failure=failure(message=f"{p} " * 999)) for p in Platform]
    elsewhere = CardRef(channel="D1", ts="1.0", note="Galley is not in <#C9>, so the card is here.")
    generation = run(everything, *missing, card=elsewhere)
    card = result_card(generation, kept(generation, "t" * 999), facts())

    assert message_problems(list(card.blocks)) == []
    assert len(card.blocks) == 49
    assert text_length(list(card.blocks)) < 10_000


def _captions(platform):
    return finished([(platform, "#a " * 1_000)] * 3).captions


@pytest.mark.parametrize(
    ("wanted", "room", "shares"),
    [
        ([10, 20], 100, [10, 20]),
        ([10, 200, 300], 100, [10, 45, 45]),
        ([300, 10, 200], 100, [45, 10, 45]),
        ([5], 0, [0]),
        ([], 10, []),
    ],
)
def test_short_captions_stay_whole_and_long_ones_share_the_rest(wanted, room, shares):
    assert fair(wanted, room) == shares


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.ACCEPTED, "Writing for X with The provider…"),
        (State.RUNNING, "Writing for X with The provider…"),
        (State.DONE, "Writing for X with The provider…"),
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


def test_a_title_cannot_ping_from_the_notification():
    generation = written((X, "Hi"))
    card = result_card(generation, kept(generation, "<!channel> now"), facts())

    assert card.text.startswith("&lt;!channel&gt; now: ")
