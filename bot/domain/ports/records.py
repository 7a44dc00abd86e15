"""What Galley needs of a database: every record by team, changed one transaction at a time."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.comments import Comment
from bot.domain.drafts import Draft, Status, Version
from bot.domain.generations import Generation
from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Decision, Permission, PersonDefaults
from bot.domain.ports.vendors import RateLimit


@dataclass(frozen=True, kw_only=True)
class DraftQuery:
    """Which drafts to list, newest change first; no `statuses` means all but working and discarded.

    `words` are as a person types them: all words, "phrases", -words. The best matches come first then.
    """

    author: str | None = None
    statuses: tuple[Status, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some drafts, and the cursor after the last of them (`None` at the end).

    `total` is how many there are on all pages, and `more` says that they were not counted to the end.
    `unreadable` counts those that belong there and are damaged; the log names them.
    """

    drafts: tuple[Draft, ...]
    after: str | None
    total: int
    more: bool = False
    unreadable: int = 0


class TeamStore(Protocol):
    """One team's records; nothing here can reach another team's. Times are aware UTC.

    A `change` is a pure function from the record to the changed record; it runs inside one write
    transaction and may raise, which leaves the record as it was.
    """

    # --- generations ---

    async def add_generation(self, generation: Generation) -> bool:
        """Keep a new generation; `False` when its id is there already (a resend)."""
        ...

    async def generation(self, generation_id: str) -> Generation:
        """One generation; raises `NotFound`."""
        ...

    async def change_generation(
        self, generation_id: str, change: Callable[[Generation], Generation]
    ) -> Generation:
        """Change one generation atomically; returns it changed."""
        ...

    async def generations(self, *, open_only: bool = False, limit: int = 20) -> Sequence[Generation]:
        """The newest generations first."""
        ...

    # --- drafts ---

    async def add_draft(self, draft: Draft) -> Draft:
        """Keep a new draft with its first version; when its id is there already, returns that one."""
        ...

    async def draft(self, draft_id: str) -> Draft:
        """One draft; raises `NotFound`."""
        ...

    async def change_draft(
        self,
        draft_id: str,
        change: Callable[[Draft], Draft],
        *,
        expected_version: int | None = None,
    ) -> Draft:
        """Change one draft atomically; a newer `latest` becomes a version row that never changes again.

        Raises `NotFound`, and `VersionClash` when `expected_version` is not its newest version.
        """
        ...

    async def versions(self, draft_id: str) -> Sequence[Version]:
        """All versions of a draft, oldest first."""
        ...

    async def drafts(self, query: DraftQuery, *, after: str | None = None, limit: int = 10) -> Page:
        """A page of drafts, newest change first, paged by keyset."""
        ...

    # --- threads ---

    async def draft_at(self, channel: str, ts: str) -> str | None:
        """The draft that a message is, or ever was, the card of; before there is one, the run that writes it.

        Both have the same id.
        """
        ...

    async def save_comment(self, comment: Comment) -> None:
        """Keep what a person said about a draft, in place of what that message said before."""
        ...

    async def delete_comment(self, draft_id: str, channel: str, ts: str) -> None:
        """Delete what that message said, if it is kept."""
        ...

    async def comments(self, draft_id: str) -> Sequence[Comment]:
        """What people said about a draft, oldest first."""
        ...

    # --- the log, and what is remembered ---

    async def decide(self, decision: Decision) -> None:
        """Append to the log."""
        ...

    async def decisions(self, draft_id: str) -> Sequence[Decision]:
        """A draft's log, oldest first."""
        ...

    async def person(self, person: str) -> PersonDefaults:
        """What a person used last; empty for a newcomer."""
        ...

    async def save_person(self, person: str, defaults: PersonDefaults) -> None:
        """Remember what a person used last."""
        ...

    async def channel(self, channel: str) -> ChannelProfile:
        """A channel's defaults; empty for a new channel."""
        ...

    async def channels(self) -> Mapping[str, ChannelProfile]:
        """Every channel's defaults that were ever kept, by channel; those that cannot be read left out."""
        ...

    async def save_channel(self, channel: str, profile: ChannelProfile) -> None:
        """Keep a channel's defaults."""
        ...

    async def balance(self, provider: str) -> Balance | None:
        """The last balance a provider reported."""
        ...

    async def save_balance(self, provider: str, balance: Balance) -> None:
        """Keep a reported balance; an older one never replaces a newer one."""
        ...

    # --- people's own permissions at vendors, which only the vault can read ---

    async def permission(self, person: str, name: str) -> Permission | None:
        """What was kept last for a person under that name."""
        ...

    async def save_permission(self, person: str, name: str, permission: Permission) -> None:
        """Keep it in place of what was kept; it outlives a power cut."""
        ...

    async def delete_permission(self, person: str, name: str) -> None:
        """Delete it, if it is there."""
        ...

    # --- effects that cannot be repeated ---

    async def intend(self, run: str, effect: str, at: datetime) -> datetime | None:
        """Note that an effect is about to happen: `None` the first time, else when it was first noted."""
        ...

    def alone(self, name: str) -> AbstractAsyncContextManager[None]:
        """Held by one at a time, in all processes on the database; it ends with the process at the latest.

        A name must not be taken again by who holds it.
        """
        ...


class Store(Protocol):
    """All records. Everything a person can reach goes through `team`."""

    def team(self, team: str) -> TeamStore:
        """One team's records."""
        ...

    async def teams(self) -> Sequence[str]:
        """The teams that have drafts, or whose channels or people Galley remembers."""
        ...

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        """(team, generation id) of every generation that is not over, oldest first: for start-up."""
        ...

    async def first(self, key: str, at: datetime) -> bool:
        """Whether this is the first time that any process gives that key, such as an event's id."""
        ...

    async def room(self, key: str, limits: Sequence[RateLimit], at: datetime) -> float:
        """Count a call with that key at `at`, and return 0, when all of the limits allow it.

        Else count nothing, and return the seconds until there is room. All processes count together; where
        they have a clock in common, that one is used.
        """
        ...

    async def purge(self, before: datetime, *, limit: int) -> int:
        """Forget what ended before that and nobody keeps, at most `limit` records; returns how many.

        Drafts that nobody saved, with their versions, decisions and comments; runs that are over and that no
        draft needs, nor a campaign whose posts are kept; and intents, cards and comments of what is gone.
        Never a draft that was saved or put aside, which can be restored.
        """
        ...

    async def forget(self, before: datetime, *, limit: int) -> int:
        """Forget keys that were seen and calls that were counted before that; returns how many."""
        ...

    async def ready(self) -> None:
        """Return when the database answers; raises `StorageTrouble` when it does not."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...
