"""What every store checks before it keeps a change, whatever it is made of."""

from bot.domain.drafts import Draft
from bot.domain.errors import VersionClash
from bot.domain.generations import Generation


def check_team(team: str, record: Draft | Generation) -> None:
    """Refuse to keep one team's record among another's."""
    if record.team != team:
        message = f"{record.id!r} belongs to another team"
        raise ValueError(message)


def check_same(before: Draft | Generation, after: Draft | Generation) -> None:
    """Refuse a change that turns a record into another one."""
    if (before.team, before.id) != (after.team, after.id):
        message = f"a change may not move {before.id!r} to another id or team"
        raise ValueError(message)


def check_expected(draft: Draft, expected_version: int | None) -> None:
    """Raise `VersionClash` when the draft moved on from the version that was expected."""
    if expected_version is not None and draft.latest.number != expected_version:
        raise VersionClash(current=draft.latest.number)


def adds_version(before: Draft, after: Draft) -> bool:
    """Whether a change made a new version; refuses gaps, steps back and edits of a version."""
    if after.latest == before.latest:
        return False
    if after.latest.number != before.latest.number + 1:
        message = (
            f"draft {before.id!r} is at version {before.latest.number}, "
            f"so its next cannot be {after.latest.number}"
        )
        raise ValueError(message)
    return True
