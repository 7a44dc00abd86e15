"""The plain reading of a rich text block."""

from typing import Any

_MARKS = {
    "user": "@{user_id}",
    "usergroup": "@{usergroup_id}",
    "team": "@{team_id}",
    "channel": "#{channel_id}",
    "broadcast": "@{range}",
    "emoji": ":{name}:",
}
_READ = ("text", "fallback", "format", "url", "value")
"""Where other words keep what is read of them, best first: text, link, date, color."""


def plain_text(block: dict[str, Any]) -> str:
    """The words of a rich text block, one line for each section, list item, quote or code."""
    return "\n".join(_lines(block["elements"]))


def _lines(pieces: list[dict[str, Any]]) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if piece["type"] == "rich_text_list":
            lines += _lines(piece["elements"])
        else:
            lines.append("".join(_word(word) for word in piece["elements"]))
    return lines


def _word(word: dict[str, Any]) -> str:
    mark = _MARKS.get(word["type"])
    if mark:
        return mark.format(**word)
    return next((str(word[name]) for name in _READ if word.get(name)), "")
