"""What the App Home shows, from our own records only, so that it opens at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.drafts import Draft
from bot.domain.generations import Generation
from bot.domain.ports import DraftQuery, Store
from bot.services.accounts import Accounts, Health

#: Rows of each list; the Home is a glance, `/drafts` has the rest.
ROWS = 5


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One person's work at a glance."""

    running: Sequence[Generation]
    mine: Sequence[Draft]
    team: Sequence[Draft]
    providers: Sequence[Health]


class Home:
    """Gathers a person's overview."""

    def __init__(self, store: Store, accounts: Accounts) -> None:
        self._store = store
        self._accounts = accounts

    async def overview(self, team: str, person: str) -> Overview:
        """Runs under way, the person's drafts, the team's, and the balances last heard of."""
        records = self._store.team(team)
        running, mine, others, providers = await asyncio.gather(
            records.generations(open_only=True, limit=ROWS),
            records.drafts(DraftQuery(author=person), limit=ROWS),
            records.drafts(DraftQuery(), limit=ROWS),
            self._accounts.known_health(team),
        )
        return Overview(running=running, mine=mine.drafts, team=others.drafts, providers=providers)
