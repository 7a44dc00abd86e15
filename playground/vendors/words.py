"""What simulated writers share: choices by a text and its turn, and a topic made fit for a sentence."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

import regex

T = TypeVar("T")

LONGEST_SUBJECT = 60
#: Characters of a topic in which its subject is looked for: looking for addresses takes time.
_READ = 1_000

_ORDER = regex.compile(
    r"^(?:please )?(?:write|create|draft|make)\b.{0,40}?\b(?:about|announcing|for|on)\b[\s:]*",
    regex.IGNORECASE,
)
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u200d\ufe0f\u20e3]")
_SENTENCES = regex.compile(r"^.+[.!?…](?=\s)")
_URL = regex.compile(r"\S+://\S+|\S+\.\p{L}{2,}\S*")


class Picks:
    """Choices that depend on a text alone."""

    def __init__(self, seed: str) -> None:
        digest = blake2b(seed.encode(errors="backslashreplace"), digest_size=8).digest()
        self._start = int.from_bytes(digest)

    def nth(self, options: Sequence[T], number: int) -> T:
        """An option; consecutive numbers give different ones."""
        return options[(self._start + number) % len(options)]


class Turns:
    """What was written before: who asks for the same again gets something else, as of a real writer."""

    def __init__(self) -> None:
        self._written: Counter[str] = Counter()

    def of(self, brief: object, count: int = 1) -> int:
        """How many texts this brief was given so far; `count` more are given now."""
        asked = repr(brief)
        self._written[asked] += count
        return self._written[asked] - count


def without_urls(text: str) -> str:
    """A text with a space in place of each address."""
    return _URL.sub(" ", text)


def subject_of(topic: str, *, emojis: bool = True) -> str:
    """The first words of a topic, whole sentences if there are any, as they can stand inside a sentence.

    They are of its first paragraph: what follows are instructions more often than news.
    """
    first = topic.strip().partition("\n\n")[0]
    line = " ".join(without_urls(first[:_READ]).replace("#", "").split())
    line = _ORDER.sub("", line) or line
    if not emojis:
        line = " ".join(_EMOJI.sub("", line).split())
    if len(line) > LONGEST_SUBJECT:
        line = line[:LONGEST_SUBJECT].rsplit(" ", 1)[0]
        line = whole[0] if (whole := _SENTENCES.match(line)) else line
    line = line.strip(" .,;:!?-–—")
    return line[:1].upper() + line[1:] or "Something new"


def filled(hook: str, bodies: Sequence[str], aim: int) -> list[str]:
    """As many sentences as come near `aim` characters together with the hook."""
    chosen: list[str] = []
    for body in bodies:
        if len(hook) + sum(map(len, chosen)) + len(body) > aim:
            break
        chosen.append(body)
    return chosen
