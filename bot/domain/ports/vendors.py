"""What Galley needs of a vendor: one protocol for what all can do, one more for each thing some can."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel, ConfigDict

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import UserError
from bot.domain.money import Balance, Price
from bot.domain.outages import Outage
from bot.domain.requests import File, Request


class Briefed(Protocol):
    """What a form shows of whoever is asked.

    `name` is stored and must never change; `label` is what people see. A `sample` provider says so.
    The settings may decide what can be asked for, so two providers of one class may differ in their model.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def sample(self) -> bool: ...

    @property
    def request_model(self) -> type[Request]:
        """What can be asked for."""
        ...

    def price(self, request: Request | None) -> Price:
        """What `request` will cost; for `None`, how the price works in general, which no setting changes."""
        ...


class Provider(Briefed, Protocol):
    """A vendor, as far as every vendor goes. What one cannot do is absent, never a stub."""

    name: ClassVar[str]
    label: ClassVar[str]
    sample: ClassVar[bool]

    async def start(self, request: Request, *, key: str) -> Finished | Started:
        """Make the paid call, once. `key` names this attempt, for vendors that take an idempotency key.

        Raises a `ProviderError`. Never resends what may have been done: then it raises `OutcomeUnknown`.
        """
        ...


@runtime_checkable
class Splits(Protocol):
    """A provider that needs several calls for one brief, each paid and finished by itself."""

    def split(self, request: Request) -> Sequence[Request]:
        """The brief's shares, each a whole request of the same model: its platforms in their order first.

        What else it asks for follows, each as a share that `makes` it.
        """
        ...


@runtime_checkable
class Uploads(Protocol):
    """A provider that takes a brief's files before it is asked to write."""

    async def upload(self, file: File, content: AsyncIterator[bytes]) -> str:
        """Pass a file on as its bytes come, never whole in memory; returns the vendor's id for it.

        Costs nothing and is safe to repeat. Raises a `ProviderError`.
        """
        ...


@runtime_checkable
class Polls(Protocol):
    """A provider that answers `start` with a remote id."""

    async def poll(self, remote_id: str) -> Pending | Started | Finished:
        """Ask once how it stands; safe to repeat. `Started` means: from now on, ask for its `remote_id`.

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


@runtime_checkable
class Hints(Protocol):
    """A provider whose vendor may say by itself that a job has news.

    What it says is never believed: it is a reason to ask for the job, and nothing else.
    """

    def expects(self, token: str) -> bool:
        """Whether the address that the vendor was given ends in `token`; never, where it was given none."""
        ...

    def signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the vendor signed this, as it is set up to; `headers` have their names in lower case."""
        ...

    def jobs_in(self, body: bytes) -> Sequence[str]:
        """The jobs that a body tells of, as `Runner.wake` takes them; none where it makes no sense."""
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
class SharesLimits(Limited, Protocol):
    """A provider whose limits are also another's, because both call with one key of the vendor's.

    `limited_by` is that provider's name; without it each provider's calls are counted by themselves.
    """

    limited_by: ClassVar[str]


@runtime_checkable
class Watched(Protocol):
    """A provider of whose vendor it is known without asking whether it is down."""

    @property
    def outage(self) -> Outage | None:
        """What keeps calls from being made now; `None` when nothing is known to."""
        ...


@runtime_checkable
class Offers(Protocol):
    """A provider whose forms have `Remote` fields."""

    async def choices(self, field: str, given: Mapping[str, str]) -> Sequence[Choice]:
        """All of the vendor's options for a field; `given` holds the fields it depends on, as chosen so far.

        What is not chosen is absent from `given`. Raises a `ProviderError`.
        """
        ...


@runtime_checkable
class Leaves(Protocol):
    """A provider whose results stay at the vendor's as posts of their own: asking again makes another one."""

    #: Such a post in words, beginning with their article: "a draft in Ocoya".
    leaves: ClassVar[str]

    async def remove(self, vendor_ids: Mapping[str, str]) -> None:
        """Delete at the vendor's what a result with these ids left there; one that is gone is removed, too.

        Raises a `ProviderError`.
        """
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


Asked_co = TypeVar("Asked_co", bound=Briefed, covariant=True)


@dataclass(frozen=True)
class Forms(Generic[Asked_co]):
    """Who can be chosen in a form, in the order to offer them; never empty."""

    offered: tuple[Asked_co, ...]

    @property
    def first(self) -> Asked_co:
        """The one to start with."""
        return self.offered[0]

    def get(self, name: str | None) -> Asked_co | None:
        """The one of that name, if it can be chosen."""
        return next((p for p in self.offered if p.name == name), None)

    def __getitem__(self, name: str) -> Asked_co:
        """The one of that name; raises `UserError` when it is not configured any more."""
        if found := self.get(name):
            return found
        message = f"The provider {name!r} is not connected any more."
        raise UserError(message)


@dataclass(frozen=True)
class Providers(Forms[Provider]):
    """The providers that are configured; `campaigns` are those that write a whole campaign in one call.

    `missing` are the others: by label, the settings that each still needs.
    """

    campaigns: tuple[Provider, ...] = ()
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def get(self, name: str | None) -> Provider | None:
        """The provider of that name, if it is configured."""
        return next((p for p in (*self.offered, *self.campaigns) if p.name == name), None)
