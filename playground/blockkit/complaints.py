"""What Slack's own client says at a field before it sends a form."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from playground.blockkit import forms
from playground.blockkit.fields import FIELDS, Json
from playground.blockkit.richtext import plain_text

REQUIRED = "Please complete this required field."
MOST_TEXT = 3000
"""Characters a text input takes without a `max_length`. Source: docs.slack.dev/reference/block-kit,
block-elements/plain-text-input-element, `max_length`: maximum 3000."""
MOST_FILES = 10
MOST_FILE_BYTES = 10_000_000
"""Files in one file input, and the size of each. Source: docs.slack.dev/reference/block-kit,
block-elements/file-input-element: 10 files, 10 MB each."""


def complaint(element: Json, value: Json, optional: bool) -> str | None:
    """Why the client would not send this value; None if it would.

    Args:
        element: An element of a type in `values.STATEFUL`.
        value: Its value, as `values.value_of` makes it.
        optional: Whether its input block may be left empty.
    """
    held = value[FIELDS[element["type"]].key]
    if not held or (element["type"] == "rich_text_input" and not plain_text(held).strip()):
        return None if optional else REQUIRED
    check = _CHECKS.get(element["type"], _no_complaint)
    return check(element, held)


def _no_complaint(_element: Json, _held: Any) -> None:
    return None


def _text(element: Json, held: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", MOST_TEXT)
    if len(held) < least:
        return f"Must be at least {least} {'character' if least == 1 else 'characters'}."
    if len(held) > most:
        return f"Must be at most {most} {'character' if most == 1 else 'characters'}."
    return None


def _number(element: Json, held: str) -> str | None:
    if not element["is_decimal_allowed"] and not forms.WHOLE_NUMBER.fullmatch(held):
        return "Must be a whole number." if forms.is_number(held) else "Must be a number."
    if not forms.is_number(held):
        return "Must be a number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and Decimal(held) < Decimal(least):
        return f"Must be {least} or more."
    if most is not None and Decimal(held) > Decimal(most):
        return f"Must be {most} or less."
    return None


def _email(_element: Json, held: str) -> str | None:
    return None if forms.is_email(held) else "Must be a valid email address."


def _url(_element: Json, held: str) -> str | None:
    return None if forms.is_url(held) else "Must be a valid URL, starting with http:// or https://."


def _date(_element: Json, held: str) -> str | None:
    return None if forms.is_date(held) else "Must be a valid date."


def _time(_element: Json, held: str) -> str | None:
    return None if forms.is_time(held) else "Must be a valid time."


def _choices(element: Json, held: list[Any]) -> str | None:
    most = element.get("max_selected_items")
    return f"Choose at most {most}." if most is not None and len(held) > most else None


def _files(element: Json, held: list[Json]) -> str | None:
    most, types = element.get("max_files", MOST_FILES), element.get("filetypes")
    if len(held) > most:
        return f"Add at most {most} {'file' if most == 1 else 'files'}."
    for file in held:
        ending = str(file.get("name", "")).rpartition(".")[2].lower()
        if types and ending not in {kind.lower() for kind in types}:
            return f"Only these types of file can be added: {', '.join(types)}."
        if file.get("size", 0) > MOST_FILE_BYTES:
            return "Each file must be 10 MB or smaller."
    return None


_CHECKS: Mapping[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "datepicker": _date,
    "timepicker": _time,
    "multi_static_select": _choices,
    "multi_external_select": _choices,
    "multi_users_select": _choices,
    "multi_conversations_select": _choices,
    "multi_channels_select": _choices,
    "file_input": _files,
}
