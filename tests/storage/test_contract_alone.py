"""What every store lets happen once, or one at a time."""

import asyncio

import pytest

from tests.storage.records import NOON, at


class TestAlone:
    async def test_one_at_a_time_holds_a_name(self, store):
        inside, most = 0, 0

        async def visit(team):
            nonlocal inside, most
            async with team.alone("tokens of U1"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.001)
                inside -= 1

        # Each with a part of its own, as every use takes one from the store.
        await asyncio.gather(*(visit(store.team("T1")) for _ in range(20)))
        assert (inside, most) == (0, 1)

    async def test_names_and_teams_are_apart(self, store):
        one, other = store.team("T1"), store.team("T2")
        async with asyncio.timeout(10), one.alone("a"), one.alone("b"), other.alone("a"), one.alone(""):
            pass

    async def test_more_names_are_held_at_once_than_there_are_connections(self, team):
        met = asyncio.Barrier(15)

        async def visit(name):
            async with team.alone(name):
                await met.wait()
                assert await team.balance("sample") is None

        async with asyncio.timeout(20):
            await asyncio.gather(*(visit(str(number)) for number in range(15)))

    @pytest.mark.parametrize("name", ["", "with\0NUL", "long " * 2_000, "🎉"])
    async def test_any_name_will_do(self, team, name):
        for _ in range(2):
            async with team.alone(name):
                pass

    async def test_it_ends_with_an_error(self, team):
        with pytest.raises(LookupError):
            async with team.alone("a"):
                raise LookupError
        async with asyncio.timeout(10), team.alone("a"):
            pass

    async def test_who_gives_up_waiting_or_holding_is_in_nobody_s_way(self, team):
        held = asyncio.Event()

        async def hold():
            async with team.alone("a"):
                held.set()
                await asyncio.Event().wait()

        holder, waiter = asyncio.create_task(hold()), asyncio.create_task(hold())
        await held.wait()
        await asyncio.sleep(0.05)
        for task in (waiter, holder):
            task.cancel()
        await asyncio.gather(holder, waiter, return_exceptions=True)
        async with asyncio.timeout(10), team.alone("a"):
            pass


class TestFirst:
    async def test_only_the_first_time_is_the_first(self, store):
        assert await store.first("Ev1", NOON) is True
        assert await store.first("Ev1", at(1)) is False
        assert await store.first("Ev1", NOON) is False
        assert await store.first("Ev2", NOON) is True

    async def test_of_many_at_once_one_is_the_first(self, store):
        seen = await asyncio.gather(*(store.first("Ev1", at(i)) for i in range(50)))
        assert seen.count(True) == 1

    async def test_it_is_known_after_reopening(self, open_store):
        before = await open_store()
        assert await before.first("Ev1", NOON) is True
        await before.close()
        assert await (await open_store()).first("Ev1", at(1)) is False
