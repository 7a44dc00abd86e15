"""One thing wrong with a payload, said the way Slack says it."""

from collections.abc import Iterator
from typing import NamedTuple


class Problem(NamedTuple):
    """A reason and the JSON pointer of the value that gave it."""

    reason: str
    at: str

    def __str__(self) -> str:
        return f"{self.reason} [json-pointer:{self.at}]"


Problems = Iterator[Problem]
