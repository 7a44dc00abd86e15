"""The thread of a card is its editor: each verb alone, and everything that is none."""

import pytest

from bot.domain.drafts import Status
from bot.domain.errors import OutOfCredits
from bot.domain.ports import DraftQuery
from tests.flows.plugins import Choir, Parrot

PROMPT = "Dark mode is here. Try it today"


@pytest.fixture
def plugins():
    return (Parrot, Choir)


@pytest.fixture
def parrot(world):
    return world.provider("parrot")


async def draft_of(world):
    (draft,) = (await world.store.drafts(DraftQuery(statuses=tuple(Status)))).drafts
    return draft


async def reasons(world):
    return [v.reason for v in await world.store.versions((await draft_of(world)).id)]


async def parroted(ana, **texts):
    """A card of the parrot's, with these texts by platform."""
    parrot = ana.world.provider("parrot")
    parrot.texts = {platform: (text,) for platform, text in texts.items()}
    return await ana.composes("Dark mode is here", "parrot", platforms=list(texts))


class TestFree:
    async def test_no_hashtags(self, world, ana):
        card = await parroted(ana, linkedin="Dark mode is here.\n\n#darkmode #launch")
        await ana.says("no hashtags", card.ts)
        await ana.sees("v2 · no hashtags · free · 2 hashtags removed")
        assert card.captions == ["Dark mode is here."]
        assert "v2" in card.text
        assert [reply.text.splitlines()[0] for reply in ana.thread(card)][-1].startswith("v2 · no hashtags")

    async def test_hashtags(self, ana):
        card = await parroted(ana, linkedin="Dark mode is here. #old")
        await ana.says("hashtags: #darkmode, #launch", card.ts)
        await ana.sees("v2 · hashtags · free")
        assert card.captions[0].endswith("#darkmode #launch")

    async def test_no_emoji(self, ana):
        card = await parroted(ana, x="Dark mode 🌙 is here 👩🏽‍💻!")
        await ana.says("No emoji.", card.ts)
        await ana.sees("v2 · no emoji · free")
        assert card.captions == ["Dark mode is here!"]

    async def test_call_to_action(self, ana):
        card = await parroted(ana, x="Dark mode is here.")
        await ana.says("cta: Try it: https://example.com", card.ts)
        await ana.sees("v2 · cta · free")
        assert card.captions == ["Dark mode is here. Try it: https://example.com"]

    async def test_use_takes_several_lines_and_signs_as_they_were_typed(self, ana):
        card = await parroted(ana, linkedin="Dark mode is here.")
        await ana.says("use: One & two <three>\n\nFour", card.ts)
        await ana.sees("v2 · use · free")
        assert card.captions == ["One & two <three>\n\nFour"]

    async def test_fit(self, ana):
        card = await parroted(ana, x="Dark mode is here for all of you. " * 12)
        await ana.sees("over X's limit")
        await ana.says("fit", card.ts)
        await ana.sees("v2 · fit · free · shortened from 408 to")
        assert "over X's limit" not in card.text

    async def test_one_platform_only(self, ana):
        card = await parroted(ana, linkedin="Long live dark mode. #a", x="Dark mode. #b")
        await ana.says("x only: no hashtags", card.ts)
        await ana.sees("v2 · no hashtags (X only) · free")
        assert card.captions == ["Long live dark mode. #a", "Dark mode."]

    async def test_nothing_to_do_is_said_to_the_person_and_makes_no_version(self, world, ana, ben):
        card = await parroted(ana, linkedin="Dark mode is here.")
        await ana.says("no hashtags", card.ts)
        await ana.sees_privately("nothing to do: there is no hashtag in it")
        assert not ben.private
        assert await reasons(world) == ["generated"]

    async def test_a_platform_that_it_has_not_is_refused_with_those_it_has(self, world, ana):
        card = await parroted(ana, linkedin="Dark mode.", x="Dark.")
        await ana.says("bluesky only: fit", card.ts)
        await ana.sees_privately("no text for Bluesky. It has LinkedIn and X.")
        assert await reasons(world) == ["generated"]

    async def test_a_picked_variant_is_kept_before_it_is_edited(self, world, ana):
        card = await ana.composes("Dark mode is here", variants=3)
        await card.click("Next variant for X")
        await ana.sees("*X* · variant 2 of 3")
        picked = card.captions
        await ana.says("x only: use: Mine", card.ts)
        await ana.sees("v3 · use (X only) · free")
        await ana.says("undo", card.ts)
        await ana.sees("v4 · undo · free · as v2")
        assert card.captions == picked
        assert await reasons(world) == ["generated", "picked", "use (X only)", "undone"]


class TestVersions:
    async def _with_three(self, ana):
        card = await parroted(ana, linkedin="One", x="Uno")
        for number, text in ((2, "Two"), (3, "Three")):
            await ana.says(f"linkedin: use: {text}", card.ts)
            await ana.sees(f"v{number} · use (LinkedIn only)")
        return card

    async def test_undo_goes_further_back_each_time_and_redo_forward(self, ana):
        card = await self._with_three(ana)
        steps = [("undo", "v4", "Two"), ("undo", "v5", "One"), ("redo", "v6", "Two"), ("redo", "v7", "Three")]
        for say, version, text in steps:
            await ana.says(say, card.ts)
            await ana.sees(f"{version} · {say} · free")
            assert card.captions == [text, "Uno"]
        await ana.says("redo", card.ts)
        await ana.sees_privately("There is nothing to redo")

    async def test_undo_at_the_beginning_says_so(self, ana):
        card = await parroted(ana, linkedin="One")
        await ana.says("undo", card.ts)
        await ana.sees_privately("There is nothing to undo")

    async def test_restore_makes_an_earlier_version_the_newest(self, ana):
        card = await self._with_three(ana)
        await ana.says("restore v1", card.ts)
        await ana.sees("v4 · restore", "as v1")
        assert card.captions == ["One", "Uno"]
        await ana.says("undo", card.ts)
        await ana.sees("v5 · undo · free · as v3")

    async def test_a_version_is_shown_and_nothing_changes(self, world, ana, ben):
        card = await self._with_three(ana)
        await ana.says("v2", card.ts)
        shown = await ben.sees("v2 · use (LinkedIn only)", "restore v2")
        assert shown.captions == ["Two", "Uno"]
        assert len(await reasons(world)) == 3

    async def test_a_version_that_there_is_not_says_which_there_are(self, ana):
        card = await self._with_three(ana)
        await ana.says("v9", card.ts)
        await ana.sees_privately("There is no v9: the newest is v3.")

    async def test_diff_shows_what_changed(self, ana):
        card = await parroted(ana, linkedin="Dark mode is here", x="Uno")
        await ana.says("linkedin: use: Light mode is here now", card.ts)
        await ana.sees("v2 · use")
        await ana.says("diff", card.ts)
        shown = await ana.sees("From v1 to v2", "X: unchanged", "2 words added, 1 removed")
        styles = [
            e.get("style")
            for b in shown.blocks
            if b["type"] == "rich_text"
            for e in b["elements"][0]["elements"]
        ]
        assert {"strike": True} in styles
        assert {"bold": True} in styles


class TestAsTheButtons:
    async def test_save(self, world, ana):
        card = await parroted(ana, linkedin="One")
        await ana.says("save", card.ts)
        await ana.sees("v1 · saved as draft")
        assert (await draft_of(world)).status == "draft"

    async def test_discard_and_restore(self, world, ana, ben):
        card = await parroted(ana, linkedin="One")
        await ana.says("discard", card.ts)
        await ana.sees("Discarded by <@U1ANA>")
        await ben.says("shorter", card.ts)
        await ben.sees_privately("This draft was discarded. Say restore")
        await ben.says("restore", card.ts)
        await ben.sees("v1 · restored")
        assert card.captions == ["One"]

    async def test_approval_is_no_dead_end(self, ana):
        card = await parroted(ana, linkedin="One")
        await ana.says("approve?", card.ts)
        await ana.sees_privately("Say save")

    async def test_stop(self, ana, parrot):
        parrot.may_answer.clear()
        card = await ana.starts("Dark mode is here", "parrot")
        await parrot.heard()
        await ana.says("stop", card.ts)
        await ana.sees_privately("Stopping")
        await ana.sees("Stopping", where=ana.channel)
        parrot.may_answer.set()
        await ana.sees("Save draft")
        await ana.says("stop", card.ts)
        await ana.sees_privately("Nothing is being written")

    async def test_before_there_is_a_text(self, ana, parrot):
        parrot.may_answer.clear()
        card = await ana.starts("Dark mode is here", "parrot")
        await parrot.heard()
        await ana.says("no emoji", card.ts)
        await ana.sees_privately("still being written")
        parrot.may_answer.set()
        await ana.sees("Save draft")

    async def test_help_is_the_grammar_for_the_one_who_asks(self, ana, ben):
        card = await parroted(ana, linkedin="One")
        await ana.says("help", card.ts)
        await ana.sees_privately("`again x3`", "`x only: shorter`", "`diff v1 v3`")
        assert not ben.private

    async def test_help_names_the_tones_that_the_provider_has(self, ana):
        card = await ana.composes("Dark mode is here")
        await ana.says("help", card.ts)
        await ana.sees_privately("`tone friendly` – written anew in one of its tones", "professional, witty")

    async def test_help_says_so_where_there_is_no_text_to_work_on(self, ana, parrot):
        parrot.failures.append(OutOfCredits("Not enough credits."))
        card = await ana.starts("Dark mode is here", "parrot")
        await ana.sees("Nothing was charged")
        await ana.says("help", card.ts)
        await ana.sees_privately("There is no text here yet", "the card says what else you can do", "`fit`")

    async def test_the_card_says_how_to_refine(self, ana):
        card = await parroted(ana, linkedin="One")
        assert 'reply "help" in the thread to refine' in card.text
