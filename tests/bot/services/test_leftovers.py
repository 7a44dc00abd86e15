"""Deleting at a vendor's what earlier runs left: once, in order, and with nothing forgotten on failure."""

import asyncio

import pytest

from bot.domain.captions import Caption, Finished
from bot.domain.drafts import new_draft
from bot.domain.errors import IllegalMove, NotFound, ProviderUnreachable, UserError
from bot.domain.generations import CardRef, Generation, Part, State
from bot.domain.platforms import Platform
from bot.domain.ports import Providers
from bot.services import leftovers as leftovers_module
from bot.services.drafts import Drafts
from bot.services.leftovers import Leftovers
from tests.bot.services.conftest import NoteRequest, provider_of

A, B = {"post": "a"}, {"post": "b"}


class Notifier:
    def __init__(self):
        self.shown = []

    async def show(self, generation, draft, *, by=""):
        self.shown.append(generation.left_behind)


class Shelf:
    """The vendor's posts; `trouble` comes instead of the next deletions."""

    def __init__(self):
        self.removed = []
        self.trouble = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def remove(self, vendor_ids):
        await self.may_go_on.wait()
        if self.trouble and (error := self.trouble.pop(0)):
            raise error
        self.removed.append(vendor_ids)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def notifier():
    return Notifier()


@pytest.fixture
def leftovers(shelf, store, notifier, clock):
    provider = provider_of(NoteRequest, "notes", remove=shelf.remove)
    type(provider).leaves = "a note at Notes"
    providers = Providers((provider,))
    return Leftovers(store, providers, Drafts(store, notifier, clock), clock)


@pytest.fixture
async def kept(store, clock):
    """A run that followed two others, on record with its draft."""
    result = Finished(captions=(Caption(platform=Platform.ANY, text="Tea"),))
    generation = Generation(
        id="run-3",
        team="T1",
        channel="C1",
        person="U1",
        provider="notes",
        request={"prompt_text": "Tea"},
        state=State.DONE,
        parts=(Part(request={}, result=result),),
        card=CardRef(channel="C1", ts="1.0"),
        left_behind=(A, B),
        created_at=clock(),
    )
    records = store.team("T1")
    await records.add_generation(generation)
    await records.add_draft(new_draft(generation, title="Tea", prompt="Tea", at=clock()))
    return generation


async def test_everything_is_deleted_and_written_down(leftovers, kept, store, shelf, notifier):
    await leftovers.delete("T1", "U2", kept.id)

    records = store.team("T1")
    assert shelf.removed == [A, B]
    assert (await records.generation(kept.id)).left_behind == ()
    assert [(d.person, d.version, d.action) for d in await records.decisions(kept.id)] == [
        ("U2", 1, "deleted the earlier note at Notes")
    ] * 2
    assert notifier.shown[-1] == ()


async def test_a_second_click_deletes_nothing_and_shows_the_card(leftovers, kept, shelf, notifier):
    await leftovers.delete("T1", "U2", kept.id)
    await leftovers.delete("T1", "U2", kept.id)

    assert shelf.removed == [A, B]
    assert len(notifier.shown) == 2


async def test_two_clicks_at_once_act_once(leftovers, kept, shelf, store):
    shelf.may_go_on.clear()
    clicks = [asyncio.create_task(leftovers.delete("T1", "U2", kept.id)) for _ in range(2)]
    await asyncio.sleep(0)
    shelf.may_go_on.set()
    await asyncio.gather(*clicks)

    assert shelf.removed == [A, B]
    assert len(await store.team("T1").decisions(kept.id)) == 2


async def test_trouble_is_told_and_nothing_is_forgotten(leftovers, kept, shelf, store):
    shelf.trouble = [ProviderUnreachable("Notes could not be reached.")]

    with pytest.raises(UserError) as caught:
        await leftovers.delete("T1", "U2", kept.id)

    assert caught.value.message == (
        "Notes could not be reached. So the earlier note at Notes is still there: "
        "try again later, or delete it there."
    )
    assert (await store.team("T1").generation(kept.id)).left_behind == (A, B)
    await leftovers.delete("T1", "U2", kept.id)
    assert shelf.removed == [A, B]


async def test_a_deletion_that_never_ends_is_told_as_uncertain(leftovers, kept, shelf, store, monkeypatch):
    monkeypatch.setattr(leftovers_module, "REMOVE", 0.01)
    shelf.may_go_on.clear()

    with pytest.raises(UserError, match=r"did not answer\. Whether the earlier note at Notes is still there"):
        await leftovers.delete("T1", "U2", kept.id)

    assert (await store.team("T1").generation(kept.id)).left_behind


async def test_what_was_deleted_before_the_trouble_is_not_asked_for_again(
    leftovers, kept, shelf, store, notifier
):
    shelf.trouble = [None, ProviderUnreachable("Notes could not be reached.")]

    with pytest.raises(UserError):
        await leftovers.delete("T1", "U2", kept.id)

    assert (await store.team("T1").generation(kept.id)).left_behind == (B,)
    assert notifier.shown[-1] == (B,)
    await leftovers.delete("T1", "U2", kept.id)
    assert shelf.removed == [A, B]


async def test_a_card_that_has_moved_on_deletes_nothing(leftovers, kept, store, shelf):
    await store.team("T1").change_generation(kept.id, lambda g: g.followed("run-4"))

    with pytest.raises(IllegalMove, match="moved on"):
        await leftovers.delete("T1", "U2", kept.id)

    assert shelf.removed == []


async def test_another_team_reaches_nothing(leftovers, kept, shelf):
    with pytest.raises(NotFound):
        await leftovers.delete("T2", "U2", kept.id)

    assert shelf.removed == []


async def test_a_provider_that_keeps_nothing_is_not_asked(store, kept, notifier, clock):
    providers = Providers((provider_of(NoteRequest, "notes"),))

    with pytest.raises(IllegalMove, match="cannot delete anything at Notes"):
        await Leftovers(store, providers, Drafts(store, notifier, clock), clock).delete("T1", "U2", kept.id)

    assert (await store.team("T1").generation(kept.id)).left_behind == (A, B)
