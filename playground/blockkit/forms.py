"""What a string must look like where Slack expects an address, a date, a time or a number in it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
WHOLE_NUMBER = re.compile(r"-?\d+", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def is_url(text: str) -> bool:
    """Whether the text is an absolute http or https address."""
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.hostname) and not re.search(r"\s", text)


def is_https_url(text: str) -> bool:
    return is_url(text) and text.lower().startswith("https:")


def is_email(text: str) -> bool:
    return EMAIL.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether the text is a day of the calendar, as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Whether the text is a time of day, as HH:mm on the 24-hour clock."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII) is not None


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def number(value: object) -> Decimal | None:
    """The number that a JSON number or a numeric string stands for."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "url": (is_url, "must be a valid URL"),
    "https": (is_https_url, "must be a valid HTTPS URL"),
    "email": (is_email, "must be a valid email address"),
    "date": (is_date, "must be a date in the format YYYY-MM-DD"),
    "time": (is_time, "must be a time in the format HH:mm"),
    "number": (is_number, "must be a number"),
}
"""The form's name in the rule files, its test, and the reason given where it fails."""
