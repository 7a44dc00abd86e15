"""Reading the fields of a request as strictly as the published tables allow.

How the vendor treats unknown fields, `null` and empty lists is not published; here they are
refused, so that nobody comes to rely on them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from playground.vendors.bodies import NotJson, json_object
from playground.vendors.powerpost.refusals import validation_error


def body_of(content_type: str, raw: bytes) -> Mapping[str, Any]:
    """The JSON object in a request; raises `Refused`."""
    if content_type != "application/json":
        raise validation_error("Content-Type must be application/json")
    try:
        body = json_object(raw)
    except NotJson as error:
        raise validation_error("Request body is not valid JSON") from error
    if body is None:
        raise validation_error("Request body must be a JSON object")
    return body


class Fields:
    """One object's fields; every reader raises `Refused` with the name of the field that is wrong."""

    def __init__(self, values: Mapping[str, Any], known: Collection[str]) -> None:
        if unknown := sorted(set(values) - set(known)):
            raise validation_error(f"Unknown field: {unknown[0]}")
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, *, least: int = 1, most: int | None = None) -> str | None:
        """A text of so many characters, blanks around it not counting for the least."""
        if name not in self._values:
            return None
        value = self._values[name]
        if not isinstance(value, str):
            raise validation_error(f"{name} must be a string")
        if len(value.strip()) < least:
            raise validation_error(f"{name} must be at least {least} characters")
        if most is not None and len(value) > most:
            raise validation_error(f"{name} must be at most {most} characters")
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed values; without a default the field is required."""
        value = self._values.get(name, default)
        if not isinstance(value, str) or value not in allowed:
            raise validation_error(f"{name} must be one of: {', '.join(allowed)}")
        return value

    def texts(self, name: str, *, most: int | None = None) -> tuple[str, ...]:
        """A list of texts; nothing when the field is absent."""
        if name not in self._values:
            return ()
        values = self._values[name]
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise validation_error(f"{name} must be an array of strings")
        if not values:
            raise validation_error(f"{name} must contain at least one item")
        if most is not None and len(values) > most:
            raise validation_error(f"{name} must contain at most {most} items")
        return tuple(values)

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        value = self._values.get(name, default)
        if type(value) is not int or not least <= value <= most:
            raise validation_error(f"{name} must be an integer between {least} and {most}")
        return value

    def switch(self, name: str) -> bool:
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise validation_error(f"{name} must be a boolean")
        return value
