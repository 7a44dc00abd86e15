"""Taking a card from a person's own conversation with Galley to the channel where it was asked for."""

import logging

from bot.domain.drafts import Draft, Status
from bot.domain.errors import CardRefused, GalleyError, IllegalMove
from bot.domain.generations import CardRef, Generation
from bot.domain.people import Decision
from bot.domain.ports import Clock, Shares, Store, TeamStore
from bot.domain.sharing import shareable, shared
from bot.services.drafts import Drafts

logger = logging.getLogger(__name__)

NOT_THERE = (
    "Galley cannot post there yet, so nothing was posted and the card stays here. Type /invite @Galley in "
    "that channel, then press the button once more."
)


class Sharing:
    """The channel's card becomes the draft's only one, so that all who act on it see one truth."""

    def __init__(self, store: Store, notifier: Shares, drafts: Drafts, clock: Clock) -> None:
        self._store = store
        self._notifier = notifier
        self._drafts = drafts
        self._clock = clock

    async def share(self, team: str, person: str, draft_id: str) -> Draft:
        """Post the card in its channel, once however often it is pressed; raises `IllegalMove`."""
        records = self._store.team(team)
        async with records.alone(f"share {draft_id}"):
            draft = await records.draft(draft_id)
            run = await records.generation(draft.generation)
            old = run.card or draft.card
            if shareable(run):
                _check(draft, run)
                await self._move(records, run, draft, person)
        if old and shareable(run):
            await self._leave(old, run.asked_in)
        return await self._drafts.show(team, draft_id)

    async def _move(self, records: TeamStore, run: Generation, draft: Draft, person: str) -> None:
        card = await self._posted(records, run, draft)
        await records.change_generation(run.id, lambda g: shared(g, card))
        await records.change_draft(draft.id, lambda d: d.with_card(card, self._clock()))
        decision = Decision(
            draft=draft.id, version=draft.latest.number, person=person, action="shared", at=self._clock()
        )
        await records.decide(decision)

    async def _posted(self, records: TeamStore, run: Generation, draft: Draft) -> CardRef:
        """The card that this press posts, or that an earlier one posted before Galley broke off."""
        noted = await records.intend(run.id, f"share {run.asked_in}", self._clock())
        there = shared(run, CardRef(channel=run.asked_in, ts=""))
        if noted:
            found = await self._notifier.find(there.model_copy(update={"card": None}), noted)
            if found and found.channel == run.asked_in:
                return found
        try:
            return await self._notifier.share(there, draft)
        except CardRefused as error:
            raise IllegalMove(NOT_THERE) from error

    async def _leave(self, card: CardRef, channel: str) -> None:
        """Say on the card that stays behind where it went; it matters less than that it went."""
        try:
            await self._notifier.leave(card, channel)
        except GalleyError as error:
            logger.info("the card that was shared to %s stays as it was: %s", channel, error)


def _check(draft: Draft, run: Generation) -> None:
    if draft.status is Status.DISCARDED:
        raise IllegalMove("This draft was discarded. Restore it first.")
    if not run.state.over:
        raise IllegalMove("It is being written just now. Post it once that is done.")
