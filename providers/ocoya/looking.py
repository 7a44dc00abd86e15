"""Looking for a draft that was just made: its reply names it, and the list of drafts has its text.

A call that was accepted never ends as a failure here: what cannot be seen is in Ocoya all the same.
"""

import logging
from datetime import datetime
from typing import ClassVar

from pydantic import AwareDatetime

from bot.domain.captions import Finished, Started
from bot.domain.errors import KnownDown, ProviderError
from bot.domain.remote import Remembered
from providers.http import Api
from providers.ocoya import posts
from providers.ocoya.posts import Post
from providers.ocoya.results import finished

logger = logging.getLogger(__name__)

#: Seconds before each look. The vendor says nothing of when a draft can be listed.
PAUSES = (2.0, 4.0, 8.0)
#: Seconds that a vendor that is down is waited for besides: the engine gives a wait up after 30 minutes.
OUTAGE = 25 * 60.0


class Trace(Remembered):
    """What is known of a draft between two looks for it; `looks` counts those that are over."""

    what: ClassVar[str] = "which draft in Ocoya it was"

    post_id: str
    workspace: str
    wants_image: bool = False
    looks: int = 0
    request_id: str | None = None
    #: When its call was answered; unknown of drafts that were made before this was kept.
    began: AwareDatetime | None = None

    def waits(self, now: datetime) -> bool:
        """Whether it is worth waiting until the vendor is up again."""
        return self.began is not None and (now - self.began).total_seconds() < OUTAGE

    def started(self, so_far: Finished, *, at_least: float = 0.0) -> Started:
        """The next look; `so_far` is the result for somebody who does not wait for it."""
        return Started(
            remote_id=self.remote_id,
            poll_after=max(PAUSES[self.looks], at_least),
            request_id=self.request_id,
            so_far=so_far,
        )


async def look(api: Api, trace: Trace, *, local: bool) -> Started | Finished:
    """Look once; after the last look the result is whatever there is."""
    seen, pause = await _seen(api, trace)
    known = seen or Post(id=trace.post_id, texts={})
    result = finished(known, trace.workspace, wants_image=trace.wants_image, local=local)
    result = result.model_copy(update={"request_id": trace.request_id})
    further = trace.model_copy(update={"looks": trace.looks + 1})
    is_whole = result.captions and (result.images or not trace.wants_image)
    if is_whole or further.looks >= len(PAUSES):
        return result
    return further.started(result, at_least=pause)


async def _seen(api: Api, trace: Trace) -> tuple[Post | None, float]:
    """The draft as listed, and the seconds to leave the vendor alone where it asks for that."""
    try:
        return await posts.find(api, trace.workspace, trace.post_id), 0.0
    except KnownDown:
        if trace.waits(api.timing.now()):
            raise
        return None, 0.0
    except ProviderError as error:
        logger.warning("The drafts in Ocoya cannot be listed now: %s", error.message)
        return None, error.retry_after or 0.0
