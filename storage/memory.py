"""The store's twin in memory, for tests and trials: the same contract, nothing kept."""

from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

from bot.domain.comments import Comment
from bot.domain.drafts import Draft, Status, Version
from bot.domain.errors import NotFound
from bot.domain.generations import Generation
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, Permission, PersonDefaults
from bot.domain.ports import DraftQuery, Page, RateLimit, TeamStore
from storage.paging import KEPT, MOST_COUNTED, after_row, position
from storage.rows import card_row, draft_row, instant, moment
from storage.rules import adds_version, check_expected, check_same, check_team
from storage.search import asked, tier_of
from storage.turns import Turns


class MemoryTeam:
    """One team's records. A record is kept as its JSON, so that nobody can change it in place."""

    def __init__(self, team: str) -> None:
        self._team = team
        self._generations: dict[str, str] = {}
        self._drafts: dict[str, str] = {}
        self._versions: dict[str, list[Version]] = {}
        self._decisions: dict[str, list[Decision]] = {}
        self._cards: dict[tuple[str, str], tuple[str, str]] = {}
        self._comments: dict[tuple[str, str, str], Comment] = {}
        self._persons: dict[str, str] = {}
        self._channels: dict[str, str] = {}
        self._balances: dict[str, Balance] = {}
        self._permissions: dict[tuple[str, str], Permission] = {}
        self._intents: dict[tuple[str, str], datetime] = {}
        self._turns = Turns()

    async def add_generation(self, generation: Generation) -> bool:
        check_team(self._team, generation)
        if generation.id in self._generations:
            return False
        self._generations[generation.id] = generation.model_dump_json()
        self._note_card(None, generation)
        return True

    async def generation(self, generation_id: str) -> Generation:
        return Generation.model_validate_json(_found(self._generations, generation_id))

    async def change_generation(
        self, generation_id: str, change: Callable[[Generation], Generation]
    ) -> Generation:
        before = await self.generation(generation_id)
        after = change(before)
        check_same(before, after)
        self._generations[generation_id] = after.model_dump_json()
        self._note_card(before, after)
        return after

    def _note_card(self, before: Generation | None, after: Generation) -> None:
        if row := card_row(before, after):
            self._cards[row["channel"], row["ts"]] = row["draft"], row["at"]

    async def generations(self, *, open_only: bool = False, limit: int = 20) -> Sequence[Generation]:
        kept = [Generation.model_validate_json(text) for text in self._generations.values()]
        wanted = [g for g in kept if not (open_only and g.state.over)]
        return tuple(sorted(wanted, key=lambda g: (g.created_at, g.id), reverse=True)[:limit])

    async def add_draft(self, draft: Draft) -> Draft:
        check_team(self._team, draft)
        if draft.id not in self._drafts:
            self._drafts[draft.id] = draft.model_dump_json()
            self._versions[draft.id] = [draft.latest]
        return await self.draft(draft.id)

    async def draft(self, draft_id: str) -> Draft:
        return Draft.model_validate_json(_found(self._drafts, draft_id))

    async def change_draft(
        self,
        draft_id: str,
        change: Callable[[Draft], Draft],
        *,
        expected_version: int | None = None,
    ) -> Draft:
        before = await self.draft(draft_id)
        check_expected(before, expected_version)
        after = change(before)
        check_same(before, after)
        if adds_version(before, after):
            self._versions[draft_id].append(after.latest)
        self._drafts[draft_id] = after.model_dump_json()
        return after

    async def versions(self, draft_id: str) -> Sequence[Version]:
        return tuple(self._versions.get(draft_id, ()))

    async def drafts(self, query: DraftQuery, *, after: str | None = None, limit: int = 10) -> Page:
        start = position(after) if after else None
        kept = [Draft.model_validate_json(text) for text in self._drafts.values()]
        found = [(tier, d) for d in kept if (tier := _tier(d, query)) is not None]
        found.sort(key=lambda each: (-each[0], each[1].updated_at, each[1].id), reverse=True)
        rest = found
        if start:
            last = (-start.tier, start.updated_at, start.id)
            rest = [(t, d) for t, d in found if (-t, d.updated_at, d.id) < last]
        shown = rest[:limit]
        return Page(
            drafts=tuple(draft for _, draft in shown),
            after=after_row(draft_row(shown[-1][1]), shown[-1][0]) if rest[limit:] else None,
            total=min(len(found), MOST_COUNTED),
            more=len(found) > MOST_COUNTED,
        )

    async def decide(self, decision: Decision) -> None:
        _found(self._drafts, decision.draft)
        self._decisions.setdefault(decision.draft, []).append(decision)

    async def decisions(self, draft_id: str) -> Sequence[Decision]:
        return tuple(self._decisions.get(draft_id, ()))

    async def draft_at(self, channel: str, ts: str) -> str | None:
        draft, _ = self._cards.get((channel, ts), (None, ""))
        return draft

    async def save_comment(self, comment: Comment) -> None:
        self._comments[comment.draft, comment.ts, comment.channel] = comment

    async def delete_comment(self, draft_id: str, channel: str, ts: str) -> None:
        self._comments.pop((draft_id, ts, channel), None)

    async def comments(self, draft_id: str) -> Sequence[Comment]:
        return tuple(self._comments[key] for key in sorted(self._comments) if key[0] == draft_id)

    async def person(self, person: str) -> PersonDefaults:
        return PersonDefaults.model_validate_json(self._persons.get(person, "{}"))

    async def save_person(self, person: str, defaults: PersonDefaults) -> None:
        self._persons[person] = defaults.model_dump_json()

    async def channel(self, channel: str) -> ChannelProfile:
        return ChannelProfile.model_validate_json(self._channels.get(channel, "{}"))

    async def channels(self) -> Mapping[str, ChannelProfile]:
        return {key: await self.channel(key) for key in sorted(self._channels)}

    async def save_channel(self, channel: str, profile: ChannelProfile) -> None:
        self._channels[channel] = profile.model_dump_json()

    async def balance(self, provider: str) -> Balance | None:
        return self._balances.get(provider)

    async def save_balance(self, provider: str, balance: Balance) -> None:
        there = self._balances.get(provider, balance)
        if instant(balance.at) >= instant(there.at):
            self._balances[provider] = balance

    async def permission(self, person: str, name: str) -> Permission | None:
        return self._permissions.get((person, name))

    async def save_permission(self, person: str, name: str, permission: Permission) -> None:
        self._permissions[person, name] = permission

    async def delete_permission(self, person: str, name: str) -> None:
        self._permissions.pop((person, name), None)

    async def intend(self, run: str, effect: str, at: datetime) -> datetime | None:
        first = (run, effect) not in self._intents
        noted = self._intents.setdefault((run, effect), moment(instant(at)))
        return None if first else noted

    def purge(self, before: datetime, limit: int) -> int:
        """The part of `MemoryStore.purge` that is this team's."""
        gone = 0
        drafts = {d.id: d for d in map(Draft.model_validate_json, self._drafts.values())}
        runs = {g.id: g for g in map(Generation.model_validate_json, self._generations.values())}
        for draft in [d for d in drafts.values() if d.status is Status.WORKING and d.updated_at < before]:
            writing = runs.get(draft.generation)
            if gone < limit and not (writing and not writing.state.over):
                for kept in (drafts, self._drafts, self._versions, self._decisions):
                    kept.pop(draft.id, None)
                for key in [key for key in self._comments if key[0] == draft.id]:
                    del self._comments[key]
                gone += 1
        for run in [g for g in runs.values() if g.state.over and g.created_at < before]:
            needed = {*drafts, *(d.generation for d in drafts.values()), *(g.campaign for g in runs.values())}
            if gone < limit and run.id not in needed:
                del runs[run.id], self._generations[run.id]
                gone += 1
        old = [key for key, at in self._intents.items() if at < before and key[0] not in runs][: limit - gone]
        for noted in old:
            del self._intents[noted]
        return (
            gone + len(old) + self._purge_threads(instant(before), {*drafts, *runs}, limit - gone - len(old))
        )

    def _purge_threads(self, before: str, kept: Container[str], limit: int) -> int:
        """Forget cards and comments of what is not kept."""
        cards = [card for card, (draft, at) in self._cards.items() if at < before and draft not in kept]
        for card in cards[:limit]:
            del self._cards[card]
        left = limit - len(cards[:limit])
        said = [c for c in self._comments.values() if instant(c.at) < before and c.draft not in kept][:left]
        for comment in said:
            del self._comments[comment.draft, comment.ts, comment.channel]
        return len(cards[:limit]) + len(said)

    @property
    def is_known(self) -> bool:
        return bool(self._drafts or self._channels or self._persons)

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        return self._turns.of(self._team, name)


class MemoryStore:
    """All records of one process."""

    def __init__(self) -> None:
        self._teams: dict[str, MemoryTeam] = {}
        self._seen: dict[str, datetime] = {}
        self._calls: list[tuple[str, datetime]] = []

    def team(self, team: str) -> TeamStore:
        return self._teams.setdefault(team, MemoryTeam(team))

    async def teams(self) -> Sequence[str]:
        return sorted(name for name, team in self._teams.items() if team.is_known)

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        runs = [g for t in self._teams.values() for g in await t.generations(open_only=True, limit=10**9)]
        return [(g.team, g.id) for g in sorted(runs, key=lambda g: (g.created_at, g.id))]

    async def first(self, key: str, at: datetime) -> bool:
        is_new = key not in self._seen
        self._seen.setdefault(key, moment(instant(at)))
        return is_new

    async def purge(self, before: datetime, *, limit: int) -> int:
        gone = 0
        for team in self._teams.values():
            gone += team.purge(before, limit - gone)
        return gone

    async def forget(self, before: datetime, *, limit: int) -> int:
        old = [key for key, at in self._seen.items() if at < before][:limit]
        for key in old:
            del self._seen[key]
        counted = [call for call in self._calls if call[1] < before][: limit - len(old)]
        for call in counted:
            self._calls.remove(call)
        return len(old) + len(counted)

    async def room(self, key: str, limits: Sequence[RateLimit], at: datetime) -> float:
        newest_first = sorted((made for used, made in self._calls if used == key), reverse=True)
        wait = 0.0
        for limit in limits:
            window = timedelta(seconds=limit.seconds)
            inside = [made for made in newest_first if made > at - window]
            if len(inside) >= limit.calls:
                wait = max(wait, (inside[limit.calls - 1] + window - at).total_seconds())
        if not wait:
            self._calls.append((key, at))
        return wait

    async def ready(self) -> None:
        return

    async def close(self) -> None:
        return


def _found(records: dict[str, str], record_id: str) -> str:
    if record_id not in records:
        raise NotFound
    return records[record_id]


def _tier(draft: Draft, query: DraftQuery) -> int | None:
    """How well a draft matches, 0 best; `None` when it does not."""
    mine = query.author in (None, draft.author)
    if not (mine and draft.status in (query.statuses or KEPT)):
        return None
    if not query.words.strip():
        return 0
    what = asked(query.words)
    return tier_of(what, draft_row(draft)) if what else None
