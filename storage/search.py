"""What a person types into a search, as an FTS5 expression that always parses."""

import unicodedata

import regex

#: More words than this narrow nothing down.
MOST_WORDS = 32

#: What people search; the index also holds the team.
COLUMNS = "{title texts prompt}"


def terms(words: str) -> list[str]:
    """The words to look for; signs alone, such as "-" or an emoji, are not in any index."""
    found = [word for word in words.replace("\0", " ").split() if any(map(str.isalnum, word))]
    return found[:MOST_WORDS]


def tokens(text: str) -> list[str]:
    """Words as the full text index of SQLite sees them: small letters and digits without accents."""
    plain = regex.sub(r"\p{Mn}", "", unicodedata.normalize("NFD", text)).lower()
    return list(regex.findall(r"[\p{L}\p{N}]+", plain))


def phrases(words: str) -> list[list[str]]:
    """The same of each word to look for; one may be several: `dark-mode`."""
    return [found for term in terms(words) if (found := tokens(term))]


def match(team: str, words: str) -> str:
    """Drafts of `team` that hold every term; the last may be the beginning of a word.

    Each term becomes a string of FTS5 (https://www.sqlite.org/fts5.html#fts5_strings), in which
    only the quotation mark means anything. No terms match nothing.
    """
    strings = [f"{COLUMNS} : {_quoted(term)}" for term in terms(words)]
    return " ".join([f"team : {_quoted(team)}", *strings]) + "*" if strings else '""'


def _quoted(term: str) -> str:
    # A NUL would end the expression; in the index it only stands between two words.
    return '"' + term.replace('"', '""').replace("\0", " ") + '"'
