"""What the App Home shows, from our own records only, so that it opens at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.drafts import Draft, Status
from bot.domain.generations import Generation, State
from bot.domain.ports import Clock, DraftQuery, Page, Store
from bot.services.accounts import Accounts, Health

#: Rows of each list; the Home is a glance, `/drafts` has the rest.
ROWS = 5
#: Runs that are looked through for some that need somebody, and how long ago one may have ended.
_LOOKED_AT, _LATELY = 100, timedelta(days=7)
_NEEDS = (State.FAILED, State.UNSURE)


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One person's work at a glance: `needs` are runs that gave nothing and were not followed up."""

    needs: Sequence[Generation]
    unsaved: Sequence[Draft]
    running: Sequence[Generation]
    mine: Page
    team: Sequence[Draft]
    providers: Sequence[Health]


class Home:
    """Gathers a person's overview."""

    def __init__(self, store: Store, accounts: Accounts, clock: Clock) -> None:
        self._store = store
        self._accounts = accounts
        self._clock = clock

    async def overview(self, team: str, person: str, after: str | None = None) -> Overview:
        """What needs the person, their drafts from a cursor on, and what the team has and does."""
        records = self._store.team(team)
        unsaved = DraftQuery(author=person, statuses=(Status.WORKING,))
        newest, running, working, mine, others, providers = await asyncio.gather(
            records.generations(limit=_LOOKED_AT),
            records.generations(open_only=True, limit=ROWS),
            records.drafts(unsaved, limit=ROWS),
            records.drafts(DraftQuery(author=person), after=after, limit=ROWS),
            records.drafts(DraftQuery(), limit=ROWS),
            self._accounts.known_health(team),
        )
        return Overview(
            needs=[run for run in newest if self._needs(run, person)][:ROWS],
            unsaved=working.drafts,
            running=running,
            mine=mine,
            team=others.drafts,
            providers=providers,
        )

    def _needs(self, run: Generation, person: str) -> bool:
        mine = run.person == person and run.state in _NEEDS and not run.followed_by
        return mine and run.created_at > self._clock() - _LATELY
