"""What a queued campaign's reply says, in whatever form it comes, and how it is shown.

Of the reply the REST API has a sample (https://docs.ocoya.com/api-reference/create-an-ai-generated-campaign);
the tool is said to return the id, the status `GENERATING` and progress. How it goes on nobody can ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.domain.captions import Finished
from providers.http import id_of, object_of, one_line, text_of, whole
from providers.ocoya.campaign_request import CampaignRequest
from providers.ocoya.results import SITE, WORKSPACE

QUEUED = "Ocoya writes the posts in its background and saves them there as drafts; it does not say when."
NAMELESS = "Ocoya took the campaign, and did not say what it is called."

#: What the vendor's id is kept under.
CAMPAIGN = "campaign_id"
GENERATING = "GENERATING"
_WRAPPERS = ("data", "result", "campaign")
_DEEPEST = 3
#: Characters of a word of the vendor's, of its words, and of a count.
_WORD, _WORDS, _COUNT = 60, 120, 12


@dataclass(frozen=True, kw_only=True)
class Queued:
    """What is known of a campaign that was taken; `said` are words in place of data."""

    id: str | None = None
    status: str = GENERATING
    progress: str = ""
    said: str = ""
    request_id: str | None = None

    @classmethod
    def read(cls, body: object, *, request_id: str | None = None) -> Self:
        """Whatever a reply tells of a campaign; an empty one means that it was taken all the same."""
        told = unwrapped(object_of(body))
        return cls(
            id=id_of(told.get("campaignId")) or id_of(told.get("id")),
            status=one_line(text_of(told.get("status")), _WORD) or GENERATING,
            progress=_progress({**told, **object_of(told.get("generation"))}),
            said=one_line(text_of(told.get("text")), _WORDS),
            request_id=request_id,
        )


def unwrapped(body: Mapping[str, Any]) -> dict[str, Any]:
    """An object together with what it wraps, whose names mean more than its own."""
    told = dict(body)
    layer = told
    for _ in range(_DEEPEST):
        layer = next((layer[name] for name in _WRAPPERS if isinstance(layer.get(name), dict)), {})
        told |= layer
    return told


def facts_of(brief: CampaignRequest, queued: Queued) -> dict[str, str]:
    """A campaign in figures."""
    days = f"{brief.campaign_days} days" if brief.campaign_days > 1 else "1 day"
    facts = {
        "Campaign": queued.id or "",
        "Status": queued.status,
        "Posts": f"{brief.campaign_posts} over {days}",
        "Progress": queued.progress,
    }
    return {label: value for label, value in facts.items() if value}


def queued_result(brief: CampaignRequest, workspace: str, queued: Queued) -> Finished:
    """A campaign that was taken, as a result."""
    return Finished(
        facts=facts_of(brief, queued),
        notes=tuple(_notes(queued)),
        links=(SITE,),
        vendor_ids={CAMPAIGN: queued.id, WORKSPACE: workspace} if queued.id else {},
        request_id=queued.request_id,
    )


def _notes(queued: Queued) -> Iterator[str]:
    yield QUEUED
    if queued.id is None:
        yield NAMELESS
        if queued.said:
            yield f"It said: “{queued.said}”"


def _progress(told: Mapping[str, Any]) -> str:
    """How far the vendor is, as far as it says so in numbers."""
    completed, total = whole(told.get("completed")), whole(told.get("total"))
    if completed is None:
        progress = whole(told.get("progress"))
        return "" if progress is None else _counted(progress)
    return f"{_counted(completed)} of {_counted(total)}" if total is not None else _counted(completed)


def _counted(count: int) -> str:
    """A count as people can read it, however large it claims to be."""
    return one_line(str(count), _COUNT)
