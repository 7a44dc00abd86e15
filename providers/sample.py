"""The sample provider: writes offline and for free, a text by the brief and by how often it was asked for.

A request model, from which the form follows, and a class that turns a request into captions. What an
adapter to a vendor has besides is in the provider to copy, in `CONTRIBUTING.md`.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Annotated, ClassVar

import regex
from pydantic import Field, field_validator

from bot.domain.captions import Caption, Finished
from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform, measure
from bot.domain.requests import Choices, Multiline, Prompt, Request, Sounds, Variants


class Tone(StrEnum):
    """How it sounds."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
    WITTY = "witty"


class Length(StrEnum):
    """How much is written."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


LENGTHS = {
    Length.SHORT: "Short (a sentence or two)",
    Length.MEDIUM: "Medium (a few sentences)",
    Length.LONG: "Long (a paragraph)",
}
PLATFORMS = {platform: platform.label for platform in Platform if platform is not Platform.ANY}


class SampleRequest(Request):
    """What the sample provider can be asked for."""

    topic: Annotated[str, Prompt(), Multiline("We just shipped dark mode across all our apps")] = Field(
        title="What should the post be about?", min_length=1, max_length=1_000
    )
    platforms: Annotated[tuple[Platform, ...], Choices(PLATFORMS)] = Field(
        default=(Platform.LINKEDIN, Platform.X),
        title="Platforms",
        description="One text for each. Choose none for a text that fits anywhere.",
    )
    tone: Annotated[Tone, Sounds()] = Field(default=Tone.FRIENDLY, title="Tone")
    length: Annotated[Length, Choices(LENGTHS)] = Field(default=Length.MEDIUM, title="Length")
    hashtags: bool = Field(default=True, title="Hashtags", description="Never on Pinterest.")
    emoji: bool = Field(default=True, title="Emoji")
    variants: Annotated[int, Variants()] = Field(
        default=2, ge=1, le=5, title="Variants", description="1 to 5 for each platform."
    )

    @field_validator("platforms")
    @classmethod
    def _each_once(cls, platforms: tuple[Platform, ...]) -> tuple[Platform, ...]:
        return tuple(dict.fromkeys(p for p in platforms if p is not Platform.ANY))


#: Calls that are remembered, for another text each time.
_KEPT = 1_000


class Sample:
    """Stock phrases around your words, offline, to try things out."""

    name: ClassVar[str] = "sample"
    label: ClassVar[str] = "Sample writer"
    sample: ClassVar[bool] = True
    request_model: ClassVar[type[Request]] = SampleRequest

    def __init__(self) -> None:
        #: How many variants of a brief were written, and the number of the first one of each call.
        self._written: Counter[str] = Counter()
        self._began: dict[str, int] = {}

    def price(self, request: Request | None) -> Price:  # noqa: ARG002  # it is free whatever is asked
        return Price(basis=PriceBasis.FREE, note="sample texts, made on this machine")

    async def start(self, request: Request, *, key: str) -> Finished:
        brief = _anew(SampleRequest.model_validate(request.model_dump()))
        first = self._first(brief, key)
        variants = range(first, first + brief.variants)
        captions = [_caption(brief, platform, n) for platform in brief.targets for n in variants]
        return Finished(captions=tuple(captions), notes=(NOTE,))

    def _first(self, brief: SampleRequest, key: str) -> int:
        """The number of the first variant: who asks again wants another text, the same call the same one."""
        if key not in self._began:
            if len(self._began) == _KEPT:
                self._began.clear()
                self._written.clear()
            asked = brief.model_copy(update={"variants": 1}).model_dump_json()
            self._began[key] = self._written[asked]
            self._written[asked] += brief.variants
        return self._began[key]


def _anew(brief: SampleRequest) -> SampleRequest:
    """The brief for a text to write anew, which stands below a line with the wish above it; else as it is."""
    wish, line, text = brief.topic.partition("\n---\n")
    if not line:
        return brief
    asked = {Length.SHORT: "shorter", Length.LONG: "longer"}
    length = next((length for length, word in asked.items() if word in wish.lower()), brief.length)
    ours = "|".join(regex.escape(opening) for openings in OPENINGS.values() for opening in openings)
    topic = regex.sub(rf"^\W*(?:{ours}): ", "", text.strip()) or "this"
    return brief.model_copy(update={"topic": topic, "length": length})


def _caption(brief: SampleRequest, platform: Platform, variant: int) -> Caption:
    subject = _subject(brief)
    tags = " ".join(_tags(brief, platform))
    sentences = _sentences(brief, variant)
    versions = (
        "\n\n".join(filter(None, [" ".join(sentences[:count]).format(subject=_shorter(subject, room)), tags]))
        for room in (80, 40, 20, 0)
        for count in range(len(sentences), 0, -1)
    )
    text = next(version for version in versions if not measure(platform, version).over)
    title = _shorter(subject, 60) if platform is Platform.YOUTUBE else None
    return Caption(platform=platform, text=text, title=title)


def _subject(brief: SampleRequest) -> str:
    """What the first sentence of the topic says, on one line; its hashtags as plain words."""
    first = regex.split(r"(?<=\p{Sentence_Terminal})\s|\n", brief.topic)[0].replace("#", "")
    words = " ".join((first if brief.emoji else regex.sub(EMOJI_IN_TEXT, "", first)).split())
    return regex.sub(r"[\p{Sentence_Terminal}\s,;:…]+$", "", words) or "this"


def _shorter(text: str, most: int) -> str:
    """At most `most` code points of a text, cut between words where there are any."""
    if len(text) <= most:
        return text
    kept = ""
    for character in regex.findall(r"\X", text):
        if len(kept) + len(character) >= most:
            break
        kept += character
    return f"{kept.rpartition(' ')[0] or kept}…" if kept else "this"


def _sentences(brief: SampleRequest, variant: int) -> list[str]:
    """An opening, as many more as the length asks for, and a closing; another start for each variant."""
    start = variant + blake2b(brief.topic.encode(), digest_size=1).digest()[0]
    emoji = f"{EMOJI[brief.tone][start % 3]} " if brief.emoji else ""
    opening = f"{emoji}{OPENINGS[brief.tone][start % 5]}: {{subject}}."
    more = [BODY[(start + n) % len(BODY)] for n in range(SENTENCES[brief.length])]
    return [opening, *more, CLOSINGS[brief.tone]]


def _tags(brief: SampleRequest, platform: Platform) -> list[str]:
    """Hashtags from the longest words of the topic, as many as the platform's convention asks for."""
    most = platform.facts.most_hashtags
    if not brief.hashtags or most == 0:
        return []
    words = regex.findall(r"\b\p{L}[\p{L}\p{M}\p{N}]{4,19}\b", brief.topic.lower())
    found = list(dict.fromkeys(sorted(words, key=len, reverse=True)))[: most or 3]
    spare = [tag for tag in SPARE_TAGS if tag not in found]
    return [f"#{tag}" for tag in [*found, *spare][: max(len(found), platform.facts.least_hashtags)]]


NOTE = "A sample: stock phrases around your words, to try things out. Connect a provider for real texts."
EMOJI_IN_TEXT = r"(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)[\ufe0f\u200d\p{Emoji_Modifier}]*"
EMOJI: Mapping[Tone, str] = {Tone.FRIENDLY: "👋🎉💛", Tone.PROFESSIONAL: "📣📌✅", Tone.WITTY: "😏🎩🤖"}
SENTENCES: Mapping[Length, int] = {Length.SHORT: 0, Length.MEDIUM: 2, Length.LONG: 5}
OPENINGS: Mapping[Tone, tuple[str, ...]] = {
    Tone.FRIENDLY: ("Good news", "You asked, we listened", "A happy day here", "Big smile today", "For you"),
    Tone.PROFESSIONAL: ("An update", "What changes today", "In brief", "For your planning", "Announcing"),
    Tone.WITTY: ("Plot twist", "Nobody panic", "We failed to keep it secret", "Psst", "Drum roll, please"),
}
BODY = (
    "It is the small things that make a day easier, and this is one of them.",
    "The team has put a lot of care into it, and it shows.",
    "We would love to hear what you think.",
    "Have a look, try it, and pass it on to somebody who needs it.",
    "Thank you for being here; we make this for you.",
)
CLOSINGS: Mapping[Tone, str] = {
    Tone.FRIENDLY: "Tell us in the comments!",
    Tone.PROFESSIONAL: "Learn more through the link in our profile.",
    Tone.WITTY: "You read it here first.",
}
SPARE_TAGS = ("news", "today", "behindthescenes", "community", "goodthings")
