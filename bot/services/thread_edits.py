"""The free verbs of a thread: exact edits, undo and redo, looks at versions. A change is one new version."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.blocks import thread as told
from bot.blocks.messages import Message
from bot.domain import history
from bot.domain.drafts import Draft
from bot.domain.edits import Edit
from bot.domain.errors import IllegalMove
from bot.domain.platforms import Platform
from bot.domain.ports import Clock, Store
from bot.domain.verb_edits import edits_of, reason_of, scope_of
from bot.domain.verb_edits import told as done
from bot.domain.verbs import Name, Verb
from bot.services.drafts import Drafts
from bot.services.fixing import fixed, revised


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What to say in the thread, to all or to the person alone."""

    message: Message
    private: bool = False


class ThreadEdits:
    """Works on the draft as it is at that moment, so that of two people at once neither undoes the other."""

    def __init__(self, store: Store, drafts: Drafts, clock: Clock) -> None:
        self._store = store
        self._drafts = drafts
        self._clock = clock

    async def edit(self, team: str, person: str, draft: Draft, verb: Verb) -> Answer:
        """An exact edit of the texts that it is meant for; nothing to do makes no version, and says so."""
        edits: Mapping[Platform, Edit] = {}

        def change(present: Draft) -> Draft:
            nonlocal edits
            edits = edits_of(verb, present)
            texts = {platform: edit.text for platform, edit in edits.items()}
            return present.edited(
                {**present.texts, **texts}, by=person, reason=reason_of(verb), at=self._clock()
            )

        records = self._store.team(team)
        after = await revised(records, draft.id, change, by=person, clock=self._clock)
        words = done(edits)
        if not any(edit.changed for edit in edits.values()):
            return Answer(message=told.told(f"{reason_of(verb)}: {words}"), private=True)
        return await self._shown(after, verb, words)

    async def look_or_go(self, team: str, person: str, draft: Draft, verb: Verb) -> Answer:
        """Show versions, or make an earlier one the newest."""
        match verb.name:
            case Name.VERSION:
                versions = await self._store.team(team).versions(draft.id)
                version = history.version(versions, verb.versions[0])
                newest = version.number == draft.latest.number
                return Answer(message=told.version_shown(version, scope_of(verb, draft), newest=newest))
            case Name.DIFF:
                return await self._compare(team, draft, verb)
            case _:
                return await self._go(team, person, draft, verb)

    async def _go(self, team: str, person: str, draft: Draft, verb: Verb) -> Answer:
        """A new version that says what an earlier one did. Raises `VersionClash` when somebody was faster."""
        records = self._store.team(team)
        if not draft.fixed:
            await fixed(records, draft.id, by=person, clock=self._clock)
        versions = await records.versions(draft.id)
        at = self._clock()

        def change(present: Draft) -> Draft:
            match verb.name:
                case Name.UNDO:
                    return history.undone(present, versions, by=person, at=at)
                case Name.REDO:
                    return history.redone(present, versions, by=person, at=at)
                case _:
                    number, platforms = verb.versions[0], scope_of(verb, present) if verb.scoped else ()
                    return history.restored(present, versions, number, platforms, by=person, at=at)

        after = await records.change_draft(draft.id, change, expected_version=versions[-1].number)
        like = after.latest.of or verb.versions[0]
        return await self._shown(after, verb, f"as v{like}")

    async def _compare(self, team: str, draft: Draft, verb: Verb) -> Answer:
        """Two versions; one and what the card shows; or, alone, the last two."""
        numbers = verb.versions
        if not numbers:
            numbers = (draft.latest.number - 1,) if draft.fixed else (draft.latest.number,)
            if not numbers[0]:
                raise IllegalMove("There is only v1 so far, so there is nothing to compare.")
        versions = await self._store.team(team).versions(draft.id)
        first = history.version(versions, numbers[0])
        if numbers[1:]:
            second = history.version(versions, numbers[1])
            name, new = f"v{second.number}", second.texts
        else:
            name = f"v{draft.latest.number}" if draft.fixed else "what the card shows"
            new = draft.texts
        platforms = scope_of(verb, draft)
        return Answer(message=told.compared((f"v{first.number}", name), first.texts, new, platforms))

    async def _shown(self, draft: Draft, verb: Verb, words: str) -> Answer:
        """Say it in one line, once the card is drawn anew."""
        await self._drafts.show(draft.team, draft.id)
        line = f"v{draft.latest.number} · {reason_of(verb)} · free · {words}"
        return Answer(message=told.told(line, draft.id))
