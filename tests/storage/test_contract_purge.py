"""What every store forgets, and what it never does."""

import pytest

from bot.domain.drafts import Status
from bot.domain.errors import NotFound
from bot.domain.generations import State
from bot.domain.people import Decision
from bot.domain.ports import DraftQuery
from tests.storage.records import at, draft, edited, generation

#: Everything is made in the first ten minutes, and forgotten as of this one.
LATER = at(100)


def run(name="G1", **values):
    return generation(name, **({"state": State.DONE} | values))


def working(name="G1", **values):
    return draft(name, **({"status": Status.WORKING, "generation": name} | values))


async def runs(team):
    return {g.id for g in await team.generations(limit=100)}


async def drafts(team):
    page = await team.drafts(DraftQuery(statuses=tuple(Status)), limit=100)
    return {d.id for d in page.drafts}


async def test_an_unsaved_draft_goes_with_all_that_is_its_own(store, team):
    await team.add_generation(run())
    await team.add_draft(working())
    await team.change_draft("G1", edited("Lights off"))
    await team.decide(Decision(draft="G1", version=1, person="U1", action="commented", at=at(2)))
    await team.intend("G1", "call 0", at(0))
    assert await store.purge(LATER, limit=100) == 3
    for missing in (team.draft("G1"), team.generation("G1")):
        with pytest.raises(NotFound):
            await missing
    assert list(await team.versions("G1")) == []
    assert list(await team.decisions("G1")) == []
    assert (await team.drafts(DraftQuery(words="lights", statuses=(Status.WORKING,)))).total == 0
    assert await team.intend("G1", "call 0", at(200)) is None


async def test_the_same_id_can_be_used_anew(store, team):
    await team.add_draft(working())
    await store.purge(LATER, limit=100)
    assert await team.add_draft(working(title="Another")) == working(title="Another")
    assert [v.number for v in await team.versions("G1")] == [1]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.WORKING}))
async def test_a_draft_that_was_ever_saved_stays_with_its_run_and_history(store, team, status):
    await team.add_generation(run())
    await team.intend("G1", "call 0", at(0))
    await team.add_draft(working(status=status))
    assert await store.purge(LATER, limit=100) == 0
    assert (await drafts(team), await runs(team)) == ({"G1"}, {"G1"})
    assert len(await team.versions("G1")) == 1
    assert await team.intend("G1", "call 0", at(200)) == at(0)


async def test_a_kept_draft_keeps_its_first_and_its_newest_run_and_no_other(store, team):
    for name in ("G1", "G2", "G3"):
        await team.add_generation(run(name))
    await team.add_draft(draft("G1", generation="G3"))
    assert await store.purge(LATER, limit=100) == 1
    assert await runs(team) == {"G1", "G3"}


async def test_a_kept_post_keeps_its_campaign_and_not_the_posts_beside_it(store, team):
    await team.add_generation(run("CAMPAIGN"))
    for name in ("P1", "P2"):
        await team.add_generation(run(name, campaign="CAMPAIGN"))
    await team.add_draft(draft("P1", generation="P1"))
    await team.add_draft(working("P2"))
    assert await store.purge(LATER, limit=100) == 2
    assert await runs(team) == {"CAMPAIGN", "P1"}


async def test_a_campaign_goes_when_its_posts_are_gone(store, team):
    await team.add_generation(run("CAMPAIGN"))
    await team.add_generation(run("P1", campaign="CAMPAIGN"))
    for _ in range(2):
        await store.purge(LATER, limit=100)
    assert await runs(team) == set()


async def test_an_open_run_stays_with_the_draft_it_is_writing(store, team):
    await team.add_generation(generation("G2", state=State.RUNNING))
    await team.add_draft(working("G1", generation="G2"))
    await team.intend("G2", "call 0", at(0))
    assert await store.purge(LATER, limit=100) == 0
    assert await team.intend("G2", "call 0", at(200)) == at(0)


async def test_what_is_newer_stays(store, team):
    await team.add_generation(run(minute=10))
    await team.add_draft(working("D1", generation="G9", minute=10))
    await team.intend("G9", "call 0", at(10))
    assert await store.purge(at(10), limit=100) == 0
    assert await store.purge(at(11), limit=100) == 3


async def test_keys_that_were_seen_are_forgotten(store):
    await store.first("Ev1", at(0))
    await store.first("Ev2", at(50))
    assert await store.forget(at(10), limit=100) == 1
    assert await store.first("Ev1", at(60)) is True
    assert await store.first("Ev2", at(60)) is False


async def test_it_takes_no_more_than_it_may_and_gets_to_the_end(store):
    for team in ("T1", "T2"):
        for number in range(5):
            await store.team(team).add_generation(run(f"G{number}", team=team))
            await store.team(team).add_draft(working(f"G{number}", team=team))
            await store.team(team).intend(f"G{number}", "call 0", at(0))
    gone = []
    while not gone or gone[-1]:
        gone.append(await store.purge(LATER, limit=7))
    assert max(gone) == 7
    assert sum(gone) == 30


async def test_one_team_s_draft_keeps_no_other_team_s_run(store, team):
    await team.add_generation(run())
    await store.team("T2").add_generation(run(team="T2"))
    await store.team("T2").add_draft(draft(team="T2"))
    assert await store.purge(LATER, limit=100) == 1
    assert await runs(team) == set()
    assert await runs(store.team("T2")) == {"G1"}
