"""One described object: its fields, which of them it must have, and what they owe each other."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict

from playground.blockkit import forms
from playground.blockkit.conditions import CONDITIONS
from playground.blockkit.grammar import AnyRule, Scope, Surface
from playground.blockkit.problems import Problem, Problems

Names = tuple[str, ...]


def _is_condition(name: str) -> str:
    if name not in CONDITIONS:
        raise ValueError(f"no such condition: {name}")
    return name


class Shape(BaseModel):
    """An object as the rule files describe it.

    `source` says where its rules come from. Each tuple in `exactly_one`, `at_least_one` and `at_most_one`
    names fields of which so many must be there; each in `ascending`, fields whose numbers may not fall in
    that order. One message may hold `per_message` of these, and `text_per_message` characters in them all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    surfaces: tuple[Surface, ...] = ("message", "modal", "home")
    per_message: int | None = None
    text_per_message: int | None = None
    fields: dict[str, AnyRule] = {}
    required: Names = ()
    exactly_one: tuple[Names, ...] = ()
    at_least_one: tuple[Names, ...] = ()
    at_most_one: tuple[Names, ...] = ()
    ascending: tuple[Names, ...] = ()
    also: tuple[Annotated[str, AfterValidator(_is_condition)], ...] = ()

    def problems(self, value: Any, at: str, scope: Scope) -> Problems:
        """Everything wrong with the value; what fields owe each other only once each is right."""
        if not isinstance(value, dict):
            yield Problem("must provide an object", at)
            return
        alone = [*self._presence(value, at), *self._fields(value, at, scope)]
        yield from alone or self._together(value, at)

    def _presence(self, value: dict[str, Any], at: str) -> Problems:
        for name in self.required:
            if name not in value:
                yield Problem(f"missing required field: {name}", at)
        for name in value:
            if name not in self.fields:
                yield Problem(f"invalid additional property: {name}", at)

    def _fields(self, value: dict[str, Any], at: str, scope: Scope) -> Problems:
        for name, rule in self.fields.items():
            if name in value:
                yield from rule.problems(value[name], f"{at}/{name}", scope)

    def _together(self, value: dict[str, Any], at: str) -> Problems:
        yield from self._counts(value, at)
        for names in self.ascending:
            yield from _falling(value, [name for name in names if name in value], at)
        for condition in self.also:
            yield from CONDITIONS[condition](value, at)

    def _counts(self, value: dict[str, Any], at: str) -> Problems:
        for words, groups, least, most in (
            ("at least one", self.at_least_one, 1, None),
            ("exactly one", self.exactly_one, 1, 1),
            ("at most one", self.at_most_one, 0, 1),
        ):
            for names in groups:
                there = len(value.keys() & set(names))
                if there < least or (most is not None and there > most):
                    yield Problem(f"must define {words} of {_listed(names)}", at)


def _falling(value: dict[str, Any], names: list[str], at: str) -> Problems:
    for lower, upper in pairwise(names):
        low, high = forms.number(value[lower]), forms.number(value[upper])
        if low is not None and high is not None and low > high:
            yield Problem(f"`{lower}` must not be greater than `{upper}`", f"{at}/{lower}")


def _listed(names: Names) -> str:
    return ", ".join(f"`{name}`" for name in names)
