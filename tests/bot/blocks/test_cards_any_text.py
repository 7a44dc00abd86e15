"""Whatever a vendor writes, Slack takes the card, everything is shown, and nobody is pinged."""

import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.blocks.cards import result_card
from bot.blocks.messages import Message
from bot.blocks.pictures import Loads, loadable
from bot.domain.captions import Image, Link
from bot.domain.drafts import Draft, Status
from bot.domain.generations import CardRef, Generation, State
from bot.domain.money import Charged
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems, text_length
from tests.bot.blocks.scenes import facts, failure, finished, kept, mrkdwn, part, run

FAMILY = "👨‍👩‍👧‍👦"
NASTY = [
    "<!channel> *bold* <@U123> &amp;",
    "```x``` _y_ ~z~ :tada: <https://x.example|here>",
    "שלום עולם \u202eabc\u202c مرحبا",
    FAMILY,
    "e\u0301",
    "\x00\x07\x1b[31m\x7f",
    "\u2028\u200b\ufeff",
    "🇩🇪🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "#tag ",
    "https://example.com/a ",
    "\r\n\n",
    " ",
    '{"}\\',
]
BITS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), min_size=1, max_size=8))
SHORT = st.lists(BITS, min_size=0, max_size=6).map("".join)


@st.composite
def long_texts(draw) -> str:
    """Up to 20,000 characters of a few bits repeated; random ones of that size would take all day."""
    bit = draw(st.lists(BITS, min_size=1, max_size=4)).copy()
    size = draw(st.integers(1, 20_000))
    text = "".join(bit)
    return (text * (size // len(text) + 1))[:size]


TEXTS = st.one_of(SHORT, long_texts())
ADDRESSES = st.sampled_from(
    [
        None,
        "",
        "https://v.example/1.png",
        "http://v.example/1.png",
        "http://127.0.0.1:1/1.png",
        "javascript:x",
    ]
)
IMAGES = st.builds(
    Image, media_id=st.text(min_size=1, max_size=3), url=st.one_of(ADDRESSES, SHORT), alt=TEXTS
)


@st.composite
def scenes(draw) -> tuple[Generation, Draft]:
    """A run of any outcome and the draft it has, for any platforms and variants."""
    platforms = draw(st.lists(st.sampled_from(Platform), min_size=1, unique=True))
    texts = [(p, draw(TEXTS)) for p in platforms for _ in range(draw(st.integers(1, 3)))]
    notes = tuple(draw(st.lists(TEXTS, max_size=12)))
    links = tuple(Link(label=label, url="https://v.example/") for label in draw(st.lists(TEXTS, max_size=3)))
    images = tuple(draw(st.lists(IMAGES, max_size=12)))
    parts = [part(*platforms, result=finished(texts, notes=notes, links=links, images=images))]
    for target in draw(st.lists(st.sampled_from(Platform), max_size=9, unique=True)):
        why = failure(draw(st.sampled_from(["busy", "unsure"])), Charged.MAYBE, message=draw(TEXTS))
        parts.append(part(target, failure=why))
    card = CardRef(channel="C1", ts="1.0", note="Galley is not in <#C9>, so the card is here.")
    generation = run(*parts, state=draw(st.sampled_from(State)), card=card)
    draft = kept(generation, draw(SHORT))
    status = draw(st.sampled_from([s for s in Status if s is not Status.DISCARDED]))
    picks = {p: draw(st.integers(0, len(draft.variants[p]) - 1)) for p in draft.platforms}
    return generation, draft.model_copy(update={"status": status, "picks": picks})


def shown_texts(card: Message, draft: Draft) -> list[str]:
    """Each platform's text as it can be read: on the card, and going on in the thread."""
    blocks = [block for message in (card, *card.continuation) for block in message.blocks]
    texts = dict.fromkeys(draft.platforms, "")
    for block in blocks:
        kind, _, platform = block.get("block_id", "").partition(":")
        if kind == "text":
            texts[Platform(platform)] += read(block)
    return list(texts.values())


def read(block) -> str:
    (section,) = block["elements"]
    return "".join(element["text"] for element in section["elements"])


def tamed(generation: Generation, draft: Draft) -> tuple[Generation, Draft]:
    """The same scene with nothing of a vendor's or a person's in it but one letter."""
    parts = []
    for one in generation.parts:
        result, why = one.result, one.failure
        if result:
            captions = tuple(c.model_copy(update={"text": "x"}) for c in result.captions)
            result = result.model_copy(update={"captions": captions, "notes": (), "links": ()})
        why = why and why.model_copy(update={"message": "x"})
        parts.append(one.model_copy(update={"result": result, "failure": why}))
    variants = {p: ("x",) * len(offered) for p, offered in draft.variants.items()}
    texts = draft.latest.model_copy(update={"texts": dict.fromkeys(draft.platforms, "x")})
    tame = {"title": "x", "variants": variants, "latest": texts}
    return generation.model_copy(update={"parts": tuple(parts)}), draft.model_copy(update=tame)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(scene=scenes(), loads=st.sampled_from(Loads))
def test_any_result_makes_a_card_that_slack_takes_and_that_is_whole(scene, loads):
    generation, draft = scene
    card = result_card(generation, draft, facts(loads=loads))

    for message in (card, *card.continuation):
        blocks = list(message.blocks)
        assert message_problems(blocks) == []
        assert len(blocks) < 50
        assert text_length(blocks) < 10_000
        assert not {"<", ">"} & set(message.text)
        json.dumps(blocks).encode()
    assert list(mrkdwn(card.blocks)) == list(mrkdwn(result_card(*tamed(generation, draft), facts()).blocks))
    assert set(mrkdwn([m.blocks for m in card.continuation])) == set()
    assert shown_texts(card, draft) == [draft.shown(p) for p in draft.platforms]
    drawn = [block["image_url"] for block in card.blocks if block["type"] == "image"]
    assert set(drawn) <= {image.url for image in draft.images if loadable(image.url, loads)}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(scene=scenes())
@example(scene=(run(part(Platform.X, result=finished([(Platform.X, "Hi")]))), None))
def test_the_same_result_makes_the_same_card(scene):
    generation, draft = scene
    draft = draft or kept(generation)

    assert result_card(generation, draft, facts()) == result_card(generation, draft, facts())
