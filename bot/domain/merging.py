"""What becomes of a form of texts that others may have changed meanwhile: whose words are whose.

A form remembers of each text it started from only a mark, too short to hold the text and long enough to
tell it from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s
from typing import NamedTuple

from bot.domain.drafts import Draft
from bot.domain.platforms import Platform

#: Bytes of a mark: two texts of one platform are taken for the same once in four billion edits.
_MARK = 4


class Words(NamedTuple):
    """What one platform gets: the text, and its own title where there is one apart."""

    text: str
    title: str = ""

    @property
    def mark(self) -> str:
        """What tells these words from others, however line breaks are written: a form may write them anew."""
        told = with_line_feeds(f"{self.title}\0{self.text}").encode(errors="surrogatepass")
        return blake2s(told, digest_size=_MARK).hexdigest()


def with_line_feeds(text: str) -> str:
    """The text with every line break as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


Form = Mapping[Platform, Words]
Marks = Mapping[Platform, str]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One platform whose words in a form are not those of the draft now."""

    platform: Platform
    theirs: Words
    mine: Words
    #: Whether they were changed in the form, and whether they were changed outside of it.
    by_me: bool
    by_them: bool


def words_of(draft: Draft) -> dict[Platform, Words]:
    """What a draft's card shows, by platform."""
    return {p: Words(draft.shown(p), draft.shown_title(p)) for p in draft.platforms}


def marks_of(form: Form) -> dict[Platform, str]:
    """What a form that starts from these words has to remember of them."""
    return {platform: words.mark for platform, words in form.items()}


def merged(now: Draft, mine: Form, seen: Marks) -> dict[Platform, Words]:
    """The draft's words with those that were changed in the form; a platform it has lost stays lost."""
    own = {p: w for p, w in mine.items() if p in now.latest.texts and w.mark != seen.get(p)}
    return {**words_of(now), **own}


def differences(now: Draft, mine: Form, seen: Marks) -> list[Difference]:
    """Where a form and the draft of now are not the same, in the form's order."""
    present = words_of(now)
    return [
        Difference(
            platform=platform,
            theirs=present[platform],
            mine=words,
            by_me=words.mark != seen.get(platform),
            by_them=present[platform].mark != seen.get(platform),
        )
        for platform, words in mine.items()
        if platform in present and words != present[platform]
    ]
