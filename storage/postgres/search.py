"""Drafts as PostgreSQL finds them by their words, with the same answers as SQLite's full text index.

PostgreSQL's own parsers know addresses, hyphens and endings of words, and depend on the server's locale. So
the words are taken apart here. `tokens` has each word once, behind a mark of the team, so that a search
reads one team's entries of the index, also for the beginnings of words. `words` has all of them in their
order, for what was typed as one word and is several, such as `dark-mode`.
"""

import hashlib
from collections.abc import Iterable, Iterator

from bot.domain.drafts import Draft
from storage import rows
from storage.rows import Row
from storage.search import phrases, tokens

#: Characters of a word that count: PostgreSQL takes 2 KB at most.
LONGEST = 200
#: Bytes of a draft's different words: PostgreSQL takes 1 MB at most.
MOST = 900_000


def draft_row(draft: Draft) -> Row:
    """A draft as a row of `drafts`."""
    row = rows.draft_row(draft)
    return searchable(row)


def searchable(row: Row) -> Row:
    """A row with its words as they are searched here."""
    parts = [tokens(row[column]) for column in ("title", "texts", "prompt")]
    found = dict.fromkeys(word for part in parts for word in part)
    return {
        **{name: value for name, value in row.items() if name not in {"title", "texts", "prompt"}},
        "words": "\n".join(_line(part) for part in parts),
        "tokens": list(_fitting(_entry(row["team"], word) for word in found)),
    }


def lookup(team: str, words: str) -> tuple[str, list[str]] | None:
    """What to ask of `tokens`, and what to look for in `words`; `None` for signs alone.

    The last word may be the beginning of one.
    """
    wanted = phrases(words)
    if not wanted:
        return None
    asked = [f"'{_entry(team, word)}'" for phrase in wanted for word in phrase]
    last = wanted.pop()
    in_order = [_line(phrase) for phrase in wanted if len(phrase) > 1]
    if len(last) > 1:
        in_order.append(_line(last).rstrip())
    return f"{' & '.join(asked)}:*", in_order


def _line(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _entry(team: str, word: str) -> str:
    """A word of a team. A mark of one length, because a team's own name may be long or hold any sign."""
    mark = hashlib.blake2b(team.encode(), digest_size=6).hexdigest()
    return f"{mark}:{word[:LONGEST]}"


def _fitting(entries: Iterable[str]) -> Iterator[str]:
    size = 0
    for entry in dict.fromkeys(entries):
        size += len(entry.encode())
        if size > MOST:
            return
        yield entry
