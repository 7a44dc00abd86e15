"""What persons allowed at vendors is kept as it came, in any store, and is nobody else's."""

import pytest

from bot.domain.people import Permission
from storage.sqlite import open_sqlite
from tests.storage.records import NOON, at

SEALED = Permission(sealed=bytes(range(256)), at=NOON)
OTHER = Permission(sealed=b"other", at=at(5))


async def test_nobody_has_allowed_anything_at_first(team):
    assert await team.permission("U1", "acme") is None


async def test_it_is_kept_to_the_byte_with_its_time(team):
    await team.save_permission("U1", "acme", SEALED)
    assert await team.permission("U1", "acme") == SEALED


async def test_a_newer_one_replaces_it(team):
    await team.save_permission("U1", "acme", SEALED)
    await team.save_permission("U1", "acme", OTHER)
    assert await team.permission("U1", "acme") == OTHER


@pytest.mark.parametrize("key", [("U2", "acme"), ("U1", "acme2"), ("u1", "acme"), ("U1", "ACME"), ("", "")])
async def test_it_is_nobody_elses_and_of_no_other_name(team, key):
    await team.save_permission("U1", "acme", SEALED)
    assert await team.permission(*key) is None
    await team.delete_permission(*key)
    await team.save_permission(*key, OTHER)
    assert await team.permission("U1", "acme") == SEALED


async def test_a_deleted_one_is_gone_and_may_be_deleted_again(team):
    await team.save_permission("U1", "acme", SEALED)
    for _ in range(2):
        await team.delete_permission("U1", "acme")
        assert await team.permission("U1", "acme") is None


async def test_it_survives_reopening(open_store):
    before = await open_store()
    await before.team("T1").save_permission("U1", "acme", SEALED)
    await before.close()
    assert await (await open_store()).team("T1").permission("U1", "acme") == SEALED


async def test_another_process_that_has_the_file_open_sees_it(tmp_path):
    here, there = [await open_sqlite(f"sqlite:///{tmp_path}/galley.db") for _ in range(2)]
    await there.team("T1").save_permission("U1", "acme", SEALED)
    assert await here.team("T1").permission("U1", "acme") == SEALED
    await here.team("T1").delete_permission("U1", "acme")
    assert await there.team("T1").permission("U1", "acme") is None
    for store in (here, there):
        await store.close()
