"""Drafts as files, one of them or all that a query finds."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from bot.domain.drafts import Draft
from bot.domain.exports import Format, document
from bot.domain.ports import DraftQuery, Store

#: Drafts in one file at most, when it goes to Slack.
MOST = 1_000
#: Drafts read at a time.
_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file to send: `count` drafts are in it, and `more` says that others were left out."""

    name: str
    content: bytes
    count: int
    more: bool = False


class Exports:
    """Reads drafts page by page and writes them as they come."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def one(self, team: str, draft_id: str, wanted: Format) -> Export:
        """A single draft; raises `NotFound`."""
        draft = await self._store.team(team).draft(draft_id)
        return await self._made(wanted, [draft], more=False)

    async def all(self, team: str, query: DraftQuery, wanted: Format) -> Export:
        """All that is found, the first thousand of more."""
        found: list[Draft] = []
        async with aclosing(self.drafts(team, query)) as drafts:
            async for draft in drafts:
                if len(found) == MOST:
                    return await self._made(wanted, found, more=True)
                found.append(draft)
        return await self._made(wanted, found, more=False)

    async def drafts(self, team: str, query: DraftQuery) -> AsyncGenerator[Draft]:
        """All that is found, in the list's order, however many they are."""
        records, after = self._store.team(team), None
        while True:
            page = await records.drafts(query, after=after, limit=_PAGE)
            for draft in page.drafts:
                yield draft
            if (after := page.after) is None:
                return

    async def _made(self, wanted: Format, drafts: list[Draft], *, more: bool) -> Export:
        pieces = [piece async for piece in document(wanted, _each(drafts))]
        return Export(
            name=f"galley-drafts.{wanted.ending}",
            content="".join(pieces).encode(),
            count=len(drafts),
            more=more,
        )


async def _each(drafts: list[Draft]) -> AsyncIterator[Draft]:
    for draft in drafts:
        yield draft
