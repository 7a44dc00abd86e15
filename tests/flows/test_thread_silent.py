"""What is said in the threads of cards and is no verb: kept as a comment, without a word from the bot."""

import pytest

from playground.slack.events import Events
from playground.slack.fixtures import GENERAL
from tests.flows.person import settled
from tests.flows.plugins import Parrot
from tests.flows.test_thread import draft_of, parroted, reasons


@pytest.fixture
def plugins():
    return (Parrot,)


async def comments(world):
    await settled()
    return [(c.author, c.text) for c in await world.store.comments((await draft_of(world)).id)]


async def nothing_happened(world, ana, card, replies):
    """Neither an answer nor a version, and nobody was told anything."""
    await settled()
    assert [m.body.get("user") for m in ana.thread(card)].count(world.workspace.app.user_id) == replies
    assert await reasons(world) == ["generated"]
    assert not ana.private


class TestComments:
    async def test_are_kept_with_the_draft(self, world, ana, ben):
        card = await parroted(ana, x="Dark mode. #a")
        await ana.says("Shorter would be nice, don't you think?", card.ts)
        await ben.says("I like it & <this>", card.ts)
        assert await comments(world) == [
            (ana.id, "Shorter would be nice, don't you think?"),
            (ben.id, "I like it & <this>"),
        ]
        await nothing_happened(world, ana, card, 0)

    async def test_are_kept_while_the_first_text_is_written(self, world, ana):
        parrot = world.provider("parrot")
        parrot.may_answer.clear()
        card = await ana.starts("Dark mode is here", "parrot")
        await parrot.heard()
        await ana.says("Looking forward to it", card.ts)
        await settled()
        parrot.may_answer.set()
        await ana.sees("Save draft")
        assert await comments(world) == [(ana.id, "Looking forward to it")]

    async def test_say_what_their_author_changed_them_to(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        said = await ana.says("Nice", card.ts)
        await settled()
        ana.people.edit(ana.id, GENERAL, said["ts"], "Very nice")
        assert await comments(world) == [(ana.id, "Very nice")]

    async def test_go_when_their_author_deletes_them(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        said = await ana.says("Nice", card.ts)
        await settled()
        ana.people.delete(ana.id, GENERAL, said["ts"])
        assert await comments(world) == []


class TestWhatIsNoReply:
    async def test_a_comment_that_becomes_a_verb_by_an_edit_does_nothing(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        said = await ana.says("Nice", card.ts)
        await settled()
        ana.people.edit(ana.id, GENERAL, said["ts"], "no hashtags")
        await nothing_happened(world, ana, card, 0)

    async def test_a_verb_that_was_done_is_no_comment_after_an_edit(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        said = await ana.says("no hashtags", card.ts)
        await ana.sees("v2 · no hashtags")
        ana.people.edit(ana.id, GENERAL, said["ts"], "never mind")
        ana.people.delete(ana.id, GENERAL, said["ts"])
        assert await comments(world) == []
        assert await reasons(world) == ["generated", "no hashtags"]

    @pytest.mark.parametrize(
        "by",
        [
            {"bot_id": "B0OTHER", "subtype": "bot_message"},
            {"bot_id": "B0OTHER", "user": "U0OTHER"},
            {"user": "U1ANA", "app_id": "A0OTHER", "bot_id": "B0OTHER"},
            {"user": "U1ANA", "subtype": "channel_join"},
            {"user": "U1ANA", "subtype": "me_message"},
            {"user": "U1ANA", "edited": {"user": "U1ANA", "ts": "1.0"}},
        ],
        ids=["bot", "app", "app for a person", "joined", "me", "edited"],
    )
    async def test_other_apps_and_notices_trigger_nothing(self, world, ana, by):
        card = await parroted(ana, x="Dark mode. #a")
        _posted(world, {**by, "text": "no hashtags", "thread_ts": card.ts})
        await nothing_happened(world, ana, card, 0)
        assert await comments(world) == []

    @pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
    async def test_a_reply_with_a_file_or_shown_in_the_channel_is_one(self, world, ana, subtype):
        card = await parroted(ana, x="Dark mode. #a")
        _posted(world, {"user": ana.id, "subtype": subtype, "text": "no hashtags", "thread_ts": card.ts})
        await ana.sees("v2 · no hashtags · free")

    async def test_elsewhere_verbs_are_words(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        other = await ana.says("Lunch?")
        await ana.says("no hashtags")
        await ana.says("no hashtags", other["ts"])
        await nothing_happened(world, ana, card, 0)
        assert await comments(world) == []

    async def test_messages_elsewhere_write_nothing_and_look_up_only_threads(self, world, ana, monkeypatch):
        looked = []
        found = world.galley.services.thread.draft_at

        async def noted(*at):
            looked.append(at)
            return await found(*at)

        async def never(*_):
            raise AssertionError("nothing is noted of other messages")

        monkeypatch.setattr(world.galley.services.thread, "draft_at", noted)
        monkeypatch.setattr(world.galley.services.deliveries, "first", never)
        other = await ana.says("Lunch?")
        await ana.says("At one", other["ts"])
        await settled()
        assert len(looked) == 1


class TestMentions:
    async def test_a_verb_with_a_mention_acts_once(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        await ana.says("@galley no hashtags", card.ts)
        await ana.sees("v2 · no hashtags · free")
        await settled()
        assert await reasons(world) == ["generated", "no hashtags"]
        assert not ana.private

    async def test_what_is_not_understood_is_answered_in_private_with_the_nearest_verb(self, world, ana, ben):
        card = await parroted(ana, x="Dark mode. #a")
        await ana.says("@galley do the hashtag thing", card.ts)
        await ana.sees_privately("Galley does not know", "hashtags", "Say help")
        await settled()
        assert len(ana.private) == 1
        assert not ben.private
        assert await reasons(world) == ["generated"]

    async def test_a_mention_outside_of_threads_of_cards_does_nothing(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        await ana.says("@galley no hashtags")
        await nothing_happened(world, ana, card, 0)


class TestOnlyMe:
    @pytest.mark.parametrize("own", [{}, {"thread_mode": "mention"}], ids=["verbs", "mention"])
    async def test_in_the_own_conversation_all_is_the_same(self, world, ana):
        await ana.opens("/compose Dark mode is here")
        await ana.writes_with("sample")
        await ana.submits(_where="me")
        card = await ana.sees("Save draft", where=ana.direct)
        ana.channel = ana.direct
        await ana.says("use: Mine", card.ts)
        await ana.sees("v2 · use · free", where=ana.direct)
        await ana.says("Nice", card.ts)
        assert await comments(world) == [(ana.id, "Nice")]
        await ana.says("shorter", card.ts)
        await ana.sees("v3 · shorter · free", where=ana.direct)


class TestMentionMode:
    @pytest.fixture
    def own(self):
        return {"thread_mode": "mention"}

    async def test_acts_on_mentions_and_nothing_else(self, world, ana):
        card = await parroted(ana, x="Dark mode. #a")
        await ana.says("no hashtags", card.ts)
        await ana.says("Nice", card.ts)
        await nothing_happened(world, ana, card, 0)
        assert await comments(world) == []
        await ana.says("@galley no hashtags", card.ts)
        await ana.sees("v2 · no hashtags · free")

    async def test_works_without_the_right_to_read_channels(self, world, ana):
        app = world.workspace.app
        assert not {"channels:history", "groups:history"} & app.scopes
        assert not {"message.channels", "message.groups"} & app.events
        texts = {p: f"{p} " + "Dark mode is here. " * 300 for p in ("linkedin", "facebook")}
        card = await parroted(ana, **texts)
        await ana.sees("continued")
        await ana.says("@galley linkedin: use: Short", card.ts)
        await ana.sees("v2 · use (LinkedIn only)")
        assert card.captions[0] == "Short"
        await ana.says("@galley use: Short", card.ts)
        await ana.sees("v3 · use")
        await settled(1.2)
        assert not [m for m in ana.thread(card) if "continued" in m.text]


def _posted(world, content):
    """Something stands in the channel, as Slack tells of it."""
    channel = world.workspace.channels[GENERAL]
    message = world.workspace.post(channel, {"type": "message", "team": world.team, **content})
    Events(world.workspace, world.playground.outbox).message(channel, message)


async def test_what_was_said_is_read_where_the_draft_is_opened(world, ana, ben):
    card = await parroted(ana, x="Dark mode. #a")
    await ben.says("Nice one, <!channel> & <https://acme.example|all>", card.ts)
    await ana.says("no hashtags", card.ts)
    await ana.sees("v2 · no hashtags · free")
    await card.click("Save draft")
    await ana.sees("saved as draft")
    await ana.says("/drafts")
    await (await ana.sees_privately("My drafts")).click("Open Dark mode is here")
    await ana.sees_form(
        "Activity", "v2 no hashtags", "said “Nice one, <!channel> & <https://acme.example|all>”"
    )
