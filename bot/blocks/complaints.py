"""From pydantic's errors to plain words at the fields, in the vendor's name."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.blocks.addresses import line_of
from bot.blocks.fields import Field, Kind
from bot.blocks.outline import Form
from bot.blocks.wording import Trouble, said

#: Slack's longest text object (characters); for errors it publishes no limit of its own.
MOST_TEXT = 3_000


def complaints(
    form: Form, error: ValidationError, raw: Mapping[str, Any], vendor: str
) -> dict[str, list[str]]:
    """Every error in plain words, by the field it belongs to; what belongs to none goes to the prompt.

    `raw` are the answers as `reading` reads them, for the line numbers of a list of addresses. A line of
    it is complained of once, however many of its words are no address.
    """
    found: dict[str, list[str]] = {}
    lines: set[tuple[str, int]] = set()
    for details in error.errors(include_url=False):
        field = form.get(next(iter(details["loc"]), None)) or form.prompt
        line = _line(field, details, raw)
        if line is not None:
            if (field.name, line) in lines:
                continue
            lines.add((field.name, line))
        trouble = Trouble(field=field, vendor=vendor, details=details, line=line)
        found.setdefault(field.name, []).append(said(trouble))
    return found


def _line(field: Field, details: ErrorDetails, raw: Mapping[str, Any]) -> int | None:
    """The line an error of a list of addresses is on."""
    index = next((part for part in details["loc"] if isinstance(part, int)), None)
    if field.kind is not Kind.URLS or index is None:
        return None
    return line_of(raw[field.name], index)


def joined(sentences: Iterable[str]) -> str:
    """One field's complaints as Slack takes them, none of them twice."""
    text = " ".join(dict.fromkeys(sentences))
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
