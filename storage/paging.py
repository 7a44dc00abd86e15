"""Where a page of drafts begins, the same for every store."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.domain.drafts import Draft, Status
from bot.domain.errors import UserError
from bot.domain.ports import Page
from storage.rows import Row, instant, load_all, moment

#: Without a wish for statuses: everything a person kept.
KEPT = tuple(status for status in Status if status not in (Status.WORKING, Status.DISCARDED))

#: Drafts are counted this far: beyond, the number helps nobody, and takes long to find out.
MOST_COUNTED = 1_000

_PLACE = re.compile(r"(?:(?P<tier>\d) )?(?P<at>\S+) (?P<id>.*)", re.DOTALL)


class Place(NamedTuple):
    """The last draft of a page: how well it matched (0 is best), its last change, its id."""

    tier: int
    updated_at: datetime
    id: str

    @property
    def row(self) -> Row:
        """What a query needs of it."""
        return {"updated_at": instant(self.updated_at), "after": self.id}


def after_row(row: Row, tier: int = 0) -> str:
    """The place after a draft's row, as text that fits a button; known even when the draft cannot be read."""
    return f"{tier} {row['updated_at']} {row['id']}"


def position(after: str) -> Place:
    """The place that `after_row` wrote; raises `UserError`."""
    found = _PLACE.fullmatch(after)
    try:
        if found:
            at = moment(found["at"]).astimezone(UTC)
            return Place(int(found["tier"] or 0), at, found["id"])
    except ValueError:
        pass
    raise UserError("That list is not up to date any more; open it again.")


def cut(rows: Sequence[tuple[int, Row]], limit: int, total: int) -> Page:
    """The page that rows with their tiers make, when one more than `limit` was asked for."""
    shown = rows[:limit]
    drafts = load_all(Draft, [row for _, row in shown])
    return Page(
        drafts=drafts,
        after=after_row(shown[-1][1], shown[-1][0]) if rows[limit:] else None,
        total=min(total, MOST_COUNTED),
        more=total > MOST_COUNTED,
        unreadable=len(shown) - len(drafts),
    )
