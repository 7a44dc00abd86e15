"""What a form knows of a model's field: the typed description that drawing and reading share."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.blocks.ids import FIELD
from bot.domain.requests import Files

#: The value of the option that stands for `None`, which Slack's single choices cannot go back to.
NO_CHOICE = "_none"

ANY_FILES = Files(())


class Kind(StrEnum):
    """The inputs a form can draw."""

    TEXT = "text"
    MULTILINE = "multiline"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    SWITCH = "switch"
    DATE = "date"
    URL = "url"
    #: One a line.
    URLS = "urls"
    FILES = "files"
    #: Options fetched from the vendor.
    REMOTE = "remote"
    REMOTES = "remotes"


#: Kinds that Slack draws as one plain text box, which keeps its text whatever form it is in.
TYPED = frozenset({Kind.TEXT, Kind.MULTILINE, Kind.URLS})
#: Kinds that hold several values; their bounds count items.
SEVERAL = frozenset({Kind.CHOICES, Kind.REMOTES, Kind.URLS, Kind.FILES})
#: Kinds with options: what was chosen in one form may not exist in the next.
CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.REMOTE, Kind.REMOTES})


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """One option that the model itself knows."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a request model, ready to be drawn and read.

    `least` and `most` (inclusive) bound the text's length, the number, or how many items.
    `default` is in the model's own terms; it means nothing while `required`.
    """

    name: str
    kind: Kind
    label: str
    model: str
    hint: str = ""
    placeholder: str = ""
    required: bool = False
    nullable: bool = False
    default: object = None
    least: float | None = None
    most: float | None = None
    #: Numbers: no decimals.
    whole: bool = False
    options: tuple[Choosable, ...] = ()
    files: Files = ANY_FILES
    prompt: bool = False
    priced: bool = False
    draws: bool = False
    #: The fields whose choice decides what this one offers.
    depends: tuple[str, ...] = ()
    #: Whether it may be left empty only where the vendor has no more than one.
    unless_sole: bool = False
    #: Whether others depend on it, so that its changes are reported at once.
    leads: bool = False

    @property
    def may_be_blank(self) -> bool:
        """Whether a submission may leave it empty."""
        if self.kind is Kind.SWITCH:
            return True
        if self.kind in SEVERAL:
            return self.nullable or not self.least
        return self.nullable or not (self.required or self.kind is Kind.CHOICE)

    @property
    def action_id(self) -> str:
        """`value` for text, which Slack then keeps when a view is updated to another form.

        Slack keeps an input's state under its block id and action id. A chosen option must not
        outlive the form that offered it, nor an untouched one the form that began with it, so the
        action id of a choice follows from what it offers and begins with.
        """
        if self.kind in TYPED:
            return FIELD
        if self.kind not in CHOOSING:
            return f"{FIELD}.{self.kind}"
        return self.action_id_for({})

    def action_id_for(self, given: Mapping[str, str]) -> str:
        """The action id of a choice that depends on others, when `given` is chosen there.

        Another one for each of their choices, so that Slack drops what was chosen here before.
        """
        if self.kind not in CHOOSING:
            return self.action_id
        begins = (self.options or self.model, self.nullable, self.most, self.default)
        chosen = tuple(given.get(other) for other in self.depends)
        offered = repr((*begins, *([chosen] if self.depends else [])))
        return f"{FIELD}.{self.kind}.{zlib.crc32(offered.encode()):08x}"
