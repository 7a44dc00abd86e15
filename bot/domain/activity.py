"""What was done to a draft and what was said of it, as one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.comments import Comment
from bot.domain.drafts import Version
from bot.domain.people import Decision


@dataclass(frozen=True)
class Entry:
    """One thing that a person did or said; `said` is what they wrote, to be shown as it is."""

    at: datetime
    person: str
    did: str
    said: str = ""


def activity(
    versions: Sequence[Version], decisions: Sequence[Decision], comments: Sequence[Comment]
) -> list[Entry]:
    """All of it, newest first. What waits for a yes to its price is no comment yet."""
    entries = [Entry(v.created_at, v.author, f"v{v.number} {v.reason}") for v in versions]
    entries += [Entry(d.at, d.person, f"v{d.version} {d.action}", d.note) for d in decisions]
    entries += [Entry(c.at, c.author, "said", c.text) for c in comments if not c.asks]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)
