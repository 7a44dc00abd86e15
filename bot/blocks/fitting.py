"""What an input starts with: a stored, remembered or carried value, if it is valid for this field.

Values come in any form they are kept in: as a model holds them, as JSON, or as `reading.values_of`
read them. Text is always kept, right or wrong; a choice the field does not offer is dropped.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import HttpUrl, TypeAdapter, ValidationError

from bot.blocks.drawable import MOST_FILES, MOST_OPTION_VALUE, MOST_OPTIONS
from bot.blocks.fields import Field, Kind
from bot.domain.requests import File

#: More digits than any `float` has without an exponent.
MOST_DIGITS = 330
ADDRESS = TypeAdapter(HttpUrl)
FILES = TypeAdapter(tuple[File, ...])


def start(field: Field, values: Mapping[str, Any]) -> Any:
    """The value to draw, in the form its kind needs; `None` for nothing.

    Text and URLs are strings, as are numbers, dates and options; several are tuples of those.
    """
    value = values.get(field.name, field.default)
    if value is None and field.nullable:
        return None
    fitted = None if value is None else FIT[field.kind](field, value)
    if fitted is None and field.default is not None:
        return FIT[field.kind](field, field.default)
    return fitted


def _text(_: Field, value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _number(field: Field, value: Any) -> str | None:
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if (
        not number.is_finite()
        or abs(number.adjusted()) > MOST_DIGITS
        or (field.whole and number != number.to_integral_value())
    ):
        return None
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        return None
    return f"{number:.0f}" if field.whole else f"{number:f}"


def _choice(field: Field, value: Any) -> str | None:
    wanted = str(value).lower() if isinstance(value, bool) else str(value)
    return wanted if any(option.value == wanted for option in field.options) else None


def _choices(field: Field, value: Any) -> tuple[str, ...] | None:
    offered = {option.value for option in field.options}
    wanted = _strings(value)
    return None if wanted is None else _first(field, (w for w in wanted if w in offered))


def _switch(_: Field, value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(_: Field, value: Any) -> str | None:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return None


def _url(_: Field, value: Any) -> str | None:
    """An address as the model writes it: Slack refuses a view whose address has a space in it."""
    try:
        return str(ADDRESS.validate_python(str(value)))
    except ValidationError:
        return None


def _urls(_: Field, value: Any) -> str | None:
    if isinstance(value, str):
        return value
    lines = _strings(value)
    return None if lines is None else "\n".join(lines)


def _files(_: Field, value: Any) -> tuple[File, ...] | None:
    try:
        files = FILES.validate_python(value)
    except ValidationError:
        return None
    fitting = {file.id: file for file in files if 0 < len(file.id) <= MOST_OPTION_VALUE}
    return tuple(fitting.values())[:MOST_FILES]


def _remote(_: Field, value: Any) -> str | None:
    text = str(value)
    return text if 0 < len(text) <= MOST_OPTION_VALUE else None


def _remotes(field: Field, value: Any) -> tuple[str, ...] | None:
    wanted = _strings(value)
    return None if wanted is None else _first(field, (w for w in wanted if _remote(field, w)))


def _first(field: Field, values: Iterable[str]) -> tuple[str, ...]:
    """As many different values as the field takes, in their order."""
    most = MOST_OPTIONS if field.most is None else int(field.most)
    return tuple(dict.fromkeys(values))[:most]


def _strings(value: Any) -> tuple[str, ...] | None:
    """The items of a list as strings; `None` when it is not a list."""
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        return None
    return tuple(str(item) for item in value)


FIT: Mapping[Kind, Callable[[Field, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SWITCH: _switch,
    Kind.DATE: _date,
    Kind.URL: _url,
    Kind.URLS: _urls,
    Kind.FILES: _files,
    Kind.REMOTE: _remote,
    Kind.REMOTES: _remotes,
}
