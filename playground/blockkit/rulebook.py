"""Reads the rule files into shapes, once."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import yaml
from pydantic import TypeAdapter

from playground.blockkit.grammar import Family, Surface
from playground.blockkit.shapes import Shape

MIXINS = "mixins"
UNTYPED = frozenset({"objects"})
"""Families whose objects have no `type`; in all others the type is the shape's name."""

Rulebook = Mapping[str, Mapping[str, Shape]]
"""Shapes by family and name."""

_SHAPES = TypeAdapter(dict[str, dict[str, Shape]])


@cache
def rulebook() -> Rulebook:
    """All rules, read from the files beside this module.

    Raises:
        ValueError: A rule file says something that is no rule, or describes a shape twice.
    """
    described = _described()
    mixins = described.pop(MIXINS)
    return _SHAPES.validate_python(
        {
            family: {name: _completed(family, name, shape, mixins) for name, shape in shapes.items()}
            for family, shapes in described.items()
        }
    )


def find(family: str, name: str, surface: Surface) -> Shape | None:
    """The shape of that family and name, unless the surface cannot hold it."""
    shape = rulebook().get(family, {}).get(name)
    return shape if shape and surface in shape.surfaces else None


def _described() -> dict[str, dict[str, dict[str, Any]]]:
    described: dict[str, dict[str, dict[str, Any]]] = {family: {} for family in (*get_args(Family), MIXINS)}
    for file in files(__package__).joinpath("rules").iterdir():
        for family, shapes in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if twice := described[family].keys() & shapes.keys():
                raise ValueError(f"{file.name} describes again: {', '.join(sorted(twice))}")
            described[family] |= shapes
    return described


def _completed(family: str, name: str, shape: dict[str, Any], mixins: Mapping[str, Any]) -> dict[str, Any]:
    """The shape with its mixins' fields and, where its family has types, its own type."""
    fields: dict[str, Any] = {} if family in UNTYPED else {"type": {"kind": "string", "choices": [name]}}
    for mixin in shape.get("with", ()):
        fields |= mixins[mixin]["fields"]
    fields |= shape.get("fields", {})
    required = [*shape.get("required", ()), *(() if family in UNTYPED else ("type",))]
    rest = {key: setting for key, setting in shape.items() if key != "with"}
    return rest | {"fields": fields, "required": required}
