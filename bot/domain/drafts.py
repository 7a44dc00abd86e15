"""Drafts: a post the team keeps, its immutable versions, and the legal moves of its state."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.captions import Caption
from bot.domain.errors import IllegalMove
from bot.domain.generations import CardRef, Generation
from bot.domain.platforms import Platform

#: Whole sentences, long enough to say what it is about: "Good news!" alone is no title.
_SENTENCES = re.compile(r".{19,}[.!?](?=\s)")


class Status(StrEnum):
    """Where a draft stands."""

    #: On a card, not saved yet.
    WORKING = "working"
    #: Saved by a person.
    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES_REQUESTED = "changes requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    FAILED = "failed"
    #: Put aside; can be restored.
    DISCARDED = "discarded"


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.WORKING: frozenset({Status.DRAFT, Status.DISCARDED}),
    Status.DRAFT: frozenset({Status.IN_REVIEW, Status.DISCARDED}),
    Status.IN_REVIEW: frozenset({Status.APPROVED, Status.CHANGES_REQUESTED, Status.DRAFT, Status.DISCARDED}),
    Status.CHANGES_REQUESTED: frozenset({Status.DRAFT, Status.IN_REVIEW, Status.DISCARDED}),
    Status.APPROVED: frozenset({Status.DRAFT, Status.SCHEDULED, Status.PUBLISHED, Status.DISCARDED}),
    Status.SCHEDULED: frozenset({Status.APPROVED, Status.PUBLISHED, Status.FAILED, Status.DRAFT}),
    Status.PUBLISHED: frozenset(),
    Status.FAILED: frozenset({Status.SCHEDULED, Status.DRAFT, Status.DISCARDED}),
    Status.DISCARDED: frozenset({Status.DRAFT, Status.WORKING}),
}


class Version(BaseModel):
    """An immutable snapshot of a draft's texts. `reason` says how it came about: "generated", "edited"."""

    model_config = ConfigDict(frozen=True)

    number: int
    texts: dict[Platform, str]
    author: str
    reason: str
    created_at: AwareDatetime


class Draft(BaseModel):
    """One post, one text per platform.

    `latest` is its newest version. `variants` holds every wording the provider offered for a
    platform and `picks` the index shown on the card; picking is not a version until it is saved.
    `revision` counts every change of the row, for compare-and-set.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    team: str
    title: str
    author: str
    status: Status = Status.WORKING
    #: Its newest run, which says provider and brief.
    generation: str
    card: CardRef | None = None
    latest: Version
    variants: dict[Platform, tuple[str, ...]]
    picks: dict[Platform, int]
    prompt: str = ""
    revision: int = 1
    created_at: AwareDatetime
    updated_at: AwareDatetime

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """The platforms it has a text for, in the order asked for."""
        return tuple(self.latest.texts)

    @property
    def texts(self) -> dict[Platform, str]:
        """What the card shows: the picked variant of each platform."""
        return {p: self.shown(p) for p in self.latest.texts}

    def shown(self, platform: Platform) -> str:
        """One platform's text as the card shows it."""
        offered = self.variants.get(platform, ())
        index = self.picks.get(platform, -1)
        return offered[index] if 0 <= index < len(offered) else self.latest.texts[platform]

    def moved(self, to: Status, at: datetime) -> Self:
        """This draft in another state; raises `IllegalMove` when it may not go there."""
        if to not in MOVES[self.status]:
            message = f"This draft is {self.status} already."
            raise IllegalMove(message)
        return self._changed(at, status=to)

    def next_variant(self, platform: Platform, at: datetime) -> Self:
        """Show the variant after the one shown, the first after the last."""
        offered = self.variants.get(platform, ())
        if not offered:
            raise IllegalMove("There is only this one.")
        index = (self.picks.get(platform, 0) + 1) % len(offered)
        return self._changed(at, picks={**self.picks, platform: index})

    def kept(self, by: str, at: datetime) -> Self:
        """Fix what the card shows as a version, when it is not the newest one already."""
        if self.texts == self.latest.texts:
            return self
        return self.revised(self.texts, by=by, reason="picked", at=at)

    def revised(self, texts: Mapping[Platform, str], *, by: str, reason: str, at: datetime) -> Self:
        """This draft with a new version; older ones stay as they are."""
        version = Version(
            number=self.latest.number + 1,
            texts=dict(texts),
            author=by,
            reason=reason,
            created_at=at,
        )
        return self._changed(at, latest=version)

    def regenerated(self, generation: Generation, at: datetime) -> Self:
        """This draft with a run's new wordings as its newest version; platforms not asked for stay."""
        fresh = variants_of(generation.captions)
        texts = {**self.texts, **{p: offered[0] for p, offered in fresh.items()}}
        revised = self.revised(texts, by=generation.person, reason="generated", at=at)
        return revised.model_copy(
            update={
                "generation": generation.id,
                "variants": {**self.variants, **fresh},
                "picks": {**self.picks, **dict.fromkeys(fresh, 0)},
            }
        )

    def on(self, run: str, at: datetime) -> Self:
        """This draft with another newest run, which may still be under way."""
        return self._changed(at, generation=run)

    def with_card(self, card: CardRef, at: datetime) -> Self:
        """This draft shown on another card."""
        return self._changed(at, card=card)

    def _changed(self, at: datetime, **values: object) -> Self:
        return self.model_copy(
            update={"updated_at": at, "revision": self.revision + 1, **values},
        )


def variants_of(captions: Iterable[Caption]) -> dict[Platform, tuple[str, ...]]:
    """Captions by platform, in the order they came."""
    found: dict[Platform, tuple[str, ...]] = {}
    for caption in captions:
        found[caption.platform] = (*found.get(caption.platform, ()), caption.text)
    return found


def new_draft(generation: Generation, *, title: str, prompt: str, at: datetime) -> Draft:
    """The working draft a run's first result becomes; its id is the run's, so keeping it twice is once."""
    variants = variants_of(generation.captions)
    return Draft(
        id=generation.id,
        team=generation.team,
        title=title,
        author=generation.person,
        generation=generation.id,
        card=generation.card,
        latest=Version(
            number=1,
            texts={p: offered[0] for p, offered in variants.items()},
            author=generation.person,
            reason="generated",
            created_at=at,
        ),
        variants=variants,
        picks=dict.fromkeys(variants, 0),
        prompt=prompt,
        created_at=at,
        updated_at=at,
    )


def title_of(prompt: str, longest: int = 60) -> str:
    """The first words of a prompt: whole sentences, else cut between words and with an ellipsis."""
    line = " ".join(prompt.split())
    if len(line) <= longest:
        return line
    if whole := _SENTENCES.match(line[: longest + 1]):
        return whole[0].removesuffix(".")
    head = line[: longest - 1]
    return (head.rsplit(" ", 1)[0] or head).rstrip(" ,.;:–—-") + "…"
