"""What people do with a draft's texts: edit, settle a clash, take an exact edit, go back to a version."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.domain import history
from bot.domain.drafts import Draft, Version
from bot.domain.edits import Edit, fit, without_emoji, without_hashtags
from bot.domain.errors import IllegalMove, VersionClash
from bot.domain.merging import Form, Marks, Words, merged
from bot.domain.platforms import Platform
from bot.domain.ports import Clock, Store
from bot.services.fixing import fixed, revised

#: What the log and the history call a text that a person wrote, and one that lost a clash.
EDITED, SET_ASIDE = "edited", "edited, not taken"


@dataclass(frozen=True, kw_only=True)
class Edited:
    """A form of texts as it came back: whose, and what of the draft it started from."""

    person: str
    draft: str
    #: The version it started from, and the marks of its texts.
    version: int
    seen: Marks
    mine: Form


@dataclass(frozen=True, kw_only=True)
class Exact:
    """An exact edit, and what the history calls it."""

    reason: str
    edit: Callable[[str, Platform], Edit]


#: The exact edits that a card offers.
FIT = Exact(reason="fit", edit=fit)
NO_HASHTAGS = Exact(reason="no hashtags", edit=without_hashtags)
NO_EMOJI = Exact(reason="no emoji", edit=without_emoji)


class Editing:
    """Each change makes one new version; no version is ever lost. The cards are drawn by `Drafts.show`."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def draft(self, team: str, draft_id: str) -> Draft:
        """The draft as it is now; raises `NotFound`."""
        return await self._store.team(team).draft(draft_id)

    async def version(self, team: str, draft_id: str, number: int) -> Version:
        """One version of a draft; raises `NotFound`."""
        return history.version(await self._store.team(team).versions(draft_id), number)

    async def since(self, team: str, draft_id: str, number: int) -> Sequence[Version]:
        """The versions that came after that one, oldest first."""
        return [v for v in await self._store.team(team).versions(draft_id) if v.number > number]

    async def save(self, team: str, edited: Edited) -> Draft:
        """Make what was changed in the form the newest version; nothing changed makes none.

        Raises `VersionClash` when there is a newer version than the form started from: then nothing is done.
        """
        return await revised(
            self._store.team(team),
            edited.draft,
            self._mine(edited, EDITED),
            by=edited.person,
            clock=self._clock,
            version=edited.version,
        )

    async def set_aside(self, team: str, edited: Edited) -> Draft:
        """Keep the form's texts as a version and the draft's as the newest one: neither is lost.

        Raises `VersionClash` as `save` does. Who saves between the two has the newest version, rightly.
        """
        before = await self._store.team(team).draft(edited.draft)
        after = await self._revise(team, edited, edited.version, self._mine(edited, SET_ASIDE))
        if after.latest.number == edited.version:
            return after

        def again(draft: Draft) -> Draft:
            reason = f"v{before.latest.number} again"
            return self._with(draft, before.texts, before.titles, edited.person, reason)

        with suppress(VersionClash):
            return await self._revise(team, edited, after.latest.number, again)
        return await self._store.team(team).draft(edited.draft)

    async def restore(self, team: str, person: str, draft_id: str, number: int) -> Draft:
        """A new version that is like an earlier one; none when the card shows the same already."""
        earlier = await self.version(team, draft_id, number)

        def again(draft: Draft) -> Draft:
            return draft.repeating(earlier, by=person, reason=f"v{number} again", at=self._clock())

        return await revised(self._store.team(team), draft_id, again, by=person, clock=self._clock)

    async def undo(self, team: str, person: str, draft_id: str, *, seen: int) -> Draft:
        """The draft as it was before its last change, as a new version; a late or second click does nothing.

        Raises `IllegalMove` at the first version.
        """
        records = self._store.team(team)
        with suppress(VersionClash):
            kept = await fixed(records, draft_id, by=person, clock=self._clock, version=seen)
            versions = await records.versions(draft_id)

            def back(draft: Draft) -> Draft:
                return history.undone(draft, versions, by=person, at=self._clock())

            return await records.change_draft(draft_id, back, expected_version=kept.latest.number)
        return await records.draft(draft_id)

    async def exact(self, team: str, person: str, draft_id: str, platform: Platform, change: Exact) -> str:
        """Change one platform's text as it stands now, for free.

        Where there is nothing to do it returns why, in words, and makes no version; else it returns nothing.
        """
        told = ""

        def edit(draft: Draft) -> Draft:
            nonlocal told
            if platform not in draft.latest.texts:
                message = f"This draft has no text for {platform.label} any more."
                raise IllegalMove(message)
            made = change.edit(draft.shown(platform), platform)
            told = "" if made.changed else made.told
            texts = {**draft.texts, platform: made.text}
            return self._with(draft, texts, draft.titles, person, change.reason) if made.changed else draft

        await revised(self._store.team(team), draft_id, edit, by=person, clock=self._clock)
        return told

    def _mine(self, edited: Edited, reason: str) -> Callable[[Draft], Draft]:
        def change(draft: Draft) -> Draft:
            words: dict[Platform, Words] = merged(draft, edited.mine, edited.seen)
            texts = {platform: one.text for platform, one in words.items()}
            titles = {platform: one.title for platform, one in words.items() if one.title}
            return self._with(draft, texts, titles, edited.person, reason)

        return change

    def _with(
        self,
        draft: Draft,
        texts: Mapping[Platform, str],
        titles: Mapping[Platform, str],
        person: str,
        reason: str,
    ) -> Draft:
        return draft.edited(texts, titles=titles, by=person, reason=reason, at=self._clock())

    async def _revise(
        self, team: str, edited: Edited, version: int, change: Callable[[Draft], Draft]
    ) -> Draft:
        records = self._store.team(team)
        return await records.change_draft(edited.draft, change, expected_version=version)
