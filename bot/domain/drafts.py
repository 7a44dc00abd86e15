"""Drafts: a post the team keeps, its immutable versions, and the legal moves of its state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.captions import Image
from bot.domain.errors import IllegalMove
from bot.domain.generations import CardRef, Generation
from bot.domain.platforms import Platform
from bot.domain.statuses import AGREED, MOVES, SETTLED, Status
from bot.domain.variants import first_titles, firsts, variant_titles_of, variants_of, without

__all__ = ["MOVES", "Draft", "Status", "Version", "new_draft", "variant_titles_of", "variants_of"]


class Version(BaseModel):
    """An immutable snapshot of a draft's texts. `reason` says how it came about: "generated", "edited"."""

    model_config = ConfigDict(frozen=True)

    number: int
    texts: dict[Platform, str]
    #: The titles of platforms that have one apart (YouTube).
    titles: dict[Platform, str] = {}
    author: str
    reason: str
    created_at: AwareDatetime
    #: The number of the older version that this one repeats: after an undo, a redo, a restore.
    of: int | None = None


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
    #: Each variant's own title, for platforms that have one apart; "" where the provider gave none.
    variant_titles: dict[Platform, tuple[str, ...]] = {}
    picks: dict[Platform, int]
    #: Pictures to post with the texts.
    images: tuple[Image, ...] = ()
    prompt: str = ""
    #: The draft that it was copied from. A copy has no card of its own, and shows on no other.
    copied_from: str = ""
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
        picked = self._picked(platform)
        return self.latest.texts[platform] if picked is None else self.variants[platform][picked]

    @property
    def titles(self) -> dict[Platform, str]:
        """The titles of what the card shows, where there is one."""
        shown = {platform: self.shown_title(platform) for platform in self.latest.texts}
        return {platform: title for platform, title in shown.items() if title}

    def shown_title(self, platform: Platform) -> str:
        """The title of one platform's text as the card shows it, "" for none."""
        picked = self._picked(platform)
        if picked is None:
            return self.latest.titles.get(platform, "")
        titles = self.variant_titles.get(platform, ())
        return titles[picked] if picked < len(titles) else ""

    def _picked(self, platform: Platform) -> int | None:
        """The index of the variant that is shown; `None` when it is the newest version's own text."""
        index = self.picks.get(platform, -1)
        return index if 0 <= index < len(self.variants.get(platform, ())) else None

    @property
    def editable(self) -> bool:
        """Whether its texts may still become others."""
        return self.status not in SETTLED

    @property
    def fixed(self) -> bool:
        """Whether what the card shows is the newest version."""
        return (self.texts, self.titles) == (self.latest.texts, self.latest.titles)

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
        index = (self.picks.get(platform, -1) + 1) % len(offered)
        return self._changed(at, picks={**self.picks, platform: index})

    def kept(self, by: str, at: datetime) -> Self:
        """Fix what the card shows as a version, when it is not the newest one already."""
        if self.fixed:
            return self
        return self.revised(self.texts, by=by, reason="picked", at=at)

    def revised(
        self,
        texts: Mapping[Platform, str],
        *,
        by: str,
        reason: str,
        at: datetime,
        titles: Mapping[Platform, str] | None = None,
    ) -> Self:
        """This draft with a new version; older ones stay as they are. Without `titles`, those shown stay."""
        version = Version(
            number=self.latest.number + 1,
            texts=dict(texts),
            titles=dict(self.titles if titles is None else titles),
            author=by,
            reason=reason,
            created_at=at,
        )
        return self._changed(at, latest=version)

    def edited(
        self,
        texts: Mapping[Platform, str],
        *,
        by: str,
        reason: str,
        at: datetime,
        titles: Mapping[Platform, str] | None = None,
        of: int | None = None,
    ) -> Self:
        """This draft with these texts instead of those shown, which its card then shows; others stay.

        Nothing new makes no version. What was agreed on is a draft again. `of` is the version that is
        repeated. Raises `IllegalMove` for a platform it has no text for, and when it is put aside, scheduled
        or published.
        """
        if strange := [platform.label for platform in texts if platform not in self.latest.texts]:
            raise IllegalMove(f"This draft has no text for {', '.join(strange)}. Nothing was changed.")
        return self._reworded({**self.texts, **texts}, titles, by=by, reason=reason, at=at, of=of)

    def repeating(self, version: Version, *, by: str, reason: str, at: datetime) -> Self:
        """This draft with an older version's texts and titles as a new one, to the letter.

        None where it shows them already. Raises `IllegalMove` as `edited` does.
        """
        titles, of = version.titles, version.number
        return self._reworded(version.texts, titles, by=by, reason=reason, at=at, of=of)

    def _reworded(  # all that a version is
        self,
        texts: Mapping[Platform, str],
        titles: Mapping[Platform, str] | None,
        *,
        by: str,
        reason: str,
        at: datetime,
        of: int | None,
    ) -> Self:
        if not self.editable:
            message = f"This draft is {self.status}, so its text stays as it is."
            raise IllegalMove(message)
        revised = self.revised(texts, by=by, reason=reason, at=at, titles=titles)
        latest = revised.latest.model_copy(update={"of": of})
        if (latest.texts, latest.titles) == (self.texts, self.titles):
            return self
        status = Status.DRAFT if self.status in AGREED else self.status
        picks = {**self.picks, **revised.own_picks()}
        return revised.model_copy(update={"latest": latest, "picks": picks, "status": status})

    def own_picks(self) -> dict[Platform, int]:
        """For each platform with variants the one that is the newest version's text, -1 for none."""
        found = {}
        for platform, offered in self.variants.items():
            title, titles = self.latest.titles.get(platform, ""), self.variant_titles.get(platform, ())
            text = self.latest.texts.get(platform)
            same = (
                index
                for index, wording in enumerate(offered)
                if wording == text and (titles[index] if index < len(titles) else "") == title
            )
            found[platform] = next(same, -1)
        return found

    def regenerated(self, generation: Generation, at: datetime) -> Self:
        """This draft with a run's new wordings as its newest version; platforms not asked for stay.

        Pictures alone change no text, so they make no version.
        """
        fresh = variants_of(generation.captions)
        images = generation.images or self.images
        if not fresh:
            return self._changed(at, generation=generation.id, images=images)
        titles = variant_titles_of(generation.captions)
        revised = self.revised(
            {**self.texts, **firsts(fresh)},
            titles={**without(self.titles, fresh), **first_titles(titles)},
            by=generation.person,
            reason=generation.wish.reason if generation.wish else "generated",
            at=at,
        )
        return revised.model_copy(
            update={
                "generation": generation.id,
                "variants": {**self.variants, **fresh},
                "variant_titles": {**without(self.variant_titles, fresh), **titles},
                "picks": {**self.picks, **dict.fromkeys(fresh, 0)},
                "images": images,
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


def new_draft(generation: Generation, *, title: str, prompt: str, at: datetime) -> Draft:
    """The working draft a run's first result becomes; its id is the run's, so keeping it twice is once."""
    variants = variants_of(generation.captions)
    titles = variant_titles_of(generation.captions)
    return Draft(
        id=generation.id,
        team=generation.team,
        title=title,
        author=generation.person,
        generation=generation.id,
        card=generation.card,
        latest=Version(
            number=1,
            texts=firsts(variants),
            titles=first_titles(titles),
            author=generation.person,
            reason="generated",
            created_at=at,
        ),
        variants=variants,
        variant_titles=titles,
        images=generation.images,
        picks=dict.fromkeys(variants, 0),
        prompt=prompt,
        created_at=at,
        updated_at=at,
    )
