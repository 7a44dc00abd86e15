"""What the vault keeps: for its owner whole, for everybody else nothing."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import Permission
from bot.domain.ports import Asker
from bot.services.vault import SealedVault, derived
from storage.memory import MemoryStore

KEY, OLD = "k" * 32, "o" * 32
ANA, BEN = Asker("T1", "UANA"), Asker("T1", "UBEN")
#: `TOKEN` as it was sealed with `KEY` for Ana's "acme" when format 1 was new.
KEPT_IN_FORMAT_1 = (
    "0186097d9ecd9abcf7e88021c4412d3f920f15487987a16a58524c8f04435bc75f77247d2633"
    "7f794a9039af69d72d4d5cf78987a4aecc61559b5e0bb26bedb45ef1c18026d8d13f433ca7"
)
TOKEN = '{"access_token": "very-secret", "für": "Ana"}'


@pytest.fixture
def vault(store, clock):
    return SealedVault(store, (KEY,), clock)


async def test_who_put_something_in_gets_it_back(vault):
    assert await vault.read(ANA, "acme") is None
    await vault.write(ANA, "acme", TOKEN)
    assert await vault.read(ANA, "acme") == TOKEN


async def test_it_is_replaced_and_forgotten(vault):
    await vault.write(ANA, "acme", "first")
    await vault.write(ANA, "acme", "second")
    assert await vault.read(ANA, "acme") == "second"
    for _ in range(2):
        await vault.forget(ANA, "acme")
        assert await vault.read(ANA, "acme") is None


async def test_nobody_else_finds_it(vault):
    await vault.write(ANA, "acme", TOKEN)
    for asker, name in ((BEN, "acme"), (Asker("T2", "UANA"), "acme"), (ANA, "acme2")):
        assert await vault.read(asker, name) is None


async def test_what_is_kept_says_nothing_and_never_the_same(vault, store, clock):
    kept = []
    for _ in range(2):
        await vault.write(ANA, "acme", TOKEN)
        kept.append(await store.team("T1").permission("UANA", "acme"))
    assert kept[0].at == clock()
    assert kept[0].sealed != kept[1].sealed
    assert b"secret" not in kept[0].sealed


@pytest.mark.parametrize("asker", [BEN, Asker("T2", "UANA"), Asker("T1,UANA", ""), Asker("", "T1UANA")])
@pytest.mark.parametrize("name", ["acme", "acme2"])
async def test_a_row_that_is_moved_to_somebody_else_does_not_open(vault, store, caplog, asker, name):
    await vault.write(ANA, "acme", TOKEN)
    moved = await store.team("T1").permission("UANA", "acme")
    await store.team(asker.team).save_permission(asker.person, name, moved)
    assert await vault.read(asker, name) is None
    assert "opens with no present key" in caplog.text


async def test_without_its_key_it_reads_as_nothing_which_is_logged_without_it(vault, store, clock, caplog):
    await vault.write(ANA, "acme", TOKEN)
    sealed = (await store.team("T1").permission("UANA", "acme")).sealed
    assert await SealedVault(store, (OLD,), clock).read(ANA, "acme") is None
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == "acme of UANA in T1 opens with no present key"
    assert sealed.hex() not in record.getMessage()


async def test_an_older_key_still_opens_and_the_newest_one_seals(store, clock):
    await SealedVault(store, (OLD,), clock).write(ANA, "acme", "before")
    both = SealedVault(store, (KEY, OLD), clock)
    assert await both.read(ANA, "acme") == "before"
    await both.write(ANA, "acme", "after")
    assert await SealedVault(store, (KEY,), clock).read(ANA, "acme") == "after"
    assert await SealedVault(store, (OLD,), clock).read(ANA, "acme") is None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda s: b"", id="empty"),
        pytest.param(lambda s: s[:1], id="the format alone"),
        pytest.param(lambda s: s[:13], id="without a text"),
        pytest.param(lambda s: s[:-1], id="cut short"),
        pytest.param(lambda s: b"\x02" + s[1:], id="another format"),
        pytest.param(lambda s: s[:-1] + bytes([s[-1] ^ 1]), id="one bit"),
    ],
)
async def test_what_was_tampered_with_does_not_open(vault, store, clock, changed):
    await vault.write(ANA, "acme", TOKEN)
    sealed = (await store.team("T1").permission("UANA", "acme")).sealed
    await store.team("T1").save_permission("UANA", "acme", Permission(sealed=changed(sealed), at=clock()))
    assert await vault.read(ANA, "acme") is None


async def test_what_an_earlier_galley_kept_opens_for_good(vault, store, clock):
    kept = bytes.fromhex(KEPT_IN_FORMAT_1)
    await store.team("T1").save_permission("UANA", "acme", Permission(sealed=kept, at=clock()))
    assert await vault.read(ANA, "acme") == TOKEN


def test_every_use_of_a_key_has_a_key_of_its_own():
    made = {derived(KEY, "vault"), derived(KEY, "tickets"), derived(OLD, "vault"), KEY.encode()}
    assert len(made) == 4
    assert {len(key) for key in made} == {32}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.text(min_size=32),
    asker=st.builds(Asker, st.text(), st.text()),
    name=st.text(),
    secret=st.text(st.characters(exclude_categories=["Cs"])),
)
async def test_any_secret_of_anybody_comes_back(clock, key, asker, name, secret):
    vault = SealedVault(MemoryStore(), (key,), clock)
    await vault.write(asker, name, secret)
    assert await vault.read(asker, name) == secret
