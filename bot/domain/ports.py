"""What the middle needs of the world, as protocols. Each has real twins held to one contract test."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol, TypeAlias, runtime_checkable

from pydantic import BaseModel, ConfigDict

from bot.domain.captions import Finished, Pending, Started
from bot.domain.drafts import Draft, Status, Version
from bot.domain.errors import UserError
from bot.domain.generations import CardRef, Generation
from bot.domain.money import Balance, Price
from bot.domain.people import ChannelProfile, Decision, PersonDefaults
from bot.domain.requests import Request

#: The present moment, aware UTC.
Clock: TypeAlias = Callable[[], datetime]


class Provider(Protocol):
    """A vendor, as far as every vendor goes. What one cannot do is absent, never a stub.

    `name` is stored and must never change; `label` is what people see. A `sample` provider says so.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    sample: ClassVar[bool]
    request_model: ClassVar[type[Request]]

    def price(self, request: Request | None) -> Price:
        """What `request` will cost; for `None`, how the price works in general."""
        ...

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        """Make the paid call, once. `key` names this attempt, for vendors that take an idempotency key.

        Raises a `ProviderError`. Never resends what may have been done: then it raises `OutcomeUnknown`.
        """
        ...


@runtime_checkable
class Splits(Protocol):
    """A provider that needs several calls for one brief, each paid and finished by itself."""

    def split(self, request: Request) -> Sequence[Request]:
        """The brief's shares, in the order of its platforms; each is a whole request of the same model."""
        ...


@runtime_checkable
class Polls(Protocol):
    """A provider that answers `start` with a remote id."""

    async def poll(self, remote_id: str) -> Pending | Finished:
        """Ask once how it stands; safe to repeat.

        Raises a retryable `ProviderError` or `OutcomeUnknown` when it could not be asked just now;
        any other `ProviderError` is how the work ended.
        """
        ...


@runtime_checkable
class Finds(Protocol):
    """A provider that can tell whether an unclear call was done."""

    async def find(self, request: Request, since: datetime) -> Started | Finished | None:
        """What an earlier `start` made of this request, `None` when surely nothing.

        Raises `OutcomeUnknown` when the vendor cannot tell.
        """
        ...


class Choice(BaseModel):
    """One option of a remote choice."""

    model_config = ConfigDict(frozen=True)

    value: str
    label: str
    description: str = ""


class RateLimit(BaseModel):
    """At most so many calls in any so many seconds, as the vendor publishes it for one key."""

    model_config = ConfigDict(frozen=True)

    calls: int
    seconds: float


@runtime_checkable
class Limited(Protocol):
    """A provider whose paid calls are limited in number; the engine keeps to the short limits by itself."""

    limits: ClassVar[tuple[RateLimit, ...]]


@runtime_checkable
class Offers(Protocol):
    """A provider whose forms have `Remote` fields."""

    async def choices(self, field: str, search: str) -> Sequence[Choice]:
        """The vendor's options for a field, those that match `search` (all for "")."""
        ...


@runtime_checkable
class Balances(Protocol):
    """A provider that tells how many credits are left."""

    async def balance(self) -> Balance:
        """The credits left now."""
        ...


@runtime_checkable
class Checks(Protocol):
    """A provider that can be asked cheaply whether its key works."""

    async def check(self) -> None:
        """Return when all is well; raise a `ProviderError` that says what is not."""
        ...


@dataclass(frozen=True)
class Providers:
    """The providers that are configured, in the order to offer them; never empty."""

    offered: tuple[Provider, ...]

    @property
    def first(self) -> Provider:
        """The one to start with."""
        return self.offered[0]

    def get(self, name: str | None) -> Provider | None:
        """The provider of that name, if it is configured."""
        return next((p for p in self.offered if p.name == name), None)

    def __getitem__(self, name: str) -> Provider:
        """The provider of that name; raises `UserError` when it is not configured any more."""
        if found := self.get(name):
            return found
        message = f"The provider {name!r} is not connected any more."
        raise UserError(message)


@dataclass(frozen=True, kw_only=True)
class DraftQuery:
    """Which drafts to list, newest change first; no `statuses` means all but working and discarded."""

    author: str | None = None
    statuses: tuple[Status, ...] = ()
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some drafts, and the cursor after the last of them (`None` at the end)."""

    drafts: tuple[Draft, ...]
    after: str | None
    total: int


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

    async def save_channel(self, channel: str, profile: ChannelProfile) -> None:
        """Keep a channel's defaults."""
        ...

    async def balance(self, provider: str) -> Balance | None:
        """The last balance a provider reported."""
        ...

    async def save_balance(self, provider: str, balance: Balance) -> None:
        """Keep a reported balance; an older one never replaces a newer one."""
        ...

    # --- effects that cannot be repeated ---

    async def intend(self, run: str, effect: str, at: datetime) -> datetime | None:
        """Note that an effect is about to happen: `None` the first time, else when it was first noted."""
        ...


class Store(Protocol):
    """All records. Everything a person can reach goes through `team`."""

    def team(self, team: str) -> TeamStore:
        """One team's records."""
        ...

    async def open_runs(self) -> Sequence[tuple[str, str]]:
        """(team, generation id) of every generation that is not over, oldest first: for start-up."""
        ...

    async def ready(self) -> None:
        """Return when the database answers; raise when it does not."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...


class Notifier(Protocol):
    """Shows a run to people. The card is one message, updated in place."""

    async def place(self, generation: Generation) -> CardRef:
        """Post the card of a new run; not repeatable. A run that has a card already only updates it.

        Falls back to a direct message, with a note, where the app may not post.
        """
        ...

    async def find(self, generation: Generation, since: datetime) -> CardRef | None:
        """The card an earlier `place` posted, `None` when surely none."""
        ...

    async def show(self, generation: Generation, draft: Draft | None, *, by: str = "") -> None:
        """Bring the card up to date; repeatable. `by` is who did what it now shows, where a person did.

        Raises `CardRefused` when this message cannot be changed any more (deleted, archived).
        """
        ...


class Runner(Protocol):
    """The durable engine, as far as the services need it."""

    async def start(self, team: str, generation_id: str) -> None:
        """Run a stored generation, once per id. Returns as soon as the start is recorded."""
        ...

    async def cancel(self, team: str, generation_id: str) -> None:
        """Stop a run as soon as its present step allows; nothing that has been paid for is thrown away."""
        ...

    async def ready(self) -> None:
        """Return when the engine takes work; raise when it does not."""
        ...
