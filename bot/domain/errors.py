"""Everything that can go wrong, as one tree; the kind decides who sees it and whether to retry.

```
GalleyError
├── UserError              shown to the person as it is
│   ├── NotFound           gone, or never belonged to this team
│   ├── IllegalMove        the thing is not in a state that allows this
│   └── VersionClash       somebody else saved first
├── ProviderError          a vendor said no, or nothing
│   ├── ProviderRejected   our request is wrong        no retry; tell the person, at the field
│   ├── ProviderDenied     key, scope or plan          no retry; tell the operator too
│   │   └── NotConnected   the person has not allowed it, or not any more   connect, then again
│   ├── OutOfCredits       the balance is too low      no retry
│   ├── NoContent          the vendor made nothing     no retry; rephrase
│   ├── ProviderBusy       a rate limit                retry after a while
│   ├── ProviderUnreachable  nothing was sent          retry
│   │   └── KnownDown      down for a while, so it was not even asked   retry after a while
│   ├── ProviderDown       the vendor failed, and surely did not do the work
│   └── OutcomeUnknown     sent, no usable answer      look, else ask; never resend silently
│       └── StillWorking   taken, but not done in time ask later; never resend silently
├── FileUnreachable        Slack did not hand over a file   retry
├── StorageTrouble          the database does not work   try again; the log says why
│   └── UnreadableRecord    one record is damaged        the others are fine
├── SlackBusy              Slack's rate limit          not done; retry after a while
├── CardRefused            Slack said no to a card     nothing was posted or changed; no retry
│   └── SlackGone          Galley is out of the workspace, or lacks a scope   no retry, no other card
├── NotReady               Galley takes no work now    whoever asks whether it does is told why
└── ConfigurationError     start-up only
```
"""

import math
from typing import ClassVar, Self

from bot.domain.money import Charged


class GalleyError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)

    @property
    def message(self) -> str:
        """The sentence a person reads."""
        return str(self.args[0])


class ConfigurationError(GalleyError):
    """The settings do not add up."""


class NotReady(GalleyError):
    """Galley takes no work just now."""


class CardRefused(GalleyError):
    """Slack does not take the card: its message is gone, or its channel is closed to Galley."""


class SlackGone(CardRefused):
    """Slack does not let Galley in any more. Whoever runs Galley has to install it again."""


class SlackBusy(GalleyError):
    """Slack asks Galley to slow down; the call was not made. `retry_after` is in seconds."""

    def __init__(self, *, retry_after: float) -> None:
        wait = "a moment" if retry_after < 10 else f"{math.ceil(retry_after)} seconds"
        super().__init__(
            f"Slack asks Galley to slow down. Nothing is lost, and nothing was charged. Try again in {wait}."
        )
        self.retry_after = retry_after


class FileUnreachable(GalleyError):
    """Slack did not hand over a file just now."""


class StorageTrouble(GalleyError):
    """Galley's database does not work just now, so nothing was saved or charged. Try again in a minute."""

    @classmethod
    def unclear(cls) -> Self:
        """When it went away with a change under way."""
        return cls(
            "Galley lost its database in the middle of saving, so it cannot tell whether that was saved. "
            "Nothing was charged for it. Look whether it is there before you do it again."
        )


class UnreadableRecord(StorageTrouble):
    """That record is damaged and cannot be opened. The others are fine, and Galley's log names this one."""


class UserError(GalleyError):
    """That did not work."""


class NotFound(UserError):
    """That is not here any more."""


class IllegalMove(UserError):
    """That cannot be done any more."""


class VersionClash(UserError):
    """Somebody else saved first."""

    def __init__(self, message: str | None = None, *, current: int) -> None:
        super().__init__(message)
        self.current = current


class ProviderError(GalleyError):
    """The provider could not do it.

    `provider` is the label people know; `code` and `request_id` are the vendor's own. Each kind says
    what it means for money; one error may say otherwise.
    """

    kind: ClassVar[str] = "provider"
    charged: Charged = Charged.NO
    retryable: ClassVar[bool] = False
    #: Seconds to wait before another attempt, where that is known.
    retry_after: float | None = None

    def __init__(
        self,
        message: str | None = None,
        *,
        provider: str = "",
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.provider = provider
        self.status = status
        self.code = code
        self.request_id = request_id


class ProviderRejected(ProviderError):
    """The provider refused this brief."""

    kind = "rejected"

    def __init__(self, message: str | None = None, *, field: str | None = None, **facts: object) -> None:
        super().__init__(message, **facts)  # type: ignore[arg-type]  # same keywords as the base
        self.field = field


class ProviderDenied(ProviderError):
    """The provider does not accept our key, or the key may not do this."""

    kind = "denied"


class NotConnected(ProviderDenied):
    """The provider acts with this person's own permission, and has none, or none any more."""

    kind = "connect"


class OutOfCredits(ProviderError):
    """There are not enough credits."""

    kind = "credits"

    def __init__(
        self,
        message: str | None = None,
        *,
        needed: int | None = None,
        available: int | None = None,
        **facts: object,
    ) -> None:
        super().__init__(message, **facts)  # type: ignore[arg-type]  # same keywords as the base
        self.needed = needed
        self.available = available


class NoContent(ProviderError):
    """The provider came up with nothing for this brief."""

    kind = "empty"


class ProviderBusy(ProviderError):
    """The provider asks us to wait."""

    kind = "busy"
    retryable = True
    retry_after: float

    def __init__(self, message: str | None = None, *, retry_after: float, **facts: object) -> None:
        super().__init__(message, **facts)  # type: ignore[arg-type]  # same keywords as the base
        self.retry_after = retry_after


class ProviderUnreachable(ProviderError):
    """The provider could not be reached; nothing was sent."""

    kind = "unreachable"
    retryable = True


class KnownDown(ProviderUnreachable):
    """The provider has been down for a while, so it was not asked; nothing was sent."""

    kind = "known_down"

    def __init__(self, message: str | None = None, *, retry_after: float, **facts: object) -> None:
        super().__init__(message, **facts)  # type: ignore[arg-type]  # same keywords as the base
        self.retry_after = retry_after


class ProviderDown(ProviderError):
    """The provider is having trouble."""

    kind = "down"


class OutcomeUnknown(ProviderError):
    """The request was sent, but no usable answer came back."""

    kind = "unsure"
    charged = Charged.MAYBE


class StillWorking(OutcomeUnknown):
    """The provider took the brief and is still working on it."""

    kind = "working"
