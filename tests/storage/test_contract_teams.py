"""One team never sees, changes or blocks another's records, in any store."""

import pytest

from bot.domain.errors import NotFound
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, Permission, PersonDefaults
from bot.domain.ports import DraftQuery
from tests.storage.records import NOON, at, draft, edited, generation


@pytest.fixture
async def other(store):
    """A team beside one that has every kind of record."""
    team = store.team("T1")
    await team.add_generation(generation())
    await team.add_draft(draft())
    await team.change_draft("D1", edited("Lights off"))
    await team.decide(Decision(draft="D1", version=2, person="U1", action="saved", at=NOON))
    await team.save_person("U1", PersonDefaults(provider="sample"))
    await team.save_channel("C1", ChannelProfile(provider="sample"))
    await team.save_balance("sample", Balance(credits=7, at=at(5)))
    await team.save_permission("U1", "acme", Permission(sealed=b"s", at=NOON))
    await team.intend("G1", "start", NOON)
    return store.team("T2")


async def test_sees_nothing_of_it_by_the_same_ids(other):
    for missing in (other.generation("G1"), other.draft("D1")):
        with pytest.raises(NotFound):
            await missing
    assert list(await other.versions("D1")) == []
    assert list(await other.decisions("D1")) == []
    assert await other.person("U1") == PersonDefaults()
    assert await other.channel("C1") == ChannelProfile()
    assert await other.balance("sample") is None
    assert await other.permission("U1", "acme") is None


async def test_sees_nothing_of_it_in_lists_and_searches(other):
    assert list(await other.generations()) == []
    assert (await other.drafts(DraftQuery())).total == 0
    assert (await other.drafts(DraftQuery(words="lights"))).total == 0
    assert (await other.drafts(DraftQuery(words="T1"))).total == 0


async def test_cannot_change_it(other):
    with pytest.raises(NotFound):
        await other.change_generation("G1", lambda g: g)
    with pytest.raises(NotFound):
        await other.change_draft("D1", lambda d: d)
    with pytest.raises(NotFound):
        await other.decide(Decision(draft="D1", version=1, person="U1", action="saved", at=NOON))


async def test_cannot_keep_a_record_that_belongs_to_it(other):
    with pytest.raises(ValueError, match="another team"):
        await other.add_generation(generation("G9"))
    with pytest.raises(ValueError, match="another team"):
        await other.add_draft(draft("D9"))


async def test_has_the_same_ids_for_itself(store, other):
    assert await other.add_generation(generation(team="T2")) is True
    await other.add_draft(draft(team="T2", title="Spring sale"))
    await other.change_draft("D1", edited("Shoes"), expected_version=1)
    await other.save_balance("sample", Balance(credits=3, at=NOON))
    await other.delete_permission("U1", "acme")
    assert await other.intend("G1", "start", at(9)) is None

    first = store.team("T1")
    assert (await first.draft("D1")).title == "Dark mode launch"
    assert len(await first.versions("D1")) == 2
    assert (await first.balance("sample")).credits == 7
    assert (await first.permission("U1", "acme")).sealed == b"s"
    assert await first.intend("G1", "start", at(9)) == NOON


@pytest.mark.parametrize("name", ["T", "t1", "T1 T2", "T1*", "", "-"])
async def test_is_told_apart_by_its_whole_name(store, other, name):
    await store.team(name).add_draft(draft(team=name, title="Lights out"))
    page = await store.team(name).drafts(DraftQuery(words="lights"))
    assert [d.title for d in page.drafts] in ([], ["Lights out"])
    assert (await store.team(name).drafts(DraftQuery())).total == 1


async def test_the_teams_that_have_drafts_are_known(store):
    assert await store.teams() == []
    for name in ("T2", "T1"):
        await store.team(name).add_draft(draft(team=name))
    await store.team("T2").add_draft(draft("D2", team="T2"))
    await store.team("T3").generations()
    assert await store.teams() == ["T1", "T2"]
