"""What a person types into a search, as an FTS5 expression that always parses."""

#: More words than this narrow nothing down.
MOST_WORDS = 32

#: What people search; the index also holds the team.
COLUMNS = "{title texts prompt}"


def match(team: str, words: str) -> str:
    """Drafts of `team` that hold every word; the last word may be the beginning of one.

    Each word becomes a string of FTS5 (https://www.sqlite.org/fts5.html#fts5_strings), in which
    only the quotation mark means anything; a NUL would end the expression early. A word of
    nothing but signs is a string without tokens, which FTS5 leaves out.
    """
    typed = words.replace("\0", " ").split()[:MOST_WORDS]
    strings = [f"{COLUMNS} : {_quoted(word)}" for word in typed]
    return " ".join([f"team : {_quoted(team)}", *strings]) + "*"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
