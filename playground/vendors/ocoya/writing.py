"""Writing captions: an order and its turn settle them, as long as was asked for.

What "short" or "extra_long" mean is not published; the aims are about 90, 200, 420 and 800
characters before the hashtags.
"""

from dataclasses import dataclass

from playground.vendors.ocoya.phrases import ANGLES, ENDINGS, NOBODY, SIGNED, VOICES
from playground.vendors.ocoya.world import HashtagLibrary, Item
from playground.vendors.words import Picks, filled, subject_of

AIMS = {"short": 90, "medium": 200, "long": 420, "extra_long": 800}


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a caption is written; all hashtags of the library stand under it."""

    tone: str
    length: str
    brand: Item | None = None
    library: HashtagLibrary | None = None


def write_caption(prompt: str, style: Style, before: int = 0) -> str:
    """A caption; `before` were written for the same order earlier."""
    return _with_hashtags(_text(prompt, style, before), style)


def write_campaign_caption(number: int, prompt: str, goal: str, style: Style) -> str:
    """The caption of a campaign's post of this number, from 0; neighbours differ."""
    angle = ANGLES[number % len(ANGLES)]
    return _with_hashtags(f"{angle}. {_text(prompt, style, number)} {ENDINGS[goal]}", style)


def _text(prompt: str, style: Style, number: int = 0) -> str:
    pick, voice = Picks(f"{prompt}|{style.tone}|{style.length}"), VOICES[style.tone]
    brand = style.brand.name if style.brand else NOBODY
    hook = pick.nth(voice.hooks, number).format(subject=subject_of(prompt), brand=brand)
    bodies = [pick.nth(voice.bodies, number + step) for step in range(len(voice.bodies))]
    sentences = [hook, *filled(hook, bodies, AIMS[style.length]), pick.nth(voice.calls, number)]
    if style.brand:
        sentences.append(SIGNED.format(brand=brand))
    return "\n\n".join(" ".join(paragraph) for paragraph in _paragraphs(sentences))


def _paragraphs(sentences: list[str]) -> list[list[str]]:
    """Up to five sentences stand together; more are set three by three."""
    size = 5 if len(sentences) <= 5 else 3
    return [sentences[start : start + size] for start in range(0, len(sentences), size)]


def _with_hashtags(text: str, style: Style) -> str:
    return f"{text}\n\n{' '.join(style.library.hashtags)}" if style.library else text
