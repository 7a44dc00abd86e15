"""What a form field holds: from what a person entered to the entry in `view.state.values`, and back.

A raw entry is what a page's form sends: text, an option's value, a date, a time, an id. An option that an
app suggested (external selects) and an uploaded file come as their whole objects.
"""

import copy
import datetime as dt
import re
from typing import Any

from playground.blockkit.complaints import complaint
from playground.blockkit.conditions import offered
from playground.blockkit.fields import EXTERNAL, FIELDS, Field, Json
from playground.blockkit.richtext import plain_text

__all__ = ["STATEFUL", "UnknownChoice", "complaint", "initial", "raw_of", "value_of"]

STATEFUL = frozenset(FIELDS) - {"overflow"}
"""Element types whose value appears in a view's or a message's state."""


class UnknownChoice(ValueError):
    """The page sent something that the element does not offer."""


def initial(element: Json, here: str | None = None) -> Json:
    """The element's value before anyone touches it, typed and complete as Slack sends it.

    Args:
        element: An element of a type in `STATEFUL`.
        here: The conversation the view was opened from, for `default_to_current_conversation`; it gives way
            to a single initial conversation and replaces several. Source: npm @slack/types 3.2.0.
    """
    field = FIELDS[element["type"]]
    start = element.get(field.initial) if field.initial else None
    wants_here = here is not None and element.get("default_to_current_conversation", False)
    if field.many and wants_here:
        return _value(element, field, [here])
    return _value(element, field, start or (here if wants_here else None))


def value_of(element: Json, raw: list[Any]) -> Json:
    """The value that the raw entries stand for; empty entries count as nothing entered.

    Raises:
        UnknownChoice: An option is not offered, or a moment is no date and time.
    """
    field = FIELDS[element["type"]]
    entries = [_entry(element, field, entry) for entry in raw if entry not in ("", None)]
    return _value(element, field, entries if field.many else next(iter(entries), None))


def raw_of(value: Json) -> list[str]:
    """The raw entries a value stands for, to draw the field again; options by value, files by id."""
    field = FIELDS[value["type"]]
    held = value[field.key]
    entries = held if field.many else [] if held is None else [held]
    return [_raw(field, entry) for entry in entries]


def _value(element: Json, field: Field, held: Any) -> Json:
    return {"type": element["type"], field.key: copy.deepcopy(held) or ([] if field.many else None)}


def _entry(element: Json, field: Field, raw: Any) -> Any:
    if field.holds == "option":
        return _option(element, raw)
    if field.holds == "moment":
        return _moment(raw)
    if field.holds == "rich_text" and isinstance(raw, str):
        return _plain_rich_text(raw)
    return raw


def _option(element: Json, raw: Any) -> Any:
    if isinstance(raw, dict):
        if element["type"] in EXTERNAL or raw in offered(element):
            return raw
        raise UnknownChoice(f"This is not one of the options: {raw.get('value')}")
    known = [*offered(element), *element.get("initial_options", ())]
    known += [element["initial_option"]] if "initial_option" in element else []
    for option in known:
        if option["value"] == raw:
            return option
    raise UnknownChoice(f"This is not one of the options: {raw}")


def _moment(raw: str | int) -> int:
    """Seconds since 1970, given as their ten digits or as a time; one without its zone is meant as UTC."""
    if re.fullmatch(r"\d{10}", str(raw), re.ASCII):
        return int(raw)
    try:
        moment = dt.datetime.fromisoformat(str(raw))
    except ValueError as error:
        raise UnknownChoice(f"This is not a date and time: {raw}") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).timestamp())


def _plain_rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _raw(field: Field, held: Any) -> str:
    match field.holds:
        case "option":
            return str(held["value"])
        case "file":
            return str(held["id"])
        case "moment":
            moment = dt.datetime.fromtimestamp(held, tz=dt.UTC).replace(tzinfo=None)
            return moment.isoformat(timespec="seconds" if moment.second else "minutes")
        case "rich_text":
            return plain_text(held)
        case _:
            return str(held)
