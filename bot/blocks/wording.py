"""One sentence for each way an answer can be wrong: what is the matter, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from bot.blocks.fields import Field, Kind
from bot.blocks.text import capital, clip, sentence

#: How much of an answer a sentence repeats (characters).
MOST_QUOTED = 100
#: What pydantic puts before the words of a model's own validators.
PREFIXES = ("Value error, ", "Assertion failed, ")


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One error of a submission: the field, pydantic's details, and the line of a list that is wrong."""

    field: Field
    vendor: str
    details: ErrorDetails
    line: int | None = None

    @property
    def given(self) -> Any:
        """What was answered."""
        return self.details["input"]

    def bound(self, *names: str) -> Any:
        """The bound that was crossed, by pydantic's names for it."""
        context = self.details.get("ctx", {})
        return next((context[name] for name in names if name in context), None)


def said(trouble: Trouble) -> str:
    """The sentence for an error; pydantic's own words for one that has none here."""
    if trouble.field.kind is Kind.FILES and len(trouble.details["loc"]) > 1:
        return "Slack did not pass on one of these files. Remove it and add it again."
    words = WORDS.get(trouble.details["type"], _as_it_is)
    return words(trouble)


def _as_it_is(trouble: Trouble) -> str:
    text = trouble.details["msg"]
    for prefix in PREFIXES:
        text = text.removeprefix(prefix)
    text = text.strip() or "That does not work here."
    return sentence(capital(text))


def _missing(trouble: Trouble) -> str:
    if trouble.field.least and trouble.field.kind in (Kind.TEXT, Kind.MULTILINE):
        return _short(trouble)
    return MISSING.get(trouble.field.kind, "Fill this in.")


def _short(trouble: Trouble) -> str:
    least = trouble.field.least or trouble.bound("min_length")
    if least <= 1:
        return f"Write something — {trouble.vendor} needs a text to work with."
    return f"Write at least {least:,} characters — {trouble.vendor} needs that much to work with."


def _long(trouble: Trouble) -> str:
    most = trouble.bound("max_length")
    length = len(str(trouble.given).strip())
    return (
        f"That is {length:,} characters; {trouble.vendor} takes {most:,} at most. Take out {length - most:,}."
    )


def _few(trouble: Trouble) -> str:
    least = trouble.bound("min_length")
    verb, one, many = ITEMS.get(trouble.field.kind, ("Choose", "", ""))
    return f"{verb} at least {least:,}{one if least == 1 else many}."


def _many(trouble: Trouble) -> str:
    most = trouble.bound("max_length")
    verb, one, many = ITEMS.get(trouble.field.kind, ("Choose", "", ""))
    return f"{verb} at most {most:,}{one if most == 1 else many}."


def _range(trouble: Trouble) -> str:
    field, bound = trouble.field, trouble.bound(*NUMBERS)
    if field.kind is Kind.DATE:
        day = date.fromisoformat(bound)
        return f"Pick a date {_words(trouble, DATES)} {day.day} {day:%B %Y}."
    if field.least is not None and field.most is not None:
        return f"Write a number from {_figure(field.least)} to {_figure(field.most)}."
    return f"Write a number {_words(trouble, NUMBERS)} {_figure(bound)}."


def _figure(bound: float) -> str:
    return f"{int(bound) if bound == int(bound) else bound:,}"


def _words(trouble: Trouble, words: Mapping[str, str]) -> str:
    return next(said for name, said in words.items() if trouble.bound(name) is not None)


def _number(trouble: Trouble) -> str:
    return "Write a whole number." if trouble.field.whole else "Write a number."


def _offered(trouble: Trouble) -> str:
    return f"{trouble.vendor} does not offer “{clip(str(trouble.given), MOST_QUOTED)}” here. Choose again."


def _address(trouble: Trouble) -> str:
    given = clip(str(trouble.given), MOST_QUOTED)
    if trouble.line is not None:
        return f"Line {trouble.line} is not a web address: {given}."
    return f"That is not a web address: {given}. It should look like https://example.com/page."


def _address_long(trouble: Trouble) -> str:
    what = "That address" if trouble.line is None else f"The address on line {trouble.line}"
    return f"{what} is longer than {trouble.bound('max_length'):,} characters."


def _always(text: str) -> Callable[[Trouble], str]:
    return lambda _: text


MISSING: Mapping[Kind, str] = {
    Kind.CHOICE: "Choose one.",
    Kind.REMOTE: "Choose one.",
    Kind.CHOICES: "Choose at least one.",
    Kind.REMOTES: "Choose at least one.",
    Kind.FILES: "Add a file.",
    Kind.URLS: "Give a web address.",
    Kind.DATE: "Pick a date.",
    Kind.NUMBER: "Write a number.",
    Kind.URL: "Write a web address.",
}
#: The verb, and what is counted: one of them, several of them.
ITEMS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.URLS: ("Give", " web address", " web addresses, one a line"),
    Kind.FILES: ("Add", " file", " files"),
}
NUMBERS: Mapping[str, str] = {"ge": "of at least", "gt": "above", "le": "of at most", "lt": "below"}
DATES: Mapping[str, str] = {"ge": "not before", "gt": "after", "le": "not after", "lt": "before"}

WORDS: Mapping[str, Callable[[Trouble], str]] = {
    "missing": _missing,
    "string_too_short": _short,
    "string_too_long": _long,
    "string_pattern_mismatch": lambda t: f"{t.vendor} does not take this form of text here.",
    "too_short": _few,
    "too_long": _many,
    "greater_than": _range,
    "greater_than_equal": _range,
    "less_than": _range,
    "less_than_equal": _range,
    "multiple_of": lambda t: f"Write a multiple of {_figure(t.bound('multiple_of'))}.",
    "finite_number": _number,
    "int_type": _number,
    "int_parsing": _number,
    "int_parsing_size": _number,
    "int_from_float": _number,
    "float_type": _number,
    "float_parsing": _number,
    "enum": _offered,
    "url_parsing": _address,
    "url_scheme": _address,
    "url_syntax_violation": _address,
    "url_type": _address,
    "url_too_long": _address_long,
    "date_type": _always("Pick a date."),
    "date_parsing": _always("Pick a date."),
    "date_from_datetime_parsing": _always("Pick a date."),
    "date_past": _always("Pick a date in the past."),
    "date_future": _always("Pick a date in the future."),
}
