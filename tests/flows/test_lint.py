"""What a channel's rules find: one line on the card, why in the thread, and a question before saving."""

import pytest

from bot.domain.people import ChannelProfile, Where
from tests.flows.person import settled
from tests.flows.ways import both_ways

PROMPT = "Our cheap new plan"


async def ruled(world, person, **rules):
    """Rules of the channel, as the settings keep them."""
    profiles, team = world.galley.services.profiles, world.team
    seen = (await profiles.of(team, person.channel, person.id)).revision
    await profiles.save(team, person.id, person.channel, ChannelProfile(**rules), seen=seen)


@both_ways
async def test_the_card_says_it_on_one_line_and_the_thread_explains_it(world, ana, ben):
    await ruled(world, ana, banned_words=("cheap",), required_phrases=("Terms apply",))
    await ana.composes(PROMPT, platforms=["linkedin", "x"])
    card = await ben.sees("⚠ Uses 1 banned word: “cheap” · lacks “Terms apply” · explained in the thread")
    why = await ben.sees(
        "LinkedIn and X: “cheap” is not to be used", "LinkedIn and X: “Terms apply” has to be"
    )
    assert [m.ts for m in ben.thread(card)] == [why.ts]
    assert "Saving works all the same" in why.text


async def test_it_can_be_saved_all_the_same_after_a_question(world, ana):
    await ruled(world, ana, banned_words=("cheap",))
    card = await ana.composes(PROMPT)
    await card.click("Save draft", agreeing="Uses 1 banned word: “cheap”")
    await ana.sees("saved as draft", "Uses 1 banned word")


@both_ways
async def test_save_in_the_thread_asks_the_same_question(world, ana, ben):
    await ruled(world, ana, banned_words=("cheap",))
    card = await ana.composes(PROMPT)
    await ben.says("save", card.ts)
    question = await ben.sees_privately("Uses 1 banned word: “cheap”", "save it all the same")
    await ana.sees("not saved yet")
    await question.click("Save it as it is")
    await ben.sees_privately("v1 · saved as draft")
    await ana.sees("saved as draft", "Uses 1 banned word")
    await ben.says("save", card.ts)
    await ben.sees_privately("v1 · saved as draft already")


async def test_it_follows_the_text_and_goes_once_all_is_well(world, ana):
    await ruled(world, ana, required_hashtags=("#galley",))
    await ana.composes("Dark mode is here", platforms=["x"], variants=1)
    card = await ana.sees("⚠ Lacks #galley")
    (draft,) = await drafts_of(world)

    def mended(draft):
        texts = {platform: f"{text} #Galley" for platform, text in draft.texts.items()}
        edited = draft.revised(texts, by=ana.id, reason="edited", at=draft.updated_at)
        return edited.model_copy(update={"variants": {}, "picks": {}})

    await world.store.change_draft(draft, mended)
    await world.galley.services.drafts.show(world.team, draft)
    assert "⚠ Lacks" not in ana.cards()[-1].text
    assert ana.thread(card) == []
    await ana.cards()[-1].click("Save draft")
    await ana.sees("saved as draft")


async def test_the_explanation_is_one_reply_that_changes_with_the_variant(world, ana):
    await ruled(world, ana, required_phrases=("Terms apply",), banned_words=("cheap",))
    card = await ana.composes(PROMPT, platforms=["x"])
    before = await ana.sees("X: “Terms apply” has to be")
    await card.click("Next variant for X")
    await ana.sees("variant 2 of 2")
    await settled()
    assert [m.ts for m in ana.thread(card)] == [before.ts]


@pytest.mark.parametrize("where", [None, Where.ONLY_ME])
async def test_the_rules_go_with_the_channel_where_it_was_asked_for(world, ana, where):
    await ruled(world, ana, banned_words=("cheap",), where=where)
    await ana.opens(f"/compose {PROMPT}")
    await ana.writes_with("sample")
    assert await ana.submits() == {}
    await ana.sees("Uses 1 banned word", where=ana.direct if where else ana.channel)


async def test_where_there_are_no_rules_nothing_is_said_or_looked_for(world, ana):
    card = await ana.composes(PROMPT)
    assert "⚠" not in card.text
    assert world.sent("conversations.replies") == 0


async def drafts_of(world):
    return [generation.id for generation in await world.store.generations()]
