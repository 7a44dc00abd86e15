"""Watching a workspace for new drafts after a campaign was taken: the only news of it there is.

Neither door has a call for a campaign's progress, and no draft says which campaign it is of. So nobody
is told that a campaign is finished, only that drafts are new in the workspace.
"""

import logging
from datetime import datetime
from hashlib import blake2b
from typing import ClassVar

from pydantic import AwareDatetime

from bot.domain.captions import Finished, Pending, Started
from bot.domain.errors import OutcomeUnknown, ProviderError
from bot.domain.remote import Remembered
from providers.http import Api
from providers.ocoya import posts
from providers.ocoya.posts import Post

logger = logging.getLogger(__name__)

#: Seconds until the first look, so that the card shows the campaign at once, and between the others.
FIRST, PAUSE = 2.0, 60.0
#: Seconds after which nobody looks any more: the engine gives a wait up after 30 minutes.
LONGEST = 28 * 60.0
#: Drafts that are read of a workspace; of more, some would be taken for new ones.
MOST = posts.PER_PAGE * posts.MOST_PAGES
#: Drafts shown, and characters of each.
SHOWN, BEGINNING = 5, 90

NEW = "New drafts in this workspace"
UNPROVEN = "Which campaign a draft is of Ocoya does not say, so others’ new drafts may be among them."
ENOUGH = "As many drafts as the campaign has posts are new. Galley stopped looking."
LONG = "Galley looked for new drafts for 28 minutes and stopped. What comes later is in Ocoya."
OUTDATED = frozenset({"Status", "Progress"})
TOO_MANY = "There are too many drafts in this workspace to tell new ones from old ones."


class Watch(Remembered):
    """What is known of a campaign between two looks; `known` marks the drafts that were there before."""

    what: ClassVar[str] = "which campaign in Ocoya it was"

    workspace: str
    queued: Finished
    wanted: int
    known: tuple[str, ...]
    began: AwareDatetime

    def started(self) -> Started:
        """The first look."""
        return Started(remote_id=self.remote_id, poll_after=FIRST)

    def age(self, now: datetime) -> float:
        return (now - self.began).total_seconds()


async def marks(api: Api, workspace: str) -> tuple[str, ...] | str:
    """The drafts that are there already, or why new ones could not be told from them."""
    try:
        found = [mark_of(post.id) async for post in posts.drafts(api, workspace) if post.id]
    except ProviderError as error:
        return f"Galley cannot watch for new drafts: {error.message}"
    return tuple(found) if len(found) < MOST else TOO_MANY


def mark_of(post_id: str) -> str:
    """Eight characters that stand for a draft, as there may be hundreds."""
    return blake2b(post_id.encode(), digest_size=4).hexdigest()


async def look(api: Api, watch: Watch) -> Pending | Finished:
    """Look once at what is new; what cannot be seen now may be seen at the next look."""
    age = watch.age(api.timing.now())
    try:
        new = await _new(api, watch)
    except ProviderError as error:
        return _unseen(watch, error, age)
    result = _shown(api, watch, new)
    if len(new) >= watch.wanted:
        # What was said of it when it was queued would contradict what is there by now.
        facts = {label: value for label, value in result.facts.items() if label not in OUTDATED}
        return noted(result.model_copy(update={"facts": facts}), ENOUGH)
    return noted(result, LONG) if age >= LONGEST else Pending(poll_after=PAUSE, so_far=result)


async def _new(api: Api, watch: Watch) -> list[Post]:
    listed = [post async for post in posts.listed(api.poll, watch.workspace, posts.DRAFT)]
    return [p for p in listed if p.is_draft and p.id and mark_of(p.id) not in watch.known]


def _unseen(watch: Watch, error: ProviderError, age: float) -> Pending | Finished:
    """What a look that saw nothing comes to: a campaign that was taken never ends as a failure."""
    passing = error.retryable or isinstance(error, OutcomeUnknown)
    if not passing:
        return noted(watch.queued, f"Galley stopped looking for new drafts: {error.message}")
    if age >= LONGEST:
        return noted(watch.queued, LONG)
    logger.info("The drafts in Ocoya cannot be listed now: %s", error.message)
    wait = max(PAUSE, error.retry_after or 0.0)
    # Nothing is shown yet at the first looks; later ones would take away what is.
    return Pending(poll_after=wait, so_far=watch.queued if age < PAUSE else None)


def _shown(api: Api, watch: Watch, new: list[Post]) -> Finished:
    """The campaign, and how the new drafts begin."""
    queued = watch.queued
    if not new:
        return queued.model_copy(update={"facts": {**queued.facts, NEW: "none yet"}})
    begins = (api.vendor.quoted(post.text, BEGINNING) for post in new[:SHOWN])
    more = [f"• and {len(new) - SHOWN} more"] if len(new) > SHOWN else []
    lines = [*(f"• {text or 'a draft without a text'}" for text in begins), *more, UNPROVEN]
    return noted(queued.model_copy(update={"facts": {**queued.facts, NEW: str(len(new))}}), *lines)


def noted(result: Finished, *notes: str) -> Finished:
    """A result with something to say besides."""
    return result.model_copy(update={"notes": (*result.notes, *notes)})
