"""A card on its way to its channel: posted once, whatever breaks in between."""

import asyncio

import pytest

from bot.domain.captions import Caption, Finished
from bot.domain.drafts import Status, new_draft
from bot.domain.errors import CardRefused, IllegalMove
from bot.domain.generations import CardRef, Generation, Part, State
from bot.domain.platforms import Platform
from bot.services.drafts import Drafts
from bot.services.sharing import Sharing
from tests.bot.services.conftest import NoteRequest

DIRECT = CardRef(channel="D1", ts="1.1", note="Galley is not in <#C1>, so the card is here.")
THERE = CardRef(channel="C1", ts="2.2")


class Slack:
    """Where cards are posted; `trouble` comes instead of the next answers to that."""

    def __init__(self):
        self.posted, self.left, self.trouble = [], [], []

    async def show(self, generation, draft, *, by=""):
        self.shown = generation.card

    async def find(self, generation, since):
        return next((c for c in self.posted if c.channel == generation.channel), None)

    async def share(self, generation, draft):
        await asyncio.sleep(0)
        refused = self.trouble.pop(0) if self.trouble else None
        if isinstance(refused, CardRefused):
            raise refused
        self.posted.append(CardRef(channel=generation.channel, ts="2.2"))
        if refused:
            raise refused
        return self.posted[-1]

    async def leave(self, card, channel):
        self.left.append((card.channel, channel))


@pytest.fixture
def slack():
    return Slack()


@pytest.fixture
def sharing(store, slack, clock):
    return Sharing(store, slack, Drafts(store, slack, clock), clock)


@pytest.fixture
async def records(store, clock):
    request = NoteRequest(prompt_text="Dark mode")
    caption = Caption(platform=Platform.X, text="Lights off")
    part = Part.of(request).model_copy(update={"result": Finished(captions=(caption,))})
    run = Generation(
        id="G1",
        team="T1",
        channel="U1",
        asked_in="C1",
        asked_name="general",
        person="U1",
        provider="notes",
        request=request.model_dump(mode="json"),
        state=State.DONE,
        parts=(part,),
        card=DIRECT,
        created_at=clock(),
    )
    records = store.team("T1")
    await records.add_generation(run)
    await records.add_draft(new_draft(run, title="Dark mode", prompt="Dark mode", at=clock()))
    return records


async def test_the_card_moves_and_both_records_know_where_it_is(sharing, slack, records):
    draft = await sharing.share("T1", "U1", "G1")
    run = await records.generation("G1")
    assert (draft.card, run.card, run.channel, slack.shown) == (THERE, THERE, "C1", THERE)
    assert slack.left == [("D1", "C1")]
    assert [(d.action, d.person) for d in await records.decisions("G1")] == [("shared", "U1")]


async def test_pressed_twice_at_once_it_is_posted_once(sharing, slack, records):
    await asyncio.gather(*(sharing.share("T1", "U1", "G1") for _ in range(3)))
    assert slack.posted == [THERE]
    assert len(await records.decisions("G1")) == 1


async def test_what_was_posted_before_it_broke_off_is_found_again(sharing, slack, records):
    slack.trouble = [ConnectionError()]
    with pytest.raises(ConnectionError):
        await sharing.share("T1", "U1", "G1")
    assert (await records.generation("G1")).card == DIRECT
    await sharing.share("T1", "U1", "G1")
    assert (slack.posted, (await records.generation("G1")).card) == ([THERE], THERE)


async def test_where_slack_refuses_the_card_stays_and_another_press_posts_it(sharing, slack, records):
    slack.trouble = [CardRefused("not_in_channel")]
    with pytest.raises(IllegalMove, match="nothing was posted and the card stays here"):
        await sharing.share("T1", "U1", "G1")
    assert ((await records.generation("G1")).card, slack.left) == (DIRECT, [])
    await sharing.share("T1", "U1", "G1")
    assert slack.posted == [THERE]


@pytest.mark.parametrize(
    ("change", "told"),
    [({"status": Status.DISCARDED}, "was discarded"), ({}, "being written just now")],
)
async def test_what_is_put_aside_or_under_way_is_not_posted(sharing, slack, records, change, told):
    await records.change_draft("G1", lambda d: d.model_copy(update=change))
    if not change:
        await records.change_generation("G1", lambda g: g.model_copy(update={"state": State.RUNNING}))
    with pytest.raises(IllegalMove, match=told):
        await sharing.share("T1", "U1", "G1")
    assert slack.posted == []
