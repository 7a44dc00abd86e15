"""What both floors do, each in its own SQL."""

from collections.abc import Callable, Iterable
from typing import Protocol

from bot.domain.drafts import Draft

#: Drafts on a page, and one more to know whether there is another page.
PAGE = 11
#: The same on a Home.
GLANCE = 6


class Bare(Protocol):
    """A connection to the database with the store's tables. Each answers with what is to be timed."""

    def fill(self, drafts: Iterable[Draft]) -> None:
        """Add many drafts at once."""
        ...

    def adding(self, draft: Draft) -> Callable[[], object]:
        """Add one with its first version."""
        ...

    def changing(self, draft: Draft) -> Callable[[], object]:
        """Read one, and put what it has become in its place, with another version."""
        ...

    def listing(self, words: str = "") -> Callable[[], object]:
        """The first page of all drafts, or of those with these words, and how many there are."""
        ...

    def home(self, person: str) -> Callable[[], object]:
        """The five newest drafts of a person and how many they have, and the five newest of all."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
