"""Words as Slack should show them: escaping, clipping, splitting, and small phrases of our own."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

import regex

#: Slack's longest text object, in code points (docs.slack.dev, text object). A rich_text element has no
#: documented limit; holding it to the same one is safe.
LONGEST = 3_000

_GRAPHEME = regex.compile(r"\X")
_PERSON = regex.compile(r"[A-Z0-9_]+")
#: Where a long text may be parted, best first.
_SEAMS = ("\n\n", "\n", " ")
#: Above this age a date says more than a number of days.
_MONTH = timedelta(days=30)


def escape(text: str) -> str:
    """Text that may stand in mrkdwn or in a message's fallback: nothing in it mentions or links.

    Slack asks for exactly these three (docs.slack.dev, formatting message text).
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(person: str) -> str:
    """A person in mrkdwn; what does not look like Slack's id is shown as it is."""
    return f"<@{person}>" if _PERSON.fullmatch(person) else escape(person)


def one_line(text: str) -> str:
    """Text without line breaks and runs of white space."""
    return " ".join(text.split())


def clip(text: str, most: int) -> str:
    """At most `most` code points, with an ellipsis where something was left out."""
    return text if len(text) <= most else part(text, most - 1)[0].rstrip() + "…"


def part(text: str, most: int) -> tuple[str, str]:
    """The beginning, at most `most` code points, and the rest; together they are the text.

    Cuts after a paragraph, a line or a word if there is one in the second half, and never within
    what a reader sees as one character: if that alone is longer, the beginning is empty.
    """
    if len(text) <= most:
        return text, ""
    ends = set(takewhile(lambda end: end <= most, (m.end() for m in _GRAPHEME.finditer(text))))
    cut = next(_seams(text, most, ends), max(ends, default=0))
    return text[:cut], text[cut:]


def split(text: str, most: int = LONGEST) -> list[str]:
    """The text in pieces of at most `most` code points that add up to it exactly; none for no text.

    Only a single character of more than `most` code points is parted itself.
    """
    pieces = []
    while text:
        piece = part(text, most)[0] or text[:most]
        text = text[len(piece) :]
        pieces.append(piece)
    return pieces


def _seams(text: str, most: int, ends: set[int]) -> Iterator[int]:
    for seam in _SEAMS:
        found = text.rfind(seam, most // 2, most)
        if found >= 0 and found + len(seam) in ends:
            yield found + len(seam)


def number(value: int) -> str:
    """With thousands apart: 1,204."""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 caption", "2 captions"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def listing(words: Sequence[str]) -> str:
    """Words as a sentence has them: "LinkedIn, X and Bluesky"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def capital(text: str) -> str:
    """Text that begins like a sentence."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Text that ends like a sentence."""
    return text if not text or text[-1] in ".!?…" else f"{text}."


def ago(then: datetime, now: datetime) -> str:
    """An age in one unit: "just now", "5 minutes ago"; a date when it is long past."""
    age = now - then
    if age >= _MONTH:
        return f"on {then:%-d %B %Y}"
    for unit, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if age.total_seconds() >= seconds:
            return f"{plural(int(age.total_seconds() // seconds), unit)} ago"
    return "just now"


def lasting(seconds: float) -> str:
    """A time to wait, rounded up so that waiting it is enough: "40 seconds", "3 minutes"."""
    for unit, size in (("hour", 3_600), ("minute", 60)):
        if seconds > size * 2:
            return plural(-int(-seconds // size), unit)
    return plural(max(1, -int(-seconds // 1)), "second")
