"""Looking through PowerPost's list of jobs for one whose start was not answered.

Source: https://powerpost.ai/docs/api-reference/generations. The list's order is not documented, nor
how exact the vendor's clock is, so what is not certain is said to be unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import quote

from bot.domain.errors import OutcomeUnknown
from providers.http import Api, id_of, object_of, text_of
from providers.powerpost.request import PowerPostRequest

#: Times are listed in whole seconds, so a job may look older than its call by that much.
ROUNDING = timedelta(seconds=2)
#: How far the vendor's clock may be off before a job of an earlier call is told from that of this one.
DOUBT = timedelta(minutes=2)
PAGE, MOST_PAGES = 100, 5


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A job as the list shows it; `platforms` and `research_mode` where it tells them."""

    id: str
    at: datetime
    prompt: str
    platforms: frozenset[str] | None
    research_mode: str

    @classmethod
    def read(cls, value: object) -> Self | None:
        """One entry of the list, `None` when it cannot be read."""
        entry = object_of(value)
        id_, at = id_of(entry.get("generation_id")), _time(entry.get("created_at"))
        if id_ is None or at is None:
            return None
        platforms = entry.get("platforms")
        return cls(
            id=id_,
            at=at,
            prompt=_line(text_of(entry.get("prompt"))),
            platforms=frozenset(map(str, platforms)) if isinstance(platforms, list) else None,
            research_mode=text_of(entry.get("research_mode")),
        )

    def may_be(self, brief: PowerPostRequest) -> bool:
        """Whether it may be the job of this brief; the list may shorten the prompt or leave it out."""
        wanted = {target.value for target in brief.targets}
        return (
            _line(brief.topic).startswith(self.prompt.rstrip("….").rstrip())
            and self.platforms in {None, frozenset(wanted)}
            and self.research_mode in {"", brief.research_mode.value}
        )

    def says_all_of(self, brief: PowerPostRequest) -> bool:
        """Whether the list tells the whole prompt, and it is that of this brief."""
        return self.prompt == _line(brief.topic)


async def job_of(api: Api, brief: PowerPostRequest, since: datetime) -> str | None:
    """The id of the job that a call for this brief made since then, `None` when surely none.

    Raises `OutcomeUnknown` when that cannot be told, or another `ProviderError` when nobody answers.
    """
    recent = await _recent(api, since - DOUBT)
    alike = [job for job in recent if job.at >= since - DOUBT and job.may_be(brief)]
    made = [job for job in alike if job.at >= since - ROUNDING and job.says_all_of(brief)]
    if len(made) == 1:
        return made[0].id
    if alike:
        raise _unknown(api, "PowerPost has jobs for this brief, but not one that is surely this one.")
    return None


async def _recent(api: Api, since: datetime) -> list[Listed]:
    """The jobs made since then, and perhaps older ones."""
    found: list[Listed] = []
    after = ""
    for _ in range(MOST_PAGES):
        reply = await api.read(f"/content/generations?limit={PAGE}{after}")
        page = object_of(reply.body)
        entries = page.get("data")
        jobs = [Listed.read(entry) for entry in entries] if isinstance(entries, list) else [None]
        known = [job for job in jobs if job]
        if len(known) < len(jobs):
            raise _unknown(api, "PowerPost’s list of jobs cannot be read.")
        found += known
        cursor = text_of(page.get("next_cursor"))
        if not cursor or page.get("has_more") is False or _passed(known, since):
            return found
        after = f"&cursor={quote(cursor, safe='')}"
    raise _unknown(api, "PowerPost’s list of jobs is too long to look through.")


def _passed(jobs: Sequence[Listed], since: datetime) -> bool:
    """Whether a page that is sorted, newest first, reaches back to before `since`."""
    times = [job.at for job in jobs]
    return bool(times) and times == sorted(times, reverse=True) and times[-1] < since


def _line(prompt: str) -> str:
    """A prompt without what a list may do to its blanks."""
    return " ".join(prompt.split())


def _time(value: object) -> datetime | None:
    try:
        time = datetime.fromisoformat(text_of(value))
    except ValueError:
        return None
    return time if time.tzinfo else None


def _unknown(api: Api, message: str) -> OutcomeUnknown:
    return OutcomeUnknown(message, provider=api.vendor.label)
