"""Which draft a card is of, and what people say about it, in any store."""

import asyncio
import sqlite3
from contextlib import closing

import psycopg
import pytest

from bot.domain.comments import Comment
from bot.domain.drafts import Status
from bot.domain.generations import CardRef, State
from storage.location import open_store as open_store_at
from tests.storage.records import at, draft, generation

CARD = CardRef(channel="C1", ts="1.000001")
OTHER = CardRef(channel="C1", ts="1.000002", again=True)
LATER = at(100)


def comment(text="Nice!", ts="2.000001", *, minute=1, **values):
    facts = {"draft": "G1", "channel": "C1", "ts": ts, "author": "U1", "text": text, "at": at(minute)}
    return Comment(**(facts | values))


def placed(card):
    return lambda run: run.with_card(card)


class TestCards:
    async def test_lead_to_the_draft_that_their_first_run_will_write(self, team):
        await team.add_generation(generation())
        assert await team.draft_at("C1", "1.000001") is None
        await team.change_generation("G1", placed(CARD))
        assert await team.draft_at("C1", "1.000001") == "G1"

    async def test_lead_to_the_draft_that_a_later_run_adds_to(self, team):
        await team.add_generation(generation("G2", draft="G1", card=CARD))
        assert await team.draft_at("C1", "1.000001") == "G1"

    async def test_lead_to_what_took_them_over(self, team):
        await team.add_generation(generation("G1", card=CARD))
        await team.add_generation(generation("G2", card=CARD))
        await team.change_generation("G1", lambda run: run.followed("G2"))
        assert await team.draft_at("C1", "1.000001") == "G2"

    async def test_a_run_that_is_stored_already_takes_no_card(self, team):
        await team.add_generation(generation("G1", card=CARD))
        await team.add_generation(generation("G2"))
        assert await team.add_generation(generation("G2", card=CARD)) is False
        assert await team.draft_at("C1", "1.000001") == "G1"

    async def test_posted_again_both_lead_there(self, team):
        await team.add_generation(generation("G1", card=CARD))
        await team.change_generation("G1", placed(OTHER))
        found = [await team.draft_at("C1", card.ts) for card in (CARD, OTHER)]
        assert found == ["G1", "G1"]

    async def test_no_other_message_does(self, team):
        await team.add_generation(generation("G1", card=CARD))
        assert await team.draft_at("C2", "1.000001") is None
        assert await team.draft_at("C1", "1.00000") is None

    async def test_no_other_team_s_does(self, store, team):
        await team.add_generation(generation("G1", card=CARD))
        assert await store.team("T2").draft_at("C1", "1.000001") is None

    async def test_stay_as_long_as_their_draft(self, store, team):
        await team.add_draft(draft("G1", generation="G2"))
        await team.add_generation(generation("G2", draft="G1", card=CARD, state=State.DONE))
        await store.purge(LATER, limit=100)
        assert await team.draft_at("C1", "1.000001") == "G1"

    async def test_are_forgotten_with_it(self, store, team):
        await team.add_generation(generation("G1", card=CARD, state=State.DONE))
        await team.add_draft(draft("G1", generation="G1", status=Status.WORKING))
        assert await store.purge(LATER, limit=100) == 3
        assert await team.draft_at("C1", "1.000001") is None


class TestComments:
    async def test_are_kept_in_the_order_said(self, team):
        later, first = comment("More of it", "2.000002"), comment(author="U2")
        for one in (later, first, comment(draft="G2")):
            await team.save_comment(one)
        assert list(await team.comments("G1")) == [first, later]

    async def test_said_once_are_kept_once(self, team):
        await asyncio.gather(*(team.save_comment(comment()) for _ in range(5)))
        assert list(await team.comments("G1")) == [comment()]

    async def test_say_what_they_were_changed_to(self, team):
        await team.save_comment(comment())
        changed = comment("Odd \0 🎉", edited=True)
        await team.save_comment(changed)
        assert list(await team.comments("G1")) == [changed]

    async def test_can_be_taken_back(self, team):
        await team.save_comment(comment())
        await team.save_comment(comment(channel="C2"))
        await team.delete_comment("G1", "C1", "2.000001")
        await team.delete_comment("G1", "C1", "2.000001")
        assert list(await team.comments("G1")) == [comment(channel="C2")]

    async def test_are_their_team_s_alone(self, store, team):
        await team.save_comment(comment())
        other = store.team("T2")
        assert list(await other.comments("G1")) == []
        await other.delete_comment("G1", "C1", "2.000001")
        await other.save_comment(comment("Theirs"))
        assert list(await team.comments("G1")) == [comment()]

    async def test_go_with_their_draft_however_new(self, store, team):
        await team.add_draft(draft("G1", status=Status.WORKING))
        await team.save_comment(comment(minute=200))
        await store.purge(LATER, limit=100)
        assert list(await team.comments("G1")) == []

    async def test_stay_with_a_draft_that_was_saved(self, store, team):
        await team.add_draft(draft("G1"))
        await team.save_comment(comment())
        assert await store.purge(LATER, limit=100) == 0
        assert list(await team.comments("G1")) == [comment()]

    async def test_go_with_a_run_that_never_made_a_draft(self, store, team):
        await team.add_generation(generation("G1", state=State.FAILED))
        await team.save_comment(comment())
        assert await store.purge(at(1), limit=100) == 1
        assert list(await team.comments("G1")) == [comment()]
        assert await store.purge(LATER, limit=100) == 1
        assert list(await team.comments("G1")) == []


async def _filled_before(location):
    """Records of a Galley that knew no threads yet."""
    store = await open_store_at(location)
    team = store.team("T1")
    odd = {"topic": 'NUL \0 and "draft":null,"card":{"channel":"C9","ts":"9"'}
    await team.add_generation(generation("G1", card=CARD, request=odd))
    await team.add_generation(generation("G2", card=CARD, draft="G1", minute=1))
    await team.add_generation(generation("G3"))
    await store.close()


UNDONE = (
    "DROP TABLE cards",
    "DROP TABLE comments",
    "DELETE FROM {migrations} WHERE name = 'create_cards_and_comments'",
)


async def test_cards_from_before_are_found_too_on_sqlite(tmp_path):
    path = f"{tmp_path}/galley.db"
    await _filled_before(f"sqlite:///{path}")
    with closing(sqlite3.connect(path, isolation_level=None)) as by_hand:
        by_hand.execute("DROP TRIGGER drafts_take_comments")
        for sql in UNDONE:
            by_hand.execute(sql.format(migrations="_sqlite_migrations"))
    await _finds_the_cards(f"sqlite:///{path}")


async def test_cards_from_before_are_found_too_on_postgres(postgres_url):
    await _filled_before(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as by_hand:
        by_hand.execute("DROP TRIGGER drafts_take_comments ON drafts")
        by_hand.execute("DROP FUNCTION galley_take_comments")
        for sql in UNDONE:
            by_hand.execute(sql.format(migrations="galley_migrations"))
    await _finds_the_cards(postgres_url)


async def _finds_the_cards(location):
    store = await open_store_at(location)
    team = store.team("T1")
    assert await team.draft_at("C1", "1.000001") == "G1"
    assert await team.draft_at("C9", "9") is None
    await store.close()


@pytest.mark.parametrize("minute", [0, 50])
async def test_a_purge_takes_no_more_than_it_may(store, team, minute):
    for number in range(3):
        card = CardRef(channel="C1", ts=f"{number}.0")
        await team.add_generation(generation(f"G{number}", card=card, state=State.DONE, minute=minute))
        await team.save_comment(comment(draft=f"G{number}", minute=minute))
    gone = []
    while not gone or gone[-1]:
        gone.append(await store.purge(LATER, limit=2))
    assert gone == [2, 2, 2, 2, 1, 0]
