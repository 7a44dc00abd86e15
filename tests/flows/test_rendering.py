"""Whatever a vendor writes is shown as it was written: whole, literally, and pinging nobody."""

import pytest

from bot.domain.errors import ProviderRejected
from bot.domain.platforms import Platform
from tests.flows.plugins import Parrot
from tests.flows.ways import both_ways

HOSTILE = "<!channel> *bold* <@U123> &amp; <https://evil.example|click> `code` ~no~ :tada: @here #C1GENERAL"
PLATFORMS = [p for p in Platform if p is not Platform.ANY]


@pytest.fixture
def plugins():
    return (Parrot,)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


async def _written(ana, parrot, texts, prompt="Dark mode is here"):
    parrot.texts = texts
    return await ana.composes(prompt, "parrot", platforms=[p.value for p in texts])


def _whole(ana, card, platform):
    """A caption as it reads on from the card into the thread."""
    block_id = f"text:{platform}"
    parts = [block for seen in (card, *ana.thread(card)) for block in seen.blocks]
    return "".join(
        element["text"]
        for block in parts
        if block["block_id"] == block_id
        for section in block["elements"]
        for element in section["elements"]
    )


@both_ways
@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "مرحبا بالعالم، هذا نص طويل\u202e abc \u2066نص آخر\u2069",
        "👨‍👩‍👧‍👦 family, 🏳️‍🌈 flag, 👍🏽 skin, e\u0301 accent, 한국어",
        "```\nnot code\n``` > not a quote\n• list\n\n\n\nfar below\ttabbed",
    ],
    ids=["markup", "right to left", "family", "layout"],
)
async def test_a_caption_is_shown_as_it_was_written(ana, parrot, text):
    card = await _written(ana, parrot, {Platform.LINKEDIN: (text,)})
    assert card.captions == [text]
    assert "<!channel>" not in card.fallback
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    await (await ana.sees_privately("My drafts")).click("Open Dark mode is here")
    assert (await ana.sees_form("History")).captions == [text]


@both_ways
async def test_a_prompt_pings_nobody_wherever_it_is_shown(ana, parrot):
    parrot.may_answer.clear()
    card = await ana.starts(HOSTILE, "parrot")
    seen = [card.kept(), await ana.opens_home("Running now")]
    parrot.may_answer.set()
    await ana.sees("Save draft")
    await card.click("Save draft")
    seen.append((await ana.sees("saved as draft")).kept())
    await ana.says("/drafts")
    seen.append(await ana.sees_privately("My drafts"))
    seen.append(await ana.opens_home("My drafts"))
    await card.click("Discard", agreeing="restore")
    seen.append(await ana.sees("Discarded by"))
    for screen in seen:
        assert _pings(screen.body) == []
        assert "<!channel>" not in screen.fallback


def _pings(node):
    """Markup in texts that Slack would act on, but for people whom Galley names itself."""
    if isinstance(node, list):
        return [ping for child in node for ping in _pings(child)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "mrkdwn":
        return [node["text"]] if "<!" in node["text"] or "U123" in node["text"] else []
    return [ping for child in node.values() for ping in _pings(child)]


async def test_a_refusal_in_the_vendors_words_pings_nobody(ana, parrot):
    parrot.failures = [ProviderRejected(f"Parrot refused this brief: “{HOSTILE}”")]
    card = await ana.starts("Dark mode is here", "parrot")
    await ana.sees("refused this brief", HOSTILE)
    assert _pings(card.body) == []


async def test_a_long_caption_is_counted_and_shown_whole(ana, parrot):
    text = " ".join(f"word{number}" for number in range(700))[:5_000]
    card = await _written(ana, parrot, {Platform.LINKEDIN: (text,)})
    assert _whole(ana, card, Platform.LINKEDIN) == text
    assert "5,000 / 3,000" in card.text
    assert "⚠ 2,000 over LinkedIn's limit" in card.text


@both_ways
async def test_nine_long_captions_go_on_in_the_thread_and_nothing_is_cut(ana, parrot):
    texts = {p: (f"{p.label} begins. " + f"{p.value} goes on, " * 300 + "and ends.",) for p in PLATFORMS}
    card = await _written(ana, parrot, texts)
    await ana._until(lambda: len(ana.thread(card)) >= len(PLATFORMS), "the rest in the thread", 10)
    for platform in PLATFORMS:
        assert f"The rest of {platform.label} is in the thread" in card.text
        assert _whole(ana, card, platform) == texts[platform][0]
    assert len(ana.cards()) == 1


async def test_the_thread_follows_the_variant_that_is_shown(ana, parrot):
    long, short = "long " * 3_000, "short and sweet"
    card = await _written(ana, parrot, {Platform.LINKEDIN: (long, short)})
    await ana._until(lambda: ana.thread(card), "the rest in the thread", 10)
    await card.click("Next variant")
    await ana.sees("variant 2 of 2", short)
    await ana._until(lambda: not ana.thread(card), "an empty thread", 10)
    await card.click("Next variant")
    await ana._until(lambda: _whole(ana, card, Platform.LINKEDIN) == long, "the long text again", 10)


async def test_a_caption_without_text_says_so(ana, parrot):
    card = await _written(ana, parrot, {Platform.LINKEDIN: (" ",), Platform.X: ("Hi",)})
    assert "⚠ There is no text" in card.text
    assert card.captions[-1] == "Hi"
