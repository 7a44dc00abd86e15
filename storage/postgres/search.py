"""Drafts as PostgreSQL finds them by their words, with the same answers as SQLite's full text index.

PostgreSQL's own parsers know addresses, hyphens and endings of words, and depend on the server's locale. So
the words are taken apart by `storage.search`. `tokens` has each word once for each part of a draft that has
it, behind a mark of the team, so that a search reads one team's entries of the index, also for the beginnings
of words. `words` has all of them in their order, a line for each part, for words that follow each other.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.domain.drafts import Draft
from storage import rows
from storage.postgres.session import Session
from storage.rows import Row
from storage.search import ALL, SAID, TITLE, Asked, Term, line, tiers

#: Characters of a word that count: PostgreSQL takes 2 KB at most.
LONGEST = 200
#: Bytes of a draft's different words: PostgreSQL takes 1 MB at most.
MOST = 900_000

#: What stands between the team's mark and a word, by the parts of a draft that it is in.
SIGNS: Mapping[Sequence[str], str] = {ALL: ":", SAID: "+", TITLE: "="}
#: The lines of `words` that those parts are.
LINES: Mapping[Sequence[str], str] = {
    ALL: "words",
    SAID: "split_part(words, E'\\n', 1) || E'\\n' || split_part(words, E'\\n', 2)",
    TITLE: "split_part(words, E'\\n', 1)",
}
TOKENS, IN_ORDER = "tokens @@ %({})s::tsquery", "strpos({}, %({})s) > 0"

NEXT = """
SELECT team, id, words FROM drafts WHERE (team, id) > (%(team)s, %(id)s) ORDER BY team, id LIMIT 500
"""
PUT = """
UPDATE drafts SET words = %(words)s, tokens = array_to_tsvector(%(tokens)s)
WHERE team = %(team)s AND id = %(id)s
"""


def draft_row(draft: Draft) -> Row:
    """A draft as a row of `drafts`."""
    return searchable(rows.draft_row(draft))


def searchable(row: Row) -> Row:
    """A row with its words as they are searched here."""
    others = {name: value for name, value in row.items() if name not in ALL}
    return {**others, **_words(row["team"], [row[part] for part in ALL])}


async def anew(session: Session) -> None:
    """Take the words of every draft apart as they are now, and make their index."""
    row: Row = {"team": "", "id": ""}
    while found := await session.rows(NEXT, team=row["team"], id=row["id"]):
        row = found[-1]
        made = [{**each, **_words(each["team"], map(line, each["words"].split("\n")))} for each in found]
        await session.run_all(PUT, made)
    await session.run("CREATE INDEX drafts_words ON drafts USING gin (tokens)")


class Matches:
    """Conditions for what somebody asks for, and the `values` in them."""

    def __init__(self, team: str, what: Asked) -> None:
        self._team = team
        self.values: Row = {}
        found = [_all([self._term(term, tier.parts) for term in tier.terms]) for tier in tiers(what)]
        unwanted = [f"NOT {self._term(term, ALL)}" for term in what.unwanted]
        #: All that is found.
        self.found = _all([found[-1], *unwanted])
        #: For each tier, best first, what no better one finds.
        self.by_tier = [
            _all([each, *(f"NOT {better}" for better in found[:at]), *unwanted])
            for at, each in enumerate(found)
        ]

    def _term(self, term: Term, parts: Sequence[str]) -> str:
        entries = [f"'{_entry(self._team, word, SIGNS[parts])}'" for word in term.words]
        conditions = [TOKENS.format(self._name(" & ".join(entries) + (":*" if term.begins else "")))]
        if len(term.words) > 1:
            phrase = f" {' '.join(term.words)}" + ("" if term.begins else " ")
            conditions.append(IN_ORDER.format(LINES[parts], self._name(phrase)))
        return _all(conditions)

    def _name(self, value: str) -> str:
        name = f"search{len(self.values)}"
        self.values[name] = value
        return name


def _all(conditions: Sequence[str]) -> str:
    return f"({' AND '.join(conditions)})" if conditions else "true"


def _words(team: str, parts: Iterable[str]) -> Row:
    lines = list(parts)
    title, texts, prompt = (text.split() for text in lines)
    in_parts = {ALL: [*title, *texts, *prompt], SAID: [*title, *texts], TITLE: title}
    entries = (_entry(team, word, SIGNS[of]) for of, words in in_parts.items() for word in words)
    return {
        "words": "\n".join(f" {text} " for text in lines),
        "tokens": list(_fitting(entries)),
    }


def _entry(team: str, word: str, sign: str) -> str:
    """A word of a team. A mark of one length, because a team's own name may be long or hold any sign."""
    mark = hashlib.blake2b(team.encode(), digest_size=6).hexdigest()
    return f"{mark}{sign}{word[:LONGEST]}"


def _fitting(entries: Iterable[str]) -> Iterator[str]:
    size = 0
    for entry in dict.fromkeys(entries):
        size += len(entry.encode())
        if size > MOST:
            return
        yield entry
