"""Drafts as a file to take along: Markdown to read, CSV for a spreadsheet, JSON for programs.

A document is its head, one piece for each draft, and its end, so that any number of drafts is written while
they are read. Each has what the drafts' cards show: the picked wording of each platform.
"""

import csv
import io
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum

from bot.domain.drafts import Draft
from bot.domain.platforms import Platform

#: The version of the JSON. It rises when a key changes its meaning or goes; new keys may come without.
JSON_VERSION = 1

COLUMNS = (
    *("draft", "title", "status", "author", "version", "created_at", "updated_at"),
    *("platform", "platform_title", "text"),
)

#: What makes a spreadsheet take a cell for a formula, its full-width forms included
#: (https://owasp.org/www-community/attacks/CSV_Injection). The apostrophe is there for the way back.
_ACTIVE = tuple("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
_FENCE = re.compile(r"`{3,}")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


class Format(StrEnum):
    """What kind of file."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"

    @property
    def label(self) -> str:
        """As people call it."""
        return "Markdown" if self is Format.MARKDOWN else self.value.upper()

    @property
    def ending(self) -> str:
        """Of a file's name."""
        return "md" if self is Format.MARKDOWN else self.value


@dataclass(frozen=True)
class _Writer:
    head: str
    piece: Callable[[Draft], str]
    between: str
    end: str


async def document(wanted: Format, drafts: AsyncIterator[Draft]) -> AsyncIterator[str]:
    """The file, piece by piece."""
    writer = _WRITERS[wanted]
    yield writer.head
    between = ""
    async for draft in drafts:
        yield between + writer.piece(draft)
        between = writer.between
    yield writer.end


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs: behind an apostrophe, where it might. `restored` is the way back."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTIVE) else cell


def restored(cell: str) -> str:
    """The cell as it was before `defused`: without one apostrophe in front, if there is one."""
    return cell.removeprefix("'")


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Rows by RFC 4180: lines end in CR LF, and a cell with a comma, quote or line break is quoted."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([defused(cell) for cell in row] for row in rows)
    return written.getvalue()


def _csv_piece(draft: Draft) -> str:
    facts = (
        draft.id,
        draft.title,
        draft.status.value,
        draft.author,
        str(draft.latest.number),
        *_times(draft),
    )
    platforms: Sequence[Platform | None] = draft.platforms or (None,)
    return _csv([(*facts, *_csv_text(draft, platform)) for platform in platforms])


def _csv_text(draft: Draft, platform: Platform | None) -> tuple[str, str, str]:
    if platform is None:  # pictures alone
        return "", "", ""
    return platform.value, draft.shown_title(platform), draft.shown(platform)


def _markdown(draft: Draft) -> str:
    changed = f"{draft.updated_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    facts = f"{draft.status.value} · v{draft.latest.number} · {changed} · draft `{draft.id}`"
    parts = [f"# {_escaped(draft.title) or 'Untitled'}", facts]
    for platform in draft.platforms:
        parts.append(f"## {platform.label}")
        if title := draft.shown_title(platform):
            parts.append(f"**{_escaped(title)}**")
        parts.append(_fenced(draft.shown(platform)))
    pictures = [f"- {_escaped(image.alt) or 'picture'}: <{image.url}>" for image in draft.images if image.url]
    if pictures:
        parts += ["## Pictures", "\n".join(pictures)]
    return "\n\n".join(parts) + "\n"


def _fenced(text: str) -> str:
    """A text exactly as it is: nothing in it is Markdown."""
    longest = max((len(found) for found in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _json(draft: Draft) -> str:
    created, updated = _times(draft)
    posts = [
        {
            "platform": platform.value,
            "text": draft.shown(platform),
            "title": draft.shown_title(platform) or None,
        }
        for platform in draft.platforms
    ]
    found = {
        "id": draft.id,
        "title": draft.title,
        "status": draft.status.value,
        "author": draft.author,
        "version": draft.latest.number,
        "created_at": created,
        "updated_at": updated,
        "prompt": draft.prompt,
        "posts": posts,
        "pictures": [{"id": image.media_id, "url": image.url, "alt": image.alt} for image in draft.images],
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _times(draft: Draft) -> tuple[str, str]:
    return draft.created_at.astimezone(UTC).isoformat(), draft.updated_at.astimezone(UTC).isoformat()


_WRITERS = {
    Format.MARKDOWN: _Writer("", _markdown, "\n", ""),
    # With the mark by which Excel tells UTF-8; Python reads it as `utf-8-sig`.
    Format.CSV: _Writer("\ufeff" + _csv([COLUMNS]), _csv_piece, "", ""),
    Format.JSON: _Writer(f'{{"galley_drafts": {JSON_VERSION}, "drafts": [\n', _json, ",\n", "\n]}\n"),
}
