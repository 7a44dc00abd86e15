"""What buttons and modals carry back to us: small typed values of ids and versions, never texts."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.drafts import Draft, Status
from bot.domain.errors import UserError
from bot.domain.platforms import Platform
from bot.domain.ports import DraftQuery

#: Slack's longest button value; private metadata may be longer (docs.slack.dev, button element).
LONGEST_VALUE = 2_000
#: Most of what a person searches for that a button keeps; a control character takes six in JSON.
MOST_WORDS = 100


class Value(BaseModel):
    """The base: packs to compact JSON and reads it back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def pack(self) -> str:
        """The value as a button carries it; only what differs from the defaults."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def read(cls, packed: str | None) -> Self:
        """A value that came back; raises `UserError` when this version of Galley cannot read it."""
        try:
            return cls.model_validate_json(packed or "")
        except ValidationError as error:
            message = "This button is too old for me. Open the draft anew with `/drafts`."
            raise UserError(message) from error


class CardValue(Value):
    """A button on a card, or in an opened draft.

    `version` and `pick` are what the person saw, so that a stale click is told apart.
    """

    run: str
    draft: str = ""
    version: int = 0
    platform: Platform | None = None
    #: The index of the variant picked when the card was drawn.
    pick: int | None = None

    @classmethod
    def of(cls, draft: Draft) -> Self:
        return cls(run=draft.generation, draft=draft.id, version=draft.latest.number)


class ConnectValue(Value):
    """A provider to connect or disconnect, and the run that could not do without."""

    provider: str
    run: str = ""


class DraftValue(Value):
    """A draft to open, and the version the person saw."""

    draft: str
    version: int = 0

    @classmethod
    def of(cls, draft: Draft) -> Self:
        return cls(draft=draft.id, version=draft.latest.number)


class HistoryValue(Value):
    """A page of a draft's versions: those before that number, the newest ones for none."""

    draft: str
    before: int | None = None


class VersionValue(Value):
    """A version to show, or to compare with another one; 0 is what the card shows now."""

    draft: str
    version: int
    against: int | None = None
    #: The only platform to show, all without it.
    platform: Platform | None = None


class More(StrEnum):
    """What the menu of a platform on a card offers."""

    NO_HASHTAGS = "no_hashtags"
    NO_EMOJI = "no_emoji"
    COPY = "copy"
    COMPARE = "compare"


class MoreValue(Value):
    """An entry of that menu; without a version, because Slack takes 75 characters here for certain."""

    draft: str
    platform: Platform
    do: More


class WishValue(Value):
    """A wish that waits for a person's yes: the message that says it, and what the draft was like then."""

    draft: str
    channel: str
    thread: str
    ts: str
    #: The draft's newest version, and its newest run.
    version: int
    run: str
    #: What it costs, as the person was told.
    credits: int


class Filter(StrEnum):
    """Which drafts a list shows."""

    MINE = "mine"
    TEAM = "team"
    REVIEW = "review"
    APPROVED = "approved"
    WORKING = "working"
    DISCARDED = "discarded"

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The states it asks for; none means all that are kept."""
        return _STATUSES.get(self, ())


_STATUSES = {
    Filter.REVIEW: (Status.IN_REVIEW, Status.CHANGES_REQUESTED),
    Filter.APPROVED: (Status.APPROVED, Status.SCHEDULED),
    Filter.WORKING: (Status.WORKING,),
    Filter.DISCARDED: (Status.DISCARDED,),
}


class ListValue(Value):
    """A place in the list of drafts. `trail` holds the cursors of the pages before, to go back."""

    show: Filter = Filter.MINE
    words: str = Field(default="", max_length=MOST_WORDS)
    after: str | None = None
    trail: tuple[str, ...] = ()

    def query(self, person: str) -> DraftQuery:
        """What to ask the store for on behalf of a person."""
        # What nobody saved may be on a card that only its author sees.
        author = person if self.show in (Filter.MINE, Filter.WORKING) else None
        return DraftQuery(author=author, statuses=self.show.statuses, words=self.words)

    def filtered(self, show: Filter) -> Self:
        """The same search among other drafts, from the start."""
        return self.model_copy(update={"show": show, "after": None, "trail": ()})

    def following(self, after: str) -> Self:
        """The next page. A trail too long for a button forgets its beginning."""
        trail = (*self.trail, self.after or "")
        ahead = self.model_copy(update={"after": after, "trail": trail})
        while ahead.trail and len(ahead.pack()) > LONGEST_VALUE:
            ahead = ahead.model_copy(update={"trail": ahead.trail[1:]})
        return ahead

    def preceding(self) -> Self:
        """The page before, the first one when the way back is forgotten."""
        before = self.trail[-1] if self.trail else ""
        return self.model_copy(update={"after": before or None, "trail": self.trail[:-1]})


class SearchValue(Value):
    """Where a search began: a list in a message, by the address that changes it, or in a window."""

    at: ListValue = ListValue(show=Filter.TEAM)
    response_url: str = ""


class ExportValue(Value):
    """What to export, one draft or all of a list, and the conversation that it may go to."""

    draft: str = ""
    at: ListValue | None = None
    channel: str = ""


def list_value(text: str) -> ListValue:
    """What follows `/drafts`: a filter's word, if it begins with one, and search words."""
    first, _, others = text.strip().partition(" ")
    known = first.lower() in set(Filter)
    show = Filter(first.lower()) if known else Filter.TEAM if first else Filter.MINE
    return ListValue(show=show, words=(others if known else text).strip()[:MOST_WORDS])
