"""Generations: one durable run of a brief, and the legal moves of its state."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.captions import Caption, Finished, Image, Started
from bot.domain.errors import (
    IllegalMove,
    OutOfCredits,
    ProviderError,
    ProviderRejected,
)
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from bot.domain.posts import Slot
from bot.domain.requests import Request
from bot.domain.wishes import Wish


class State(StrEnum):
    """Where a generation stands."""

    #: Stored; nothing has been asked of the vendor yet.
    ACCEPTED = "accepted"
    #: The vendor has been, or is being, asked.
    RUNNING = "running"
    #: At least one part has a result.
    DONE = "done"
    #: No part has a result, and it is known why.
    FAILED = "failed"
    #: Sent, but whether the vendor did it cannot be told; a person decides.
    UNSURE = "unsure"
    #: A person stopped it before there was a result.
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self not in (State.ACCEPTED, State.RUNNING)


MOVES: Mapping[State, frozenset[State]] = {
    State.ACCEPTED: frozenset({State.RUNNING, State.FAILED, State.CANCELLED}),
    State.RUNNING: frozenset({State.DONE, State.FAILED, State.UNSURE, State.CANCELLED}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.UNSURE: frozenset({State.DONE}),
    State.CANCELLED: frozenset(),
}


MOVED_ON = "This card has moved on; use its newest buttons."


class Failure(BaseModel):
    """Why something did not work, ready to be shown: what happened, and was anything charged."""

    model_config = ConfigDict(frozen=True)

    kind: str
    message: str
    charged: Charged
    retry_after: float | None = None
    field: str | None = None
    needed: int | None = None
    available: int | None = None
    code: str | None = None
    request_id: str | None = None
    #: Set for errors nobody foresaw: the same reference is in the log.
    reference: str | None = None

    @classmethod
    def of(cls, error: ProviderError) -> Self:
        """Keep what a person and an operator need of a provider's error."""
        return cls(
            kind=error.kind,
            message=error.message,
            charged=error.charged,
            retry_after=error.retry_after,
            field=error.field if isinstance(error, ProviderRejected) else None,
            needed=error.needed if isinstance(error, OutOfCredits) else None,
            available=error.available if isinstance(error, OutOfCredits) else None,
            code=error.code,
            request_id=error.request_id,
        )


class Part(BaseModel):
    """One separately paid call of a run: usually the whole brief, else its share for one thing."""

    model_config = ConfigDict(frozen=True)

    request: dict[str, Any]
    targets: tuple[Platform, ...] = ()
    #: What it asks for instead of texts, as a card names it.
    makes: str = ""
    #: When its call was about to be made; `None` means surely not sent.
    sent_at: AwareDatetime | None = None
    remote_id: str | None = None
    #: Set when a person wants to know what an earlier run's unclear call did since then: nothing is sent.
    look_since: AwareDatetime | None = None
    #: What there is while the vendor is still at it.
    so_far: Finished | None = None
    result: Finished | None = None
    failure: Failure | None = None
    ended_at: AwareDatetime | None = None

    @classmethod
    def of(cls, share: Request) -> Self:
        """The part that asks for one share of a brief."""
        return cls(request=share.model_dump(mode="json"), targets=share.targets, makes=share.makes)

    @property
    def fresh(self) -> Self:
        """This part as it was before it was asked for."""
        return type(self)(request=self.request, targets=self.targets, makes=self.makes)

    @property
    def over(self) -> bool:
        """Whether its result or its failure is known."""
        return bool(self.result or self.failure)

    @property
    def unclear(self) -> bool:
        """Whether its call was made and nobody could tell what came of it."""
        return self.failure is not None and self.failure.charged is Charged.MAYBE

    def answered(self, answer: "Started | Finished | Failure", at: datetime) -> Self:
        """This part with what came of its call."""
        match answer:
            case Started():
                return self.model_copy(update={"remote_id": answer.remote_id})
            case Finished():
                return self.model_copy(update={"result": answer, "so_far": None, "ended_at": at})
            case Failure():
                return self.model_copy(update={"failure": answer, "ended_at": at})


class CardRef(BaseModel):
    """Where a card is in Slack."""

    model_config = ConfigDict(frozen=True)

    channel: str
    ts: str
    #: Set when the card could not go where it was asked for, in words for the person.
    note: str = ""
    #: It stands in for a card that Slack gave up; a run is given one such card, not one after another.
    again: bool = False


class Generation(BaseModel):
    """One run of a brief. `channel` is where the person wants the card; a user id means "only me"."""

    model_config = ConfigDict(frozen=True)

    id: str
    team: str
    channel: str
    person: str
    provider: str
    request: dict[str, Any]
    state: State = State.ACCEPTED
    parts: tuple[Part, ...]
    #: The draft this run adds a version to; `None` makes a new draft.
    draft: str | None = None
    card: CardRef | None = None
    #: Why the whole run failed, apart from its parts.
    failure: Failure | None = None
    #: A person stopped it after a call was made: nothing more is sent, what comes of the call is kept.
    cancel_requested: bool = False
    #: The run that has taken over its card.
    followed_by: str = ""
    #: Who stopped it.
    cancelled_by: str = ""
    #: The channel where it was asked for, and its name, when the card is to go elsewhere.
    asked_in: str = ""
    asked_name: str = ""
    #: For a campaign that Galley planned, its posts.
    plan: tuple[Slot, ...] = ()
    #: For a post of a campaign, the run that wrote it.
    campaign: str = ""
    #: What a person asked for in the card's thread; `None` for the whole brief.
    wish: Wish | None = None
    #: The vendor's ids of what earlier runs of this card left there, and its text is no longer of.
    left_behind: tuple[dict[str, str], ...] = ()
    created_at: AwareDatetime
    started_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None

    @property
    def code(self) -> str:
        """The short name people see, such as `8F2K`."""
        return self.id[:4]

    @property
    def captions(self) -> tuple[Caption, ...]:
        """Every caption that arrived, in the order asked for."""
        return tuple(c for p in self.parts if p.result for c in p.result.captions)

    @property
    def images(self) -> tuple[Image, ...]:
        """Every picture that arrived, each once."""
        arrived = (image for p in self.parts if p.result for image in p.result.images)
        return tuple({image.media_id: image for image in arrived}.values())

    @property
    def wrote(self) -> bool:
        """Whether there is anything of it to show in a draft."""
        return bool(self.captions or self.images)

    @property
    def receipt(self) -> Receipt:
        """What the whole run used and left, as far as reported."""
        return sum((p.result.receipt for p in self.parts if p.result), Receipt())

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What went wrong, the whole run's failure first."""
        whole = (self.failure,) if self.failure else ()
        return whole + tuple(p.failure for p in self.parts if p.failure)

    def moved(self, to: State, at: datetime, **changes: object) -> Self:
        """This generation in another state; raises `IllegalMove` when it may not go there."""
        if to not in MOVES[self.state]:
            message = f"This run is {self.state} already."
            raise IllegalMove(message)
        when = {"ended_at": at} if to.over else {"started_at": at}
        return self.model_copy(update={**changes, **when, "state": to})

    def with_part(self, index: int, part: Part) -> Self:
        """This generation with one part replaced."""
        parts = (*self.parts[:index], part, *self.parts[index + 1 :])
        return self.model_copy(update={"parts": parts})

    def with_card(self, card: CardRef) -> Self:
        """This generation with its card."""
        return self.model_copy(update={"card": card})

    def followed(self, by: str) -> Self:
        """This generation with its card given to one other run; raises `IllegalMove` for a second one."""
        if self.followed_by not in {"", by}:
            raise IllegalMove(MOVED_ON)
        return self.model_copy(update={"followed_by": by})

    def sending(self, index: int, at: datetime) -> Self:
        """This generation with a part's call about to be made; raises `IllegalMove` when it was stopped."""
        part = self.parts[index]
        if part.sent_at:
            return self
        if self.cancel_requested or self.state is not State.RUNNING:
            raise IllegalMove("This run was stopped.")
        return self.with_part(index, part.model_copy(update={"sent_at": at}))

    def cancelled(self, at: datetime, by: str = "") -> Self:
        """Stopped: at once when nothing was sent, else before the next call; raises `IllegalMove`."""
        stop = {"cancel_requested": True, "cancelled_by": self.cancelled_by or by}
        if not self.state.over and any(p.sent_at for p in self.parts):
            return self.model_copy(update=stop)
        return self.moved(State.CANCELLED, at, **stop)

    @property
    def open(self) -> bool:
        """Whether a part may still bring something."""
        return any(not p.over and (p.sent_at or not self.cancel_requested) for p in self.parts)

    def failed(self, failure: Failure, at: datetime) -> Self:
        """This generation given up as a whole; as it is when it is over already."""
        return self if self.state.over else self.moved(State.FAILED, at, failure=failure)

    def settled(self, at: datetime) -> Self:
        """This generation in the state its parts add up to; as it is while one is open."""
        return self if self.state.over or self.open else self.moved(self.outcome(), at)

    def outcome(self) -> State:
        """The state its parts add up to once none of them is open."""
        if any(p.result for p in self.parts):
            return State.DONE
        if any(p.unclear for p in self.parts):
            return State.UNSURE
        return State.CANCELLED if self.cancel_requested else State.FAILED


def run_id(team: str, key: str) -> str:
    """The id of the run that Slack's `key` (view id, action ts, event id) stands for.

    Made from the key, so that a resend or a second click names the same run.
    """
    digest = hashlib.blake2b(f"{team}/{key}".encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode()
