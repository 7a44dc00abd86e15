"""Reading a request for the list of captions jobs, and answering it page by page."""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.vendors.powerpost.fields import Fields
from playground.vendors.powerpost.jobs import STATUSES, CaptionsJob
from playground.vendors.powerpost.refusals import validation_error

MOST, USUAL = 100, 20


def page_of(jobs: Sequence[CaptionsJob], query: Mapping[str, str], now: float) -> Mapping[str, Any]:
    """One page; the cursor is the id that the page before ended with. Raises `Refused`."""
    fields = Fields(query, ("status", "limit", "cursor"))
    limit = _limit(fields.text("limit"))
    status = fields.choice("status", STATUSES) if "status" in fields else None
    wanted = [job for job in _behind(jobs, fields.text("cursor")) if status in {None, job.status(now)}]
    more = len(wanted) > limit
    return {
        "data": [job.listed(now) for job in wanted[:limit]],
        "next_cursor": wanted[limit - 1].id if more else None,
        "has_more": more,
    }


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise validation_error(f"limit must be an integer between 1 and {MOST}")
    return int(text)


def _behind(jobs: Sequence[CaptionsJob], cursor: str | None) -> Sequence[CaptionsJob]:
    if cursor is None:
        return jobs
    ids = [job.id for job in jobs]
    if cursor not in ids:
        raise validation_error("cursor is not valid")
    return jobs[ids.index(cursor) + 1 :]
