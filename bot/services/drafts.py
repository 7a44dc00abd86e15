"""What people do with drafts: pick a variant, save, discard, restore, list, look."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.campaign_runs import with_standing
from bot.domain.comments import Comment
from bot.domain.copies import copied, renamed
from bot.domain.drafts import Draft, Status, Version
from bot.domain.errors import CardRefused, IllegalMove, NotFound
from bot.domain.generations import CardRef, Generation
from bot.domain.people import Decision
from bot.domain.platforms import Platform
from bot.domain.ports import UNREAD, Clock, DraftQuery, Meter, Notifier, Page, Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A draft with its history, and what was said of it; `run` is its newest, unless that is forgotten."""

    draft: Draft
    versions: Sequence[Version]
    decisions: Sequence[Decision]
    comments: Sequence[Comment]
    run: Generation | None

    @property
    def card(self) -> CardRef | None:
        """The message that shows it; a copy is on none."""
        if self.draft.copied_from:
            return None
        return (self.run and self.run.card) or self.draft.card


class Drafts:
    """Each action changes the draft once, logs what was decided, and brings the card up to date."""

    def __init__(self, store: Store, notifier: Notifier, clock: Clock, meter: Meter = UNREAD) -> None:
        self._store = store
        self._notifier = notifier
        self._clock = clock
        self._meter = meter

    async def next_variant(
        self, team: str, draft_id: str, platform: Platform | None, *, seen: int | None
    ) -> Draft:
        """Show the platform's next wording; a second click on the same card changes nothing more."""

        def turn(draft: Draft) -> Draft:
            if platform is None or draft.picks.get(platform) != seen:
                return draft
            return draft.next_variant(platform, self._clock())

        return await self._shown(await self._store.team(team).change_draft(draft_id, turn))

    async def save(self, team: str, person: str, draft_id: str) -> Draft:
        """Keep what the card shows. Saving twice is saving once."""

        def save(draft: Draft) -> Draft:
            if draft.status is Status.DISCARDED:
                raise IllegalMove("This draft was discarded. Restore it first.")
            kept = draft.kept(person, self._clock())
            return kept if kept.status is Status.DRAFT else kept.moved(Status.DRAFT, self._clock())

        return await self._decide(team, person, draft_id, save, "saved")

    async def discard(self, team: str, person: str, draft_id: str) -> Draft:
        """Put a draft aside; it can be restored."""

        def discard(draft: Draft) -> Draft:
            if draft.status is Status.DISCARDED:
                return draft
            return draft.moved(Status.DISCARDED, self._clock())

        return await self._decide(team, person, draft_id, discard, "discarded")

    async def restore(self, team: str, person: str, draft_id: str) -> Draft:
        """Take a discarded draft up again; one that is not discarded stays as it is."""

        def restore(draft: Draft) -> Draft:
            if draft.status is not Status.DISCARDED:
                return draft
            return draft.moved(Status.DRAFT, self._clock())

        return await self._decide(team, person, draft_id, restore, "restored")

    async def rename(self, team: str, person: str, draft_id: str, title: str) -> Draft:
        """Give a draft another title; no title leaves it as it is."""
        return await self._decide(
            team, person, draft_id, lambda d: renamed(d, title, self._clock()), "renamed"
        )

    async def copy(self, team: str, person: str, draft_id: str, *, key: str) -> Draft:
        """A new draft of the person's with the same texts; the same `key` makes no second one."""
        records = self._store.team(team)
        draft = await records.draft(draft_id)
        made = hashlib.blake2b(f"{draft_id}/{key}".encode(), digest_size=10).hexdigest()
        return await self._shown(
            await records.add_draft(copied(draft, f"copy-{made}", by=person, at=self._clock()))
        )

    async def page(self, team: str, query: DraftQuery, after: str | None = None) -> Page:
        """A page of drafts, ten at most, newest change first."""
        return await self._store.team(team).drafts(query, after=after, limit=10)

    async def open(self, team: str, draft_id: str) -> Opened:
        """A draft with all that is to be told of it."""
        records = self._store.team(team)
        draft = await records.draft(draft_id)
        return Opened(
            draft=draft,
            versions=await records.versions(draft_id),
            decisions=await records.decisions(draft_id),
            comments=await records.comments(draft_id),
            run=await self._run(draft),
        )

    async def _run(self, draft: Draft) -> Generation | None:
        with suppress(NotFound):  # the run may be forgotten before the draft is
            return await self._store.team(draft.team).generation(draft.generation)
        return None

    async def _decide(
        self, team: str, person: str, draft_id: str, change: Callable[[Draft], Draft], action: str
    ) -> Draft:
        """Change and log; a click that finds it done already only shows the card again."""
        records = self._store.team(team)
        acted = False

        def tracked(draft: Draft) -> Draft:
            nonlocal acted
            changed = change(draft)
            acted = changed is not draft
            return changed

        draft = await records.change_draft(draft_id, tracked)
        if acted:
            decision = Decision(
                draft=draft_id, version=draft.latest.number, person=person, action=action, at=self._clock()
            )
            await records.decide(decision)
            self._meter.decided(action)
        shown = await self._shown(draft, by=person)
        await self._tell_campaign(shown)
        return shown

    async def _tell_campaign(self, draft: Draft) -> None:
        """Where the draft is a post of a campaign, let the campaign's card say how it stands."""
        records = self._store.team(draft.team)
        try:
            written_in = (await records.generation(draft.id)).campaign
        except NotFound:  # the run that made the draft may be forgotten before the draft is
            return
        if not written_in:
            return
        campaign = await records.change_generation(
            written_in, lambda g: with_standing(g, draft.id, draft.status)
        )
        try:
            while True:  # anew while other posts of it change: the slowest redraw is seen last
                await self._notifier.show(campaign, None)
                shown, campaign = campaign, await records.generation(written_in)
                if shown == campaign:
                    return
        except CardRefused as error:
            logger.info("the card of campaign %s stays as it is: %s", campaign.id, error)

    async def show(self, team: str, draft_id: str) -> Draft:
        """Bring the card up to date with what is on record."""
        draft = await self._store.team(team).draft(draft_id)
        return await self._shown(draft, by=await self._discarder(draft))

    async def _discarder(self, draft: Draft) -> str:
        """Who put a draft aside, as its card says; nobody where it is not."""
        if draft.status is not Status.DISCARDED:
            return ""
        decided = await self._store.team(draft.team).decisions(draft.id)
        return next((d.person for d in reversed(decided) if d.action == "discarded"), "")

    async def _shown(self, draft: Draft, by: str = "") -> Draft:
        """Bring the card up to date, anew while others change it too: the slowest redraw is seen last.

        What was done stays done where Slack has given the card up.
        """
        records = self._store.team(draft.team)
        while True:
            generation = await records.generation(draft.generation)
            try:
                await self._notifier.show(generation, draft, by=by)
            except CardRefused as error:
                logger.info("the card of draft %s stays as it is: %s", draft.id, error)
                return draft
            shown, draft = (draft, generation), await records.draft(draft.id)
            if shown == (draft, await records.generation(draft.generation)):
                return draft
            by = await self._discarder(draft)  # what it shows now, somebody else did
