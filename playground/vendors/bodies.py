"""Reading what a client sent as JSON, no more leniently than the standard is."""

import json
from typing import Any, NoReturn


class NotJson(ValueError):
    """The body cannot be read as JSON."""


def json_object(raw: bytes) -> dict[str, Any] | None:
    """The JSON object in a request body, or `None` when it holds another kind of value.

    Raises:
        NotJson: it holds no JSON; `NaN` and `Infinity` are none.
    """
    try:
        body = json.loads(raw.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise NotJson("Not JSON") from error
    return body if isinstance(body, dict) else None


def _refuse_constant(name: str) -> NoReturn:
    raise NotJson(f"{name} is not JSON")
