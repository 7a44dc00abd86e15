"""What every store does, whatever it is made of."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.drafts import Status
from bot.domain.errors import IllegalMove, NotFound, VersionClash
from bot.domain.generations import State
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, PersonDefaults
from bot.domain.platforms import Platform
from bot.domain.ports import DraftQuery
from tests.storage.records import NOON, at, draft, edited, generation


def decision(action: str = "saved", minute: int = 0, **values) -> Decision:
    return Decision(
        **({"draft": "D1", "version": 1, "person": "U1", "action": action, "at": at(minute)} | values)
    )


class TestGenerations:
    async def test_comes_back_as_it_was_kept(self, team):
        await team.add_generation(generation())
        assert await team.generation("G1") == generation()

    async def test_a_resend_is_kept_once_and_changes_nothing(self, team):
        assert await team.add_generation(generation()) is True
        assert await team.add_generation(generation(channel="C2")) is False
        assert (await team.generation("G1")).channel == "C1"

    async def test_of_many_resends_at_once_one_is_the_first(self, team):
        kept = await asyncio.gather(*(team.add_generation(generation()) for _ in range(50)))
        assert kept.count(True) == 1

    async def test_an_unknown_one_is_not_found(self, team):
        with pytest.raises(NotFound):
            await team.generation("nope")

    async def test_a_change_is_kept_and_returned(self, team):
        await team.add_generation(generation())
        changed = await team.change_generation("G1", lambda g: g.moved(State.RUNNING, at(1)))
        assert changed.state is State.RUNNING
        assert await team.generation("G1") == changed

    async def test_a_change_of_nothing_keeps_it(self, team):
        await team.add_generation(generation())
        assert await team.change_generation("G1", lambda g: g) == generation()
        assert await team.generation("G1") == generation()

    async def test_changing_an_unknown_one_is_not_found(self, team):
        with pytest.raises(NotFound):
            await team.change_generation("nope", lambda g: g)

    async def test_a_change_that_raises_leaves_it_as_it_was(self, team):
        await team.add_generation(generation())
        with pytest.raises(IllegalMove):
            await team.change_generation("G1", lambda g: g.moved(State.DONE, at(1)))
        assert await team.generation("G1") == generation()

    async def test_changes_at_once_all_count(self, team):
        await team.add_generation(generation(request={"count": 0}))

        def one_more(g):
            return g.model_copy(update={"request": {"count": g.request["count"] + 1}})

        await asyncio.gather(*(team.change_generation("G1", one_more) for _ in range(50)))
        assert (await team.generation("G1")).request == {"count": 50}

    @pytest.mark.parametrize("moved", [{"id": "G2"}, {"team": "T2"}])
    async def test_a_change_may_not_make_it_another_one(self, team, moved):
        await team.add_generation(generation())
        with pytest.raises(ValueError, match="G1"):
            await team.change_generation("G1", lambda g: g.model_copy(update=moved))
        assert await team.generations() == (generation(),)

    async def test_the_newest_are_listed_first_up_to_the_limit(self, team):
        for minute in (2, 1, 3):
            await team.add_generation(generation(f"G{minute}", minute=minute))
        assert [g.id for g in await team.generations(limit=2)] == ["G3", "G2"]

    async def test_only_open_ones_are_listed_when_asked(self, team):
        for minute, state in enumerate(State):
            await team.add_generation(generation(state.value, minute=minute, state=state))
        assert [g.id for g in await team.generations(open_only=True)] == ["running", "accepted"]

    async def test_open_runs_of_all_teams_are_listed_oldest_first(self, store):
        await store.team("T1").add_generation(generation("G1", minute=2))
        await store.team("T2").add_generation(generation("G1", minute=1, team="T2"))
        await store.team("T1").add_generation(generation("G2", state=State.DONE))
        assert list(await store.open_runs()) == [("T2", "G1"), ("T1", "G1")]

    async def test_a_run_that_ends_is_not_open_any_more(self, store, team):
        await team.add_generation(generation())
        await team.change_generation("G1", lambda g: g.moved(State.CANCELLED, at(1)))
        assert list(await store.open_runs()) == []


class TestDrafts:
    async def test_comes_back_as_it_was_kept(self, team):
        await team.add_draft(draft())
        assert await team.draft("D1") == draft()

    async def test_a_resend_gets_the_one_that_is_there(self, team):
        await team.add_draft(draft())
        assert await team.add_draft(draft(title="Another")) == draft()
        assert [v.number for v in await team.versions("D1")] == [1]

    async def test_an_unknown_one_is_not_found(self, team):
        with pytest.raises(NotFound):
            await team.draft("nope")

    async def test_changing_an_unknown_one_is_not_found(self, team):
        with pytest.raises(NotFound):
            await team.change_draft("nope", lambda d: d)

    async def test_a_new_version_is_kept_beside_the_old_ones(self, team):
        first = await team.add_draft(draft())
        second = await team.change_draft("D1", edited("Lights off"))
        assert await team.versions("D1") == (first.latest, second.latest)
        assert await team.draft("D1") == second

    async def test_a_change_without_new_words_makes_no_version(self, team):
        await team.add_draft(draft())
        moved = await team.change_draft("D1", lambda d: d.moved(Status.IN_REVIEW, at(1)))
        assert (await team.draft("D1")) == moved
        assert len(await team.versions("D1")) == 1

    async def test_a_change_that_raises_leaves_it_as_it_was(self, team):
        await team.add_draft(draft())
        with pytest.raises(IllegalMove):
            await team.change_draft("D1", lambda d: edited("x")(d).moved(Status.PUBLISHED, at(1)))
        assert await team.draft("D1") == draft()
        assert len(await team.versions("D1")) == 1

    async def test_a_change_of_a_stale_version_clashes_and_says_the_current_one(self, team):
        await team.add_draft(draft())
        await team.change_draft("D1", edited("Lights off"))
        with pytest.raises(VersionClash) as clash:
            await team.change_draft("D1", edited("Too late"), expected_version=1)
        assert clash.value.current == 2
        assert (await team.draft("D1")).texts == {Platform.X: "Lights off"}

    async def test_of_fifty_changes_of_one_version_exactly_one_wins(self, team):
        await team.add_draft(draft())
        for number in range(1, 4):
            tries = [
                team.change_draft("D1", edited(f"{number}.{i}"), expected_version=number) for i in range(50)
            ]
            outcomes = await asyncio.gather(*tries, return_exceptions=True)
            clashes = [o for o in outcomes if isinstance(o, VersionClash)]
            assert len(clashes) == 49
            assert {c.current for c in clashes} == {number + 1}
        assert [v.number for v in await team.versions("D1")] == [1, 2, 3, 4]

    @pytest.mark.parametrize("number", [0, 3])
    async def test_versions_grow_by_one(self, team, number):
        await team.add_draft(draft())

        def jump(d):
            return d.model_copy(update={"latest": d.latest.model_copy(update={"number": number})})

        with pytest.raises(ValueError, match="version 1"):
            await team.change_draft("D1", jump)
        assert len(await team.versions("D1")) == 1

    async def test_a_version_may_not_be_rewritten(self, team):
        await team.add_draft(draft())

        def rewrite(d):
            return d.model_copy(update={"latest": d.latest.model_copy(update={"reason": "never mind"})})

        with pytest.raises(ValueError, match="version 1"):
            await team.change_draft("D1", rewrite)
        assert await team.draft("D1") == draft()

    async def test_a_change_may_not_make_it_another_one(self, team):
        await team.add_draft(draft())
        with pytest.raises(ValueError, match="D1"):
            await team.change_draft("D1", lambda d: d.model_copy(update={"id": "D2"}))

    async def test_an_unknown_one_has_no_versions(self, team):
        assert list(await team.versions("nope")) == []


class TestDecisions:
    async def test_are_listed_in_the_order_made(self, team):
        await team.add_draft(draft())
        made = [decision(action) for action in ("saved", "discarded", "restored")]
        for one in made:
            await team.decide(one)
        assert list(await team.decisions("D1")) == made

    async def test_on_an_unknown_draft_are_refused(self, team):
        with pytest.raises(NotFound):
            await team.decide(decision(draft="nope"))

    async def test_at_once_are_all_kept(self, team):
        await team.add_draft(draft())
        await asyncio.gather(*(team.decide(decision(f"act {i}")) for i in range(50)))
        assert len({d.action for d in await team.decisions("D1")}) == 50


class TestMemory:
    async def test_a_newcomer_has_empty_defaults(self, team):
        assert await team.person("U1") == PersonDefaults()

    async def test_what_a_person_used_last_replaces_what_was_before(self, team):
        await team.save_person("U1", PersonDefaults(provider="sample"))
        last = PersonDefaults(provider="posteverywhere", values={"posteverywhere": {"tone": "witty"}})
        await team.save_person("U1", last)
        assert await team.person("U1") == last

    async def test_a_new_channel_has_an_empty_profile(self, team):
        assert await team.channel("C1") == ChannelProfile()

    async def test_a_channel_profile_replaces_the_one_before(self, team):
        await team.save_channel("C1", ChannelProfile(provider="sample"))
        await team.save_channel("C1", ChannelProfile(platforms=(Platform.X,), reviewers=("U2",)))
        assert await team.channel("C1") == ChannelProfile(platforms=(Platform.X,), reviewers=("U2",))

    async def test_all_channels_of_a_team_are_listed_by_their_ids_alone(self, store, team):
        await team.save_channel("C2", ChannelProfile(provider="sample"))
        await team.save_channel("C1", ChannelProfile(banned_words=("cheap",)))
        await store.team("T2").save_channel("C3", ChannelProfile())
        assert list((await team.channels()).items()) == [
            ("C1", ChannelProfile(banned_words=("cheap",))),
            ("C2", ChannelProfile(provider="sample")),
        ]

    async def test_a_team_is_known_by_its_channels_people_and_drafts(self, store):
        assert list(await store.teams()) == []
        await store.team("T3").save_channel("C1", ChannelProfile())
        await store.team("T1").save_person("U1", PersonDefaults())
        await store.team("T1").add_draft(draft())
        assert list(await store.teams()) == ["T1", "T3"]

    async def test_a_provider_that_reported_nothing_has_no_balance(self, team):
        assert await team.balance("sample") is None

    async def test_a_newer_balance_replaces_an_older_one(self, team):
        await team.save_balance("sample", Balance(credits=9, at=at(1)))
        await team.save_balance("sample", Balance(credits=7, at=at(2), floor=5, note="of 200"))
        assert await team.balance("sample") == Balance(credits=7, at=at(2), floor=5, note="of 200")

    async def test_an_older_balance_never_replaces_a_newer_one(self, team):
        await team.save_balance("sample", Balance(credits=7, at=at(2)))
        await team.save_balance("sample", Balance(credits=9, at=at(1)))
        assert await team.balance("sample") == Balance(credits=7, at=at(2))


class TestIntents:
    async def test_the_first_is_new(self, team):
        assert await team.intend("G1", "start", NOON) is None

    async def test_a_repeat_tells_when_it_was_first_noted(self, team):
        await team.intend("G1", "start", NOON + timedelta(microseconds=1))
        noted = await team.intend("G1", "start", at(9))
        assert noted == NOON + timedelta(microseconds=1)
        assert noted.utcoffset() == timedelta(0)

    async def test_effects_and_runs_are_apart(self, team):
        await team.intend("G1", "start", NOON)
        assert await team.intend("G1", "place", NOON) is None
        assert await team.intend("G2", "start", NOON) is None

    async def test_of_many_at_once_exactly_one_is_the_first(self, team):
        noted = await asyncio.gather(*(team.intend("G1", "start", at(i)) for i in range(50)))
        assert noted.count(None) == 1


class TestStore:
    async def test_is_ready_when_open(self, store):
        await store.ready()

    async def test_reopening_keeps_everything(self, open_store):
        before = await open_store()
        team = before.team("T1")
        await team.add_generation(generation())
        await team.add_draft(draft())
        changed = await team.change_draft("D1", edited("Lights off"))
        await team.decide(decision())
        await team.save_person("U1", PersonDefaults(provider="sample"))
        await team.intend("G1", "start", NOON)
        await before.close()

        team = (await open_store()).team("T1")
        assert await team.generation("G1") == generation()
        assert await team.draft("D1") == changed
        assert len(await team.versions("D1")) == 2
        assert list(await team.decisions("D1")) == [decision()]
        assert await team.person("U1") == PersonDefaults(provider="sample")
        assert await team.intend("G1", "start", at(5)) == NOON
        assert (await team.drafts(DraftQuery(words="lights"))).total == 1
