"""Several processes on one PostgreSQL: each has a slot, and what a dead one left is taken over once."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import psycopg
import pytest

from bot.domain.errors import ConfigurationError
from bot.jobs import slots
from bot.jobs.slots import seated
from tests.bot.jobs.fakes import until


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    monkeypatch.setattr(slots, "BEAT", 0.02)


@pytest.fixture
def seat(postgres_url):
    """Take a slot, as a process of its own would; `heard` is what it was told."""

    @asynccontextmanager
    async def take(heard=None, taken=None):
        async def take_over(executor_id):
            taken.append(executor_id)
            return 1

        async with seated(postgres_url, (heard if heard is not None else []).append) as slot:
            keeping = asyncio.create_task(slot.keep(take_over if taken is not None else _nothing))
            try:
                yield slot
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)

    return take


async def _nothing(_):
    return 0


def cut(url, slot):
    """End a slot's session at the server."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [slot._session._connection.info.backend_pid])


async def test_each_process_gets_the_lowest_free_slot(seat):
    async with seat() as first, seat() as second:
        async with seat() as third:
            assert [s.executor_id for s in (first, second, third)] == ["slot-0", "slot-1", "slot-2"]
        async with seat() as again:
            assert again.number == 2


async def test_many_that_start_at_once_get_a_slot_each(seat):
    async with AsyncExitStack() as opened:
        taken = await asyncio.gather(*(opened.enter_async_context(seat()) for _ in range(20)))
        assert {slot.number for slot in taken} == set(range(20))


async def test_one_too_many_is_refused_in_words(seat, monkeypatch):
    monkeypatch.setattr(slots, "SLOTS", 1)
    async with seat():
        with pytest.raises(ConfigurationError, match="share this database already"):
            async with seat():
                pytest.fail("It got a slot.")


async def test_what_a_process_left_is_taken_over_once_by_one_of_the_others(seat):
    taken = []
    async with seat(taken=taken), seat(taken=taken), seat(taken=taken):
        async with seat() as dead:
            assert dead.number == 3
        await until(lambda: bool(taken))
        await asyncio.sleep(0.3)

    assert taken == ["slot-3"]


async def test_what_the_first_process_left_is_taken_over_too(seat):
    taken = []
    async with AsyncExitStack() as first:
        await first.enter_async_context(seat())
        async with seat(taken=taken):
            await first.aclose()
            await until(lambda: bool(taken))

    assert taken == ["slot-0"]


async def test_nothing_is_taken_from_the_living(seat):
    taken = []
    async with seat(taken=taken), seat(taken=taken):
        await asyncio.sleep(0.5)

    assert taken == []


async def test_a_slot_whose_session_is_cut_is_held_again_and_nothing_taken_over(seat, postgres_url):
    taken = []
    async with seat(taken=taken) as slot, seat(taken=taken):
        cut(postgres_url, slot)
        await asyncio.sleep(0.5)
        held = await slot._session.value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 0 AND classid = %s",
            slots.SLOT_LOCK,
        )

        assert (taken, slot.lost.is_set(), held) == ([], False, 1)


async def test_a_process_that_comes_back_after_its_runs_were_taken_over_stops(seat, postgres_url):
    taken = []
    # The slow one does not look after its slot meanwhile.
    async with seat(taken=taken), seated(postgres_url, print) as slow:
        cut(postgres_url, slow)
        await until(lambda: bool(taken))
        await asyncio.wait_for(slow.keep(_nothing), 10)

        assert slow.lost.is_set()
    assert taken == ["slot-1"]


async def test_all_hear_what_one_tells(seat):
    heard = [[], []]
    async with seat(heard[0]) as first, seat(heard[1]):
        await first.tell("job-12345678")
        await until(lambda: heard == [["job-12345678"]] * 2)


async def test_telling_without_a_session_is_let_be(seat, postgres_url):
    async with seated(postgres_url, print) as slot:
        cut(postgres_url, slot)
        await slot.tell("job-12345678")


async def test_of_all_one_does_what_one_should_do(seat):
    async with seat() as first, seat() as second:
        async with first.turn() as mine, second.turn() as theirs:
            assert (mine, theirs) == (True, False)
        async with second.turn() as theirs:
            assert theirs


@pytest.mark.parametrize("url", ["postgresql://nobody:hunter2secret@127.0.0.1:1/galley"])
async def test_a_server_that_is_not_there_is_told_without_the_password(url):
    with pytest.raises(ConfigurationError, match="cannot be used") as told:
        async with seated(url, print):
            pytest.fail("It opened.")
    assert "hunter2secret" not in told.value.message
