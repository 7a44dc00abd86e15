"""Reads the rule files into shapes, once, and refuses files that do not fit together."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter

from playground.blockkit.grammar import AnyRule, Family, Many, Object, OneOf, Surface, spelled_out
from playground.blockkit.shapes import Shape

MIXINS = "mixins"
UNTYPED = frozenset({"objects"})
"""Families whose objects have no `type`; in all others the type is the shape's name."""

Rulebook = Mapping[str, Mapping[str, Shape]]
"""Shapes by family and name."""

_SHAPES = TypeAdapter(dict[str, dict[str, Shape]])


@cache
def rulebook() -> Rulebook:
    """All rules, read from the files beside this module."""
    return read(files(__package__).joinpath("rules"))


def read(folder: Traversable) -> Rulebook:
    """The rules of a folder's files.

    Raises:
        ValueError: A file says something that is no rule, describes a shape twice, or speaks of one that
            no file describes.
    """
    described = _described(folder)
    mixins = described.pop(MIXINS)
    book = _SHAPES.validate_python(
        {
            family: {name: _completed(family, name, shape, mixins) for name, shape in shapes.items()}
            for family, shapes in described.items()
        }
    )
    if missing := sorted(
        set(_spoken_of(book)) - {(f, name) for f, shapes in book.items() for name in shapes}
    ):
        raise ValueError(f"no rule file describes {missing}")
    return book


def find(family: str, name: str, surface: Surface) -> Shape | None:
    """The shape of that family and name, unless the surface cannot hold it."""
    shape = rulebook().get(family, {}).get(name)
    return shape if shape and surface in shape.surfaces else None


def _described(folder: Traversable) -> dict[str, dict[str, dict[str, Any]]]:
    described: dict[str, dict[str, dict[str, Any]]] = {family: {} for family in (*get_args(Family), MIXINS)}
    for file in folder.iterdir():
        for family, shapes in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if twice := described[family].keys() & shapes.keys():
                raise ValueError(f"{file.name} describes again: {', '.join(sorted(twice))}")
            described[family] |= shapes
    return described


def _completed(family: str, name: str, shape: dict[str, Any], mixins: Mapping[str, Any]) -> dict[str, Any]:
    """The shape with its mixins' fields, each with its source, and, where its family has types, its own."""
    typed = family not in UNTYPED
    fields: dict[str, Any] = {"type": {"kind": "string", "choices": [name]}} if typed else {}
    for mixin in shape.get("with", ()):
        source = mixins[mixin]["source"]
        fields |= {
            field: {"source": source} | spelled_out(rule) for field, rule in mixins[mixin]["fields"].items()
        }
    fields |= shape.get("fields", {})
    required = [*shape.get("required", ()), *(["type"] if typed else [])]
    rest = {key: setting for key, setting in shape.items() if key != "with"}
    return rest | {"fields": fields, "required": required}


def _spoken_of(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Family and name of every shape that a rule needs; a type is looked for in its families in turn."""
    for shapes in book.values():
        for shape in shapes.values():
            for rule in shape.fields.values():
                yield from _needs(rule, book)


def _needs(rule: AnyRule, book: Rulebook) -> Iterator[tuple[str, str]]:
    match rule:
        case Many():
            yield from _needs(rule.of, book)
        case Object():
            yield "objects", rule.shape
        case OneOf():
            for name in rule.types:
                yield next((f for f in rule.families if name in book[f]), rule.families[0]), name
        case _:
            return
