"""Changes of texts that undo finds the way back from: what the card shows becomes a version first."""

from collections.abc import Callable

from bot.domain.drafts import Draft
from bot.domain.ports import Clock, TeamStore


async def revised(
    records: TeamStore,
    draft_id: str,
    change: Callable[[Draft], Draft],
    *,
    by: str,
    clock: Clock,
    version: int | None = None,
) -> Draft:
    """The draft changed; a picked variant that is no version yet becomes one before, if there is a change.

    `version` is the one that the change starts from; raises `VersionClash` when there is a newer one, and
    whatever `change` raises.
    """
    present = await records.draft(draft_id)
    if not present.fixed and change(present) is not present:
        kept = await fixed(records, draft_id, by=by, clock=clock, version=version)
        version = version and kept.latest.number
    return await records.change_draft(draft_id, change, expected_version=version)


async def fixed(
    records: TeamStore, draft_id: str, *, by: str, clock: Clock, version: int | None = None
) -> Draft:
    """The draft with what its card shows as a version, where its texts may still become others."""
    return await records.change_draft(
        draft_id, lambda d: d.kept(by, clock()) if d.editable else d, expected_version=version
    )
