"""Where a page of drafts begins, the same for every store."""

from datetime import UTC, datetime

from bot.domain.drafts import Draft, Status
from bot.domain.errors import UserError
from storage.rows import Row, instant, moment

#: Without a wish for statuses: everything a person kept.
KEPT = tuple(status for status in Status if status not in (Status.WORKING, Status.DISCARDED))


def cursor(draft: Draft) -> str:
    """The place after this draft, as text that fits a button's value."""
    return after_row({"updated_at": instant(draft.updated_at), "id": draft.id})


def after_row(row: Row) -> str:
    """The same of a draft's row, which is known even when the draft cannot be read."""
    return f"{row['updated_at']} {row['id']}"


def position(after: str) -> tuple[datetime, str]:
    """The last change and the id of the draft that `cursor` was made of; raises `UserError`."""
    updated_at, _, draft_id = after.partition(" ")
    try:
        return moment(updated_at).astimezone(UTC), draft_id
    except ValueError as error:
        raise UserError("That list is not up to date any more; open it again.") from error
