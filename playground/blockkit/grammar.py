"""The grammar of the rule files: every kind of rule, and how it finds what is wrong with one JSON value.

Reasons are worded as Slack words them where its answers have been seen, and in the same manner elsewhere.
Slack adds "failed to match all allowed schemas" for each enclosing choice; only the precise reasons are here.
"""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from playground.blockkit.forms import FORMS
from playground.blockkit.problems import Problem, Problems

Surface = Literal["message", "modal", "home"]
Family = Literal["blocks", "elements", "texts", "rich_text", "cells", "charts", "tasks", "objects", "views"]


class Described(Protocol):
    """A described object, as a rule needs it; `shapes.Shape` is the one there is."""

    def problems(self, value: Any, at: str, scope: "Scope") -> Problems: ...


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Where a payload is going, and how its rules find the objects they speak of there."""

    surface: Surface
    find: Callable[[str, str, Surface], Described | None]

    def shape(self, family: str, name: str) -> Described | None:
        """The object of that family and name, unless this surface cannot hold it."""
        return self.find(family, name, self.surface)


class Rule(BaseModel):
    """What a value must be; `source` where it is not the source of the whole object."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str | None = None
    nullable: bool = False

    def problems(self, value: Any, at: str, scope: Scope) -> Problems:
        if not (value is None and self.nullable):
            yield from self.wrong(value, at, scope)

    @abstractmethod
    def wrong(self, value: Any, at: str, scope: Scope) -> Problems:
        """What is wrong with a value that may not be null."""


def _is_form(name: str) -> str:
    if name not in FORMS:
        raise ValueError(f"no such form: {name}")
    return name


class String(Rule):
    """A string; lengths are Unicode code points, both ends included."""

    kind: Literal["string"]
    least: int = 1
    most: int | None = None
    choices: tuple[str, ...] = ()
    form: Annotated[str, AfterValidator(_is_form)] | None = None

    def wrong(self, value: Any, at: str, _scope: Scope) -> Problems:
        if not isinstance(value, str):
            yield Problem("must provide a string", at)
            return
        if len(value) < self.least:
            yield Problem(f"must be more than {self.least - 1} characters", at)
        elif self.most is not None and len(value) > self.most:
            yield Problem(f"must be less than {self.most + 1} characters", at)
        elif self.choices and value not in self.choices:
            yield Problem("must be a valid enum value", at)
        elif self.form and not FORMS[self.form][0](value):
            yield Problem(FORMS[self.form][1], at)


class Boolean(Rule):
    """True or false, and nothing that merely counts as such."""

    kind: Literal["boolean"]

    def wrong(self, value: Any, at: str, _scope: Scope) -> Problems:
        if not isinstance(value, bool):
            yield Problem("must provide a boolean", at)


class Number(Rule):
    """A JSON number, whole if it is an `integer`; both bounds included."""

    kind: Literal["integer", "number"]
    least: int | None = None
    most: int | None = None
    above: int | None = None

    def wrong(self, value: Any, at: str, _scope: Scope) -> Problems:
        allowed = (int,) if self.kind == "integer" else (int, float)
        if isinstance(value, bool) or not isinstance(value, allowed):
            yield Problem(f"must provide {'an integer' if self.kind == 'integer' else 'a number'}", at)
        elif self.least is not None and value < self.least:
            yield Problem(f"must be greater than {self.least - 1}", at)
        elif self.above is not None and value <= self.above:
            yield Problem(f"must be greater than {self.above}", at)
        elif self.most is not None and value > self.most:
            yield Problem(f"must be less than {self.most + 1}", at)


class Text(Rule):
    """A text object of one of the types, its text at most so many code points."""

    kind: Literal["text"]
    most: int
    types: tuple[str, ...] = ("plain_text", "mrkdwn")

    def wrong(self, value: Any, at: str, scope: Scope) -> Problems:
        text = value.get("text") if isinstance(value, dict) else None
        if isinstance(text, str) and len(text) > self.most:
            yield Problem(f"must be less than {self.most + 1} characters", f"{at}/text")
            value = value | {"text": text[: self.most]}
        yield from OneOf(kind="one_of", families=("texts",), types=self.types).problems(value, at, scope)


class Many(Rule):
    """An array whose items all follow one rule."""

    kind: Literal["list"]
    of: "AnyRule"
    least: int = 1
    most: int | None = None

    def wrong(self, value: Any, at: str, scope: Scope) -> Problems:
        if not isinstance(value, list):
            yield Problem("must provide an array", at)
            return
        if len(value) < self.least:
            yield Problem(f"no less than {self.least} items allowed", at)
        if self.most is not None and len(value) > self.most:
            yield Problem(f"no more than {self.most} items allowed", at)
        for place, item in enumerate(value):
            yield from self.of.problems(item, f"{at}/{place}", scope)


class Object(Rule):
    """An object of one named shape, which has no `type` of its own."""

    kind: Literal["object"]
    shape: str

    def wrong(self, value: Any, at: str, scope: Scope) -> Problems:
        shape = scope.shape("objects", self.shape)
        if shape is None:
            yield Problem("is not supported on this surface", at)
        else:
            yield from shape.problems(value, at, scope)


class OneOf(Rule):
    """An object whose `type` picks its shape; without `types`, any shape of the families."""

    kind: Literal["one_of"]
    families: tuple[Family, ...]
    types: tuple[str, ...] = ()

    def wrong(self, value: Any, at: str, scope: Scope) -> Problems:
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
        elif "type" not in value:
            yield Problem("missing required field: type", at)
        elif not isinstance(value["type"], str):
            yield Problem("must provide a string", f"{at}/type")
        elif (shape := self._shape(value["type"], scope)) is None:
            yield Problem(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from shape.problems(value, at, scope)

    def _shape(self, name: str, scope: Scope) -> Described | None:
        if self.types and name not in self.types:
            return None
        return next(filter(None, (scope.shape(family, name) for family in self.families)), None)


def spelled_out(rule: Any) -> Any:
    """A rule as its settings, also where a file has only its kind."""
    return {"kind": rule} if isinstance(rule, str) else rule


AnyRule = Annotated[
    Annotated[
        String | Boolean | Number | Text | Many | Object | OneOf,
        Field(discriminator="kind"),
    ],
    BeforeValidator(spelled_out),
]
"""A rule as the files write it; one without settings is written as its kind alone."""


Many.model_rebuild()
