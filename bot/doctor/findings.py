"""What a check found: one line each, which says in words what to do where something is to be done."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


MARKS = {State.OK: "✓", State.NOTE: "!", State.PROBLEM: "✗"}


@dataclass(frozen=True)
class Finding:
    """One line of the report. There is never a secret in it."""

    state: State
    what: str
    words: str

    def __str__(self) -> str:
        return f"{MARKS[self.state]} {self.state:<7}  {self.what}: {self.words}"


def ok(what: str, words: str) -> Finding:
    """It is as it should be."""
    return Finding(State.OK, what, words)


def note(what: str, words: str) -> Finding:
    """It works, and somebody may want to know."""
    return Finding(State.NOTE, what, words)


def problem(what: str, words: str) -> Finding:
    """It does not work until somebody does something."""
    return Finding(State.PROBLEM, what, words)
