"""A vendor's JSON read without trusting it: what is not of the wanted kind is as good as absent."""

import re
from typing import Any

#: Ids go into addresses, so anything that could mean something there is not one.
_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")


def object_of(value: object) -> dict[str, Any]:
    """A value as an object; empty when it is none."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[Any]:
    """A value as a list; empty when it is none."""
    return value if isinstance(value, list) else []


def text_of(value: object) -> str:
    """A value as text without blanks around it; empty when it is none."""
    return value.strip() if isinstance(value, str) else ""


def id_of(value: object) -> str | None:
    """A value as one of a vendor's ids; `None` when it is none."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def whole(value: object) -> int | None:
    """A count as a number; `None` for anything that is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
