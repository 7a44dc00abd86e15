"""Drafts of one team, as many as wanted, with words as often as people use them."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from bot.domain.drafts import Draft, Status, Version
from bot.domain.platforms import Platform

TEAM = "TBENCH"
#: Drafts that hold the rare word.
RARE_DRAFTS = 20
RARE, COMMON = "axolotl", "launch"
#: One draft in so many holds the common word.
EVERY = 4
#: Different words, of which the n-th is used a tenth as often as the n/10-th, as in any language (Zipf).
VOCABULARY = 20_000
#: Words of a text for LinkedIn, and for X; of a brief.
WORDS = (40, 20, 10)
AUTHORS = 50
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Shelf:
    """Numbers its drafts, the newest last; the rare word is among the first `rare_among`."""

    def __init__(self, rare_among: int) -> None:
        self._rare_every = max(1, rare_among // RARE_DRAFTS)
        self._rare_among = rare_among
        self._chance = random.Random(1)  # the same words in every run of the benchmark
        self._vocabulary = [_word(number) for number in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (number + 1) for number in range(VOCABULARY)))
        self.count = 0

    def more(self, count: int) -> Iterator[Draft]:
        """Drafts until there are so many."""
        while self.count < count:
            yield self.another()

    def another(self) -> Draft:
        """One more draft."""
        number, self.count = self.count, self.count + 1
        at = BEGINNING + timedelta(seconds=number)
        linkedin, x, prompt = (" ".join(self._words(length)) for length in WORDS)
        texts = {Platform.LINKEDIN: f"{self._sign(number)}{linkedin}.", Platform.X: f"{x}."}
        author = _author(number)
        return Draft(
            id=name_of(number),
            team=TEAM,
            title=prompt[:60],
            author=author,
            status=Status.DRAFT,
            generation=name_of(number),
            latest=Version(number=1, texts=texts, author=author, reason="generated", created_at=at),
            variants={platform: (text,) for platform, text in texts.items()},
            picks=dict.fromkeys(texts, 0),
            prompt=prompt,
            created_at=at,
            updated_at=at,
        )

    def two(self) -> tuple[str, str]:
        """The ids of two drafts that there are."""
        first, second = self._chance.sample(range(self.count), 2)
        return name_of(first), name_of(second)

    def somebody(self) -> str:
        """One of the authors."""
        return _author(self._chance.randrange(AUTHORS))

    def rewritten(self, draft: Draft) -> Draft:
        """The draft as a person leaves it, with a version more."""
        texts = {platform: f"{text} Read on!" for platform, text in draft.texts.items()}
        at = draft.updated_at + timedelta(hours=1)
        return draft.revised(texts, by=draft.author, reason="edited", at=at)

    def _words(self, length: int) -> list[str]:
        return self._chance.choices(self._vocabulary, cum_weights=self._weights, k=length)

    def _sign(self, number: int) -> str:
        """The words that are searched for, where this draft has them."""
        rare = f"{RARE} " if number < self._rare_among and number % self._rare_every == 0 else ""
        return rare + (f"{COMMON} " if number % EVERY == 0 else "")


def name_of(number: int) -> str:
    """The id of a draft."""
    return f"DRAFT{number:09}"


def _author(number: int) -> str:
    return f"U{number % AUTHORS:04}"


def _word(number: int) -> str:
    """A word of its own for each number, the longer the rarer."""
    letters = "etaoinshrdlucmfwypvbgkqjxz"
    found = ""
    number += len(letters)
    while number:
        number, letter = divmod(number, len(letters))
        found += letters[letter]
    return found
