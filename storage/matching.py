"""What is searched for, as expressions of SQLite's full text index that always parse.

Each term becomes a string of FTS5 (https://www.sqlite.org/fts5.html#fts5_strings), in which only the
quotation mark means anything, and a term holds letters and digits alone.
"""

from collections.abc import Iterable, Sequence

from storage.search import ALL, Asked, Term, Tier, tiers


def matches(team: str, what: Asked) -> tuple[str, ...]:
    """An expression for each tier, best first, that leaves out what a better one finds."""
    found = tiers(what)
    return tuple(_of(team, what, [tier], found[:at]) for at, tier in enumerate(found))


def match(team: str, what: Asked) -> str:
    """One expression for all that is found."""
    return _of(team, what, tiers(what)[-1:], ())


def _of(team: str, what: Asked, tier: Sequence[Tier], better: Sequence[Tier]) -> str:
    wanted = [f"team : {_quoted(team)}", *(_tier(each) for each in tier if each.terms)]
    unwanted = [*(_tier(each) for each in better), *(_term(term, ALL) for term in what.unwanted)]
    everything = " AND ".join(wanted)
    return f"({everything}) NOT ({' OR '.join(unwanted)})" if unwanted else everything


def _tier(tier: Tier) -> str:
    return f"({' AND '.join(_term(term, tier.parts) for term in tier.terms)})"


def _term(term: Term, parts: Iterable[str]) -> str:
    return f"{{{' '.join(parts)}}} : {_quoted(' '.join(term.words))}{' *' if term.begins else ''}"


def _quoted(words: str) -> str:
    # A NUL would end the expression; in the index it only stands between two words.
    return '"' + words.replace('"', '""').replace("\0", " ") + '"'
