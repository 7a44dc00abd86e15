"""What an unclear call did: Ocoya's list of drafts has neither their briefs nor the time they were made.

So a draft is never taken for that of a brief. What helps a person to decide is how those there begin.
"""

from datetime import datetime, timedelta
from itertools import islice

from bot.domain.errors import OutcomeUnknown
from providers.http import Api
from providers.ocoya import posts

#: A draft of a call that nobody waits for any more is listed by then, twice over.
SETTLED = timedelta(minutes=10)
#: Drafts that are told of, and characters of each.
SHOWN, BEGINNING = 3, 60


async def none_made(api: Api, workspace: str, since: datetime) -> None:
    """Return when a call since then surely made no draft; raises `OutcomeUnknown` when that cannot be told.

    It can in a workspace without any post, whatever its state, some time after the call. Raises another
    `ProviderError` when the vendor does not say.
    """
    if drafts := [post async for post in posts.drafts(api, workspace)]:
        raise _unclear(api, _beginnings(api, drafts))
    settled = api.timing.now() - since >= SETTLED
    if not settled or [post async for post in posts.listed(api.read, workspace)]:
        raise _unclear(api, "It lists no draft in this workspace so far.")


def _beginnings(api: Api, drafts: list[posts.Post]) -> str:
    """How the first drafts begin, in the vendor's words."""
    texts = (api.vendor.quoted(post.text, BEGINNING) for post in drafts)
    shown = [f"“{text}”" for text in islice(filter(None, texts), SHOWN)]
    more = len(drafts) - len(shown)
    if not shown:
        return f"It lists {more} without a text that can be read."
    rest = f", and {more} more" if more else ""
    return f"Its drafts begin: {', '.join(shown)}{rest}."


def _unclear(api: Api, words: str) -> OutcomeUnknown:
    label = api.vendor.label
    message = f"{label} did not say whether it made a draft of this brief. {words}"
    return OutcomeUnknown(message, provider=label)
