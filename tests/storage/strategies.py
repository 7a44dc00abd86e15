"""Any record the domain allows, drawn from its annotations for hypothesis."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel

TIMES = st.datetimes(timezones=st.just(UTC))
TEXTS = st.text(max_size=20)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | st.integers() | NUMBERS | TEXTS
#: What a request may hold; JSON has no infinity and no NaN.
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=3,
)
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    AwareDatetime: TIMES,
    datetime: TIMES,
    str: TEXTS,
    int: st.integers(-(2**63), 2**63 - 1),
    float: NUMBERS,
    Any: JSON,
}


def whole(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """A model with every field drawn, those with defaults too."""
    return st.builds(model, **{n: drawn(f.annotation) for n, f in model.model_fields.items()})


@cache
def drawn(annotation: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation."""
    if annotation in PLAIN:
        return PLAIN[annotation]
    arguments = get_args(annotation)
    match get_origin(annotation):
        case None if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return whole(annotation)
        case origin if origin in (UnionType, Union):
            return st.one_of([drawn(argument) for argument in arguments])
        case origin if origin is tuple:
            return st.lists(drawn(arguments[0]), max_size=2).map(tuple)
        case origin if origin is dict:
            return st.dictionaries(*map(drawn, arguments), max_size=2)
    return st.from_type(annotation)
