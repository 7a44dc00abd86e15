"""Deleting at a vendor's what earlier runs of a card left there, and what a discarded draft did."""

import asyncio

from bot.blocks.orphans import named
from bot.domain.deadlines import REMOVE
from bot.domain.drafts import Status
from bot.domain.errors import IllegalMove, ProviderError, UserError
from bot.domain.generations import MOVED_ON, Generation
from bot.domain.leftovers import Ids, cleared, left_by
from bot.domain.people import Decision
from bot.domain.ports import Clock, Leaves, Providers, Store
from bot.services.drafts import Drafts


class Leftovers:
    """The vendor's side first, then our record: what is gone there already is deleted all the same."""

    def __init__(self, store: Store, providers: Providers, drafts: Drafts, clock: Clock) -> None:
        self._store = store
        self._providers = providers
        self._drafts = drafts
        self._clock = clock

    async def delete(self, team: str, person: str, run: str) -> None:
        """Delete all that a run's card offers; a second click finds nothing left and only shows the card.

        Raises `UserError`, with nothing forgotten, when the vendor does not do it.
        """
        records = self._store.team(team)
        async with records.alone(f"leftovers of {run}"):
            generation = await records.generation(run)
            if generation.followed_by:
                raise IllegalMove(MOVED_ON)
            draft = await records.draft(generation.draft or generation.id)
            discarded = draft.status is Status.DISCARDED
            try:
                for ids in left_by(generation, discarded=discarded):
                    await self._delete(generation, person, ids, discarded=discarded)
            finally:
                await self._drafts.show(team, draft.id)

    async def _delete(self, generation: Generation, person: str, ids: Ids, *, discarded: bool) -> None:
        provider = self._providers[generation.provider]
        if not isinstance(provider, Leaves):
            raise IllegalMove(f"Galley cannot delete anything at {provider.label}.")
        what = named(provider.leaves, discarded=discarded)
        try:
            async with asyncio.timeout(REMOVE):
                await provider.remove(ids)
        except TimeoutError as error:
            message = f"{provider.label} did not answer. Whether {what} is still there, only a look tells."
            raise UserError(message) from error
        except ProviderError as error:
            message = f"{error.message} So {what} is still there: try again later, or delete it there."
            raise UserError(message) from error
        await self._forget(generation, person, ids, f"deleted {what}")

    async def _forget(self, generation: Generation, person: str, ids: Ids, action: str) -> None:
        """Change the record and write down who wanted it."""
        records = self._store.team(generation.team)
        await records.change_generation(generation.id, lambda g: cleared(g, ids))
        draft = await records.draft(generation.draft or generation.id)
        await records.decide(
            Decision(
                draft=draft.id, version=draft.latest.number, person=person, action=action, at=self._clock()
            )
        )
