"""What people say in the thread of a card: verbs act on its draft, everything else is kept as a comment."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.blocks import thread as told
from bot.blocks.linting import linted
from bot.blocks.messages import Message
from bot.blocks.values import DraftValue, WishValue
from bot.domain.asking import tones_of
from bot.domain.comments import Comment
from bot.domain.drafts import Draft, Status
from bot.domain.errors import IllegalMove, NotFound
from bot.domain.generations import Generation
from bot.domain.ports import Clock, Providers, Store
from bot.domain.verb_edits import EDITS, reason_of
from bot.domain.verbs import Name, Unknown, Verb, help_lines, parse
from bot.domain.wishes import Wish
from bot.services.drafts import Drafts
from bot.services.profiles import Profiles
from bot.services.runs import Runs
from bot.services.thread_edits import Answer, ThreadEdits
from bot.services.wishes import Wishes

#: What can be said of a draft that was put aside.
_ASIDE = frozenset({Name.HELP, Name.RESTORE, Name.VERSION, Name.DIFF, Name.DISCARD, Name.STOP})
MOVED_ON = "The draft has moved on since, so nothing was done and nothing was charged. Say it once more."
TAKEN_BACK = "This was answered or taken back already. Say it once more if you want it."


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A reply as Slack sent it. `said` is how it reads, `text` as it came; `bot` is Galley's own user."""

    team: str
    person: str
    draft: str
    channel: str
    thread: str
    ts: str
    text: str
    said: str
    bot: str


@dataclass(frozen=True, kw_only=True)
class At:
    """What a thread is of: the newest run on its card, and the draft once there is one."""

    run: Generation
    draft: Draft | None


class Thread:
    """The thread of a card. It is bound to its draft, provider and brief for life."""

    def __init__(
        self,
        store: Store,
        providers: Providers,
        drafts: Drafts,
        runs: Runs,
        clock: Clock,
        *,
        mentions_only: bool = False,
    ) -> None:
        self._store = store
        self._providers = providers
        self._drafts = drafts
        self._runs = runs
        self._clock = clock
        self._edits = ThreadEdits(store, drafts, clock)
        self._profiles = Profiles(store, clock)
        self._wishes = Wishes(store, providers, runs, clock)
        #: Whether Galley acts in channels only when it is mentioned.
        self.mentions_only = mentions_only

    async def draft_at(self, team: str, channel: str, thread: str) -> str | None:
        """The draft that the thread's first message is the card of, `None` for any other thread."""
        return await self._store.team(team).draft_at(channel, thread)

    async def say(self, heard: Heard) -> Answer | None:
        """Do what a reply asks for; `None` when it is a comment, which is kept without a word.

        Raises `UserError` when it cannot be done.
        """
        at = await self._at(heard.team, heard.draft)
        verb = parse(heard.text, bot=heard.bot, tones=self._tones(at.run))
        match verb:
            case None:
                await self._keep(heard)
                return None
            case Unknown():
                return Answer(message=told.unknown(verb), private=True)
            case Verb():
                _check_here(heard, at)
                return await self._do(heard, at, verb)

    async def agree(self, team: str, person: str, value: WishValue, bot: str) -> str:
        """Start a wish whose price a person agrees to; returns what it is called. `bot` is Galley's own user.

        Raises `IllegalMove` when the draft has moved on, or the wish was answered already.
        """
        waiting = await self._waiting(team, value)
        at = await self._at(team, value.draft)
        verb = parse(waiting.text, bot=bot, tones=self._tones(at.run))
        if at.draft is None or not isinstance(verb, Verb):
            raise IllegalMove(MOVED_ON)
        wish = Wish(reason=reason_of(verb), channel=waiting.channel, thread=value.thread, ts=waiting.ts)
        if at.run.wish != wish:  # else another click has started it
            if (at.draft.latest.number, at.run.id) != (value.version, value.run):
                raise IllegalMove(MOVED_ON)
            ready = await self._wishes.ready(at.draft, at.run, verb, wish)
            if ready.credits != value.credits:
                raise IllegalMove(MOVED_ON)
            await self._wishes.start(ready, person)
        await self._store.team(team).delete_comment(waiting.draft, waiting.channel, waiting.ts)
        return wish.reason

    async def leave(self, team: str, value: WishValue, bot: str) -> str:
        """Let go of a wish that waits; returns what it is called. Raises `IllegalMove` as `agree` does."""
        waiting = await self._waiting(team, value)
        at = await self._at(team, value.draft)
        verb = parse(waiting.text, bot=bot, tones=self._tones(at.run))
        await self._store.team(team).delete_comment(waiting.draft, waiting.channel, waiting.ts)
        return reason_of(verb) if isinstance(verb, Verb) else "This"

    async def reword(self, team: str, draft: str, channel: str, ts: str, said: str) -> None:
        """Let a comment say what its author changed it to."""
        for comment in await self._store.team(team).comments(draft):
            if (comment.channel, comment.ts) == (channel, ts) and not comment.asks and comment.text != said:
                changed = comment.model_copy(update={"text": said, "edited": True})
                await self._store.team(team).save_comment(changed)

    async def take_back(self, team: str, draft: str, channel: str, ts: str) -> None:
        """Forget a comment that its author deleted."""
        await self._store.team(team).delete_comment(draft, channel, ts)

    async def _at(self, team: str, draft_id: str) -> At:
        """The draft and its newest run; before there is a draft, the newest run that may make it."""
        records = self._store.team(team)
        try:
            draft = await records.draft(draft_id)
        except NotFound:
            return At(run=await records.generation(draft_id), draft=None)
        return At(run=await records.generation(draft.generation), draft=draft)

    def _tones(self, run: Generation) -> Mapping[str, object]:
        provider = self._providers.get(run.provider)
        return tones_of(provider.request_model) if provider else {}

    async def _do(self, heard: Heard, at: At, verb: Verb) -> Answer | None:
        if verb.name is Name.HELP:
            return Answer(message=self._help(at), private=True)
        if verb.name is Name.STOP:
            return await self._stop(heard, at.run)
        draft = _needed(at)
        if draft.status is Status.DISCARDED and verb.name not in _ASIDE:
            raise IllegalMove("This draft was discarded. Say restore to take it up again.")
        if verb.paid:
            return await self._wish(heard, at.run, draft, verb)
        if verb.name in EDITS:
            return await self._edits.edit(heard.team, heard.person, draft, verb)
        return await self._move(heard, at.run, draft, verb)

    def _help(self, at: At) -> Message:
        if at.run.plan:
            return told.helped_campaign()
        return told.helped(help_lines(tuple(self._tones(at.run))), written=at.draft is not None)

    async def _move(self, heard: Heard, run: Generation, draft: Draft, verb: Verb) -> Answer:
        """What a button does as well, or a look at versions."""
        team, person = heard.team, heard.person
        match verb.name:
            case Name.SAVE:
                return await self._save(heard, run, draft)
            case Name.DISCARD:
                return await self._decide(self._drafts.discard, team, person, draft, "discarded")
            case Name.RESTORE if not verb.versions:
                if draft.status is not Status.DISCARDED:
                    raise IllegalMove("This draft is not discarded. Say restore v2 for an earlier version.")
                return await self._decide(self._drafts.restore, team, person, draft, "restored")
            case Name.APPROVE:
                words = "Nobody is asked for approval here yet. Say save, and the team has it in /drafts."
                return Answer(message=told.told(words), private=True)
            case _:
                return await self._edits.look_or_go(team, person, draft, verb)

    async def _save(self, heard: Heard, run: Generation, draft: Draft) -> Answer:
        """Asks first where the channel's rules find something, as the button does."""
        kept = draft.status is not Status.WORKING and draft.fixed
        found = () if kept else linted(draft, await self._profiles.of_run(run))
        if found:
            return Answer(message=told.doubted(found, DraftValue.of(draft)), private=True)
        return await self._decide(self._drafts.save, heard.team, heard.person, draft, "saved as draft")

    async def _decide(
        self,
        do: Callable[[str, str, str], Awaitable[Draft]],
        team: str,
        person: str,
        draft: Draft,
        done: str,
    ) -> Answer:
        after = await do(team, person, draft.id)
        again = after.status is draft.status and after.latest == draft.latest
        words = f"v{after.latest.number} · {done}{' already' if again else ''}"
        return Answer(message=told.told(words), private=again)

    async def _stop(self, heard: Heard, run: Generation) -> Answer:
        if run.state.over:
            raise IllegalMove("Nothing is being written just now.")
        await self._runs.cancel(heard.team, heard.person, run.id)
        return Answer(message=told.told("Stopping. What is paid for already is still kept."), private=True)

    async def _wish(self, heard: Heard, run: Generation, draft: Draft, verb: Verb) -> Answer | None:
        wish = Wish(reason=reason_of(verb), channel=heard.channel, thread=heard.thread, ts=heard.ts)
        ready = await self._wishes.ready(draft, run, verb, wish)
        if not ready.asks_first:
            await self._wishes.start(ready, heard.person)
            return None
        await self._keep(heard, asks=True)
        value = WishValue(
            draft=draft.id,
            channel=heard.channel,
            thread=heard.thread,
            ts=heard.ts,
            version=draft.latest.number,
            run=run.id,
            credits=ready.credits or 0,
        )
        return Answer(message=told.priced(wish.reason, value.credits, ready.provider.label, value))

    async def _keep(self, heard: Heard, *, asks: bool = False) -> None:
        comment = Comment(
            draft=heard.draft,
            channel=heard.channel,
            ts=heard.ts,
            author=heard.person,
            text=heard.text if asks else heard.said,
            asks=asks,
            at=self._clock(),
        )
        await self._store.team(heard.team).save_comment(comment)

    async def _waiting(self, team: str, value: WishValue) -> Comment:
        for comment in await self._store.team(team).comments(value.draft):
            if comment.asks and (comment.channel, comment.ts) == (value.channel, value.ts):
                return comment
        raise IllegalMove(TAKEN_BACK)


def _check_here(heard: Heard, at: At) -> None:
    """Raise `IllegalMove` in the thread of a card that went to its channel."""
    card = at.run.card or (at.draft.card if at.draft else None)
    if card and card.channel != heard.channel:
        place = f"#{at.run.asked_name}" if at.run.asked_name else "its channel"
        message = f"This card is in {place} now: say it in its thread there. Nothing was changed or charged."
        raise IllegalMove(message)


def _needed(at: At) -> Draft:
    """The draft; raises `IllegalMove` where there is none to work on."""
    if at.draft:
        return at.draft
    if at.run.plan:
        raise IllegalMove("This card is a whole campaign. Open one of its posts on the card to work on it.")
    if at.run.state.over:
        raise IllegalMove("There is no text here to work on. The card says what you can do.")
    raise IllegalMove("The first text is still being written. Say it when it is there, or say stop.")
