"""Web addresses in a text box: one a line."""

from collections.abc import Iterator


def addresses(text: str) -> list[str]:
    """Every address in the text; a space or a comma parts two of them as a new line does."""
    return [address for _, address in numbered(text)]


def line_of(text: str, index: int) -> int:
    """The line, counted from 1, on which the address of that index stands."""
    return [line for line, _ in numbered(text)][index]


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Every address with its line, counted from 1.

    Two addresses on one line would else pass as one, with the space between them encoded.
    """
    for line, words in enumerate(text.splitlines(), start=1):
        yield from ((line, word) for part in words.split() if (word := part.strip(",;")))
