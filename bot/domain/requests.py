"""The base of every provider's request model, and the hints that say how to draw its fields.

A provider declares one subclass of `Request`; the form, its limits, its messages and the stored
brief all follow from it. The kind of a field follows from its annotation:

===========================  =========================================================
`str`                        one line of text; with `Multiline()` several
`int`, `float`               number
`bool`                       switch
`StrEnum`                    one choice (labels from `Choices`, else from the values)
`tuple[StrEnum, ...]`        several choices
`date`                       date
`HttpUrl`                    URL
`tuple[HttpUrl, ...]`        several URLs, one a line
`tuple[File, ...]`           files, with `Files(...)`
`str` with `Remote()`        one choice fetched from the vendor
`tuple[str, ...]`, `Remote()`  several of them
===========================  =========================================================

`X | None` with a default of `None` makes a field optional. `Field(title=…, description=…)` are
its label and its hint. `ThisOnce()` keeps it out of what is remembered of a person's taste, `Hidden()`
out of the form as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict

from bot.domain.platforms import Platform


@dataclass(frozen=True)
class Prompt:
    """Marks the one field that says what to write about: shown first, prefilled, titles the card."""


@dataclass(frozen=True)
class Multiline:
    """Several lines of text."""

    placeholder: str = ""


@dataclass(frozen=True)
class Choices:
    """Labels and descriptions for an enum's values, in the order to show."""

    labels: Mapping[StrEnum, str]
    descriptions: Mapping[StrEnum, str] | None = None


@dataclass(frozen=True)
class Remote:
    """Options come from the provider's `choices`; those of `depends` are others for other values of these.

    `depends` names single choices of the same form. When one of them changes, what was chosen here is
    dropped: it belonged to the other one. With `unless_sole`, an optional choice may be left empty only
    where the vendor has no more than one.
    """

    placeholder: str = "Start typing"
    depends: tuple[str, ...] = ()
    unless_sole: bool = False


@dataclass(frozen=True)
class Files:
    """Uploads: the file name extensions allowed, and how many and how large (bytes) at most."""

    extensions: tuple[str, ...]
    most: int = 1
    largest: int = 10_000_000


@dataclass(frozen=True)
class Draws:
    """Marks the field that asks for pictures, which then come with the texts."""


@dataclass(frozen=True)
class Priced:
    """A change of this field changes the price, so the form shows it anew."""


@dataclass(frozen=True)
class Variants:
    """Marks the number of wordings of each text: `again x3` in a thread asks for three."""


@dataclass(frozen=True)
class Sounds:
    """Marks the choice of how it sounds: `tone friendly` in a thread chooses among its labels."""


@dataclass(frozen=True)
class ThisOnce:
    """Belongs to one brief alone: the next form does not begin with it."""


@dataclass(frozen=True)
class Hidden:
    """Stored with the brief and never asked for, so it needs a default: it may say what a share is for."""


class File(BaseModel):
    """A file in Slack: a reference, never its bytes. `media_id` is the vendor’s, once it was sent there."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    mimetype: str
    size: int
    url: str
    media_id: str | None = None


class Request(BaseModel):
    """A brief, in one provider's terms."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    prompt_field: ClassVar[str]
    #: The fields marked `Files`.
    file_fields: ClassVar[tuple[str, ...]] = ()
    #: The fields marked `Hidden`, which no form has.
    hidden_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Find the field marked `Prompt`, so that a model without one fails at import."""
        super().__pydantic_init_subclass__(**kwargs)
        marked = cls._marked(Prompt)
        if len(marked) != 1:
            message = f"{cls.__name__} needs exactly one field marked Prompt(), not {list(marked)}"
            raise TypeError(message)
        cls.prompt_field = marked[0]
        cls.file_fields = cls._marked(Files)
        cls.hidden_fields = cls._marked(Hidden)

    @classmethod
    def _marked(cls, *hints: type) -> tuple[str, ...]:
        fields = cls.model_fields.items()
        return tuple(name for name, info in fields if any(isinstance(mark, hints) for mark in info.metadata))

    @classmethod
    def field_marked(cls, hint: type) -> str:
        """The first field with that mark, "" where there is none."""
        return next(iter(cls._marked(hint)), "")

    @classmethod
    def lasting_fields(cls) -> frozenset[str]:
        """The fields that are a person's taste rather than one brief's matter."""
        return frozenset(cls.model_fields).difference(cls._marked(Prompt, Files, Hidden, ThisOnce))

    @property
    def prompt(self) -> str:
        """What to write about."""
        return str(getattr(self, self.prompt_field))

    @property
    def targets(self) -> tuple[Platform, ...]:
        """The platforms asked for; a provider whose field is not called `platforms` overrides this."""
        return tuple(getattr(self, "platforms", ())) or (Platform.ANY,)

    @property
    def makes(self) -> str:
        """What it asks for instead of texts, as a card names it ("the image"); a share overrides this."""
        return ""

    @property
    def style(self) -> str:
        """The tone in one word for the card's first line, or nothing."""
        return str(getattr(self, "tone", "") or "")

    @property
    def attached(self) -> tuple[File, ...]:
        """Every file that comes with it."""
        return tuple(file for name in self.file_fields for file in getattr(self, name) or ())

    @property
    def unsent(self) -> tuple[File, ...]:
        """The files that the vendor does not have yet."""
        return tuple(file for file in self.attached if file.media_id is None)

    def with_media(self, file_id: str, media_id: str) -> Self:
        """This brief with the vendor's id for one of its files, wherever it names that file."""

        def sent(file: File) -> File:
            return file.model_copy(update={"media_id": media_id}) if file.id == file_id else file

        held = {name: getattr(self, name) for name in self.file_fields if getattr(self, name)}
        return self.model_copy(update={name: tuple(map(sent, files)) for name, files in held.items()})

    def narrowed(self, platforms: Sequence[Platform]) -> Self:
        """This brief for some of its platforms; one whose field is not called `platforms` overrides this."""
        if "platforms" not in type(self).model_fields:
            return self
        return self.changed(platforms=tuple(p for p in platforms if p is not Platform.ANY))

    def for_texts(self, **values: object) -> Self:
        """This brief without the pictures that it asks for, with other values, validated anew."""
        dropped = self._marked(Draws, ThisOnce)
        kept = {name: value for name, value in self.model_dump().items() if name not in dropped}
        return self.model_validate(kept | values)

    def changed(self, **values: object) -> Self:
        """This brief with other values, validated anew."""
        return self.model_validate({**self.model_dump(), **values})
