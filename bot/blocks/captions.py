"""The captions on a card: each under its platform's name, with its counts, as much as there is room for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.blocks.elements import Block, actions, context, plain, rich, said
from bot.blocks.messages import MORE_EVENT, Message, message
from bot.blocks.text import number, part, plural, split
from bot.domain.drafts import Draft
from bot.domain.platforms import Measure, Platform, measure

#: Longest piece of a caption in one message of the thread, so that its heading fits beside it.
MOST_CONTINUED = 9_000
#: Told in each caption's small print when the rest is in the thread.
CONTINUES = "The rest of {label} is in the thread"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One platform's caption as a card shows it: `head` here, `rest` in the thread."""

    platform: Platform
    head: str
    rest: str = ""
    #: The index of the variant picked; it names none of the variants when the text was edited since.
    pick: int | None = None
    variants: int = 0
    #: The platform's own title, where it has one apart (YouTube).
    title: str = ""

    @property
    def over(self) -> int:
        """Characters too many for the platform, 0 when it fits."""
        return _measured(self.platform, self.text).over

    @property
    def hashtags(self) -> int:
        """Hashtags in the text."""
        return _measured(self.platform, self.text).hashtags

    @property
    def text(self) -> str:
        return self.head + self.rest

    @property
    def name(self) -> str:
        """The platform in bold, and which variant this is where there are several."""
        label = f"*{self.platform.label}*"
        if self.pick is None or not 0 <= self.pick < self.variants:
            return f"{label} · edited" if self.variants else label
        return f"{label} · variant {self.pick + 1} of {self.variants}" if self.variants > 1 else label


def shown(draft: Draft) -> list[Shown]:
    """What a draft's card shows, whole."""
    return [
        Shown(
            platform=platform,
            head=draft.shown(platform),
            pick=draft.picks.get(platform),
            variants=len(draft.variants.get(platform, ())),
            title=draft.shown_title(platform),
        )
        for platform in draft.platforms
    ]


def fitted(captions: Sequence[Shown], room: int) -> list[Shown]:
    """The captions with only as much in their heads as `room` characters hold together.

    Short ones stay whole; the long ones share what is left evenly.
    """
    shares = fair([len(c.text) for c in captions], max(0, room))
    return [_cut(caption, share) for caption, share in zip(captions, shares, strict=True)]


def fair(wanted: Sequence[int], room: int) -> list[int]:
    """How much each gets of `room`: all it wants if that is no more than an even share."""
    shares = [0] * len(wanted)
    waiting = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for place, index in enumerate(waiting):
        shares[index] = min(wanted[index], room // (len(waiting) - place))
        room -= shares[index]
    return shares


def _cut(caption: Shown, share: int) -> Shown:
    head, rest = part(caption.text, share) if share else ("", caption.text)
    return replace(caption, head=head, rest=rest)


def caption_blocks(caption: Shown, buttons: Iterable[Block]) -> list[Block]:
    """One platform on a card: name, text, counts, and what can be done with it."""
    return [
        _heading(caption),
        *([rich(caption.head, f"text:{caption.platform}")] if caption.head else []),
        context(*(plain(words) for words in small_print(caption))),
        *actions(f"platform:{caption.platform}", buttons),
    ]


def _heading(caption: Shown) -> Block:
    """The platform and, where it has one apart, the post's title; one block, for blocks are scarce."""
    heading = said(caption.name)
    return {**heading, "fields": [plain(f"Title: {caption.title}", 150)]} if caption.title else heading


def small_print(caption: Shown) -> list[str]:
    """Counts, what breaks the platform's rules, and where the rest is: all in words."""
    rest = [CONTINUES.format(label=caption.platform.label)] if caption.rest else []
    return [counts(caption.platform, caption.text), *warnings(caption.platform, caption.text), *rest]


@lru_cache(maxsize=64)
def _measured(platform: Platform, text: str) -> Measure:
    """A caption's measure, counted once however often it is drawn: X's rules take milliseconds."""
    return measure(platform, text)


def counts(platform: Platform, text: str) -> str:
    """Counted as the platform counts: "612 / 3,000 · 2 hashtags", "612 characters" without a limit."""
    found = _measured(platform, text)
    size = f"{number(found.length)} / {number(found.limit)}" if found.limit else None
    return f"{size or plural(found.length, 'character')} · {plural(found.hashtags, 'hashtag')}"


def warnings(platform: Platform, text: str) -> list[str]:
    """What is against the platform's limit or its convention for hashtags."""
    found = _measured(platform, text)
    label = platform.label
    told = []
    if not text.strip():
        told.append("⚠ There is no text")
    if found.over:
        told.append(f"⚠ {number(found.over)} over {label}'s limit")
    if found.too_many_hashtags:
        told.append(f"⚠ {label} posts do best {convention(platform)}; this has {found.hashtags}")
    return told


def convention(platform: Platform) -> str:
    """How many hashtags a platform's posts do best with; it must have a convention."""
    least, most = platform.facts.least_hashtags, platform.facts.most_hashtags
    if not most:
        return "without hashtags"
    return f"with {least}–{most} hashtags" if least != most else f"with {plural(most, 'hashtag')}"


def continued(captions: Iterable[Shown], title: str, run: str) -> list[Message]:
    """What did not fit on the card, as messages for its thread, in the card's order."""
    return [m for caption in captions for m in _continued(caption, title, run)]


def _continued(caption: Shown, title: str, run: str) -> list[Message]:
    pieces = split(caption.rest, MOST_CONTINUED)
    label = caption.platform.label
    told = []
    for place, piece in enumerate(pieces, start=1):
        name = f"{label}, continued" + (f" ({place} of {len(pieces)})" if len(pieces) > 1 else "")
        blocks = [context(plain(name)), rich(piece, f"text:{caption.platform}")]
        told.append(message(f"{title}: {name}", blocks, event=MORE_EVENT, run=run))
    return told
