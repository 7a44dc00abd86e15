"""Texts as PostgreSQL takes them: it has no NUL, which a text of Slack's or a vendor's may hold."""

import re

from storage.rows import Row

ESCAPED = re.compile("\1([\1\2])")


def packed(row: Row) -> Row:
    """A row to send. Texts keep their order: a NUL becomes 1 1, and what was a 1 becomes 1 2.

    JSON needs none of it, for it writes both in letters.
    """
    return {name: _without_nul(value) if isinstance(value, str) else value for name, value in row.items()}


def unpacked(row: Row) -> Row:
    """The row as it was before `packed`."""
    return {name: _with_nul(value) if isinstance(value, str) else value for name, value in row.items()}


def _without_nul(text: str) -> str:
    return text.replace("\1", "\1\2").replace("\0", "\1\1")


def _with_nul(text: str) -> str:
    return ESCAPED.sub(lambda found: "\0" if found[1] == "\1" else "\1", text) if "\1" in text else text
