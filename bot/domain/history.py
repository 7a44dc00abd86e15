"""What undo, redo, restore and "v2" mean on a draft's versions, which are never changed or removed.

Undo is a new version that repeats an older one and says which (`Version.of`). It works like an editor's:

- said again, it goes one further back, for a repeated version stands for the one that it repeats;
- after an edit it begins anew: what was undone before that edit is not on the way back any more, but
  `restore` still reaches it;
- a restore is an edit, so undo takes it back;
- redo goes the way of the undos back, until there is an edit.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.drafts import Draft, Version
from bot.domain.errors import IllegalMove, NotFound
from bot.domain.platforms import Platform

UNDONE, REDONE, RESTORED = "undone", "redone", "restored"
_MOVES = frozenset({UNDONE, REDONE})


def version(versions: Sequence[Version], number: int) -> Version:
    """The version of this number; raises `NotFound`, which says which there are."""
    known = _by_number(versions)
    if number in known:
        return known[number]
    newest = max(known, default=0)
    raise NotFound(f"There is no v{number}: the newest is v{newest}. Nothing was changed.")


def undone(draft: Draft, versions: Sequence[Version], *, by: str, at: datetime) -> Draft:
    """The draft as it was one step before; raises `IllegalMove` at the first version."""
    target = _before(_by_number(versions), _standing(_by_number(versions), draft.latest.number))
    if target is None:
        raise IllegalMove("There is nothing to undo: this is the first version.")
    return draft.repeating(version(versions, target), by=by, reason=UNDONE, at=at)


def redone(draft: Draft, versions: Sequence[Version], *, by: str, at: datetime) -> Draft:
    """The draft as it was before the last undo; raises `IllegalMove` when there was an edit since."""
    known = _by_number(versions)
    standing = _standing(known, draft.latest.number)
    above: int | None = None
    step: int | None = _last_edit(known, draft.latest.number)
    while step is not None and step != standing:
        above, step = step, _before(known, step)
    if above is None or step is None:
        raise IllegalMove("There is nothing to redo: nothing was undone since the last edit.")
    return draft.repeating(version(versions, above), by=by, reason=REDONE, at=at)


def restored(
    draft: Draft,
    versions: Sequence[Version],
    number: int,
    platforms: Sequence[Platform] = (),
    *,
    by: str,
    at: datetime,
) -> Draft:
    """An older version's texts as the newest, for all platforms or for some.

    Raises `NotFound`, and `IllegalMove` when that is what there is already or a platform is missing.
    """
    older = version(versions, number)
    if missing := [platform.label for platform in platforms if platform not in older.texts]:
        raise IllegalMove(f"v{number} has no text for {', '.join(missing)}. Nothing was changed.")
    if platforms:
        texts = {platform: older.texts[platform] for platform in platforms}
        if all(draft.texts.get(platform) == text for platform, text in texts.items()):
            raise IllegalMove(f"It is as in v{number} already.")
        return draft.edited(texts, by=by, reason=RESTORED, at=at)
    if (draft.texts, draft.titles) == (older.texts, older.titles):
        raise IllegalMove(f"It is as in v{number} already.")
    return draft.repeating(older, by=by, reason=RESTORED, at=at)


def _by_number(versions: Sequence[Version]) -> dict[int, Version]:
    return {known.number: known for known in versions}


def _standing(known: Mapping[int, Version], number: int) -> int:
    """The version that this one stands for: what an undo or a redo repeats, else itself."""
    while (found := known.get(number)) and found.reason in _MOVES and found.of is not None:
        number = min(found.of, number - 1)
    return number


def _before(known: Mapping[int, Version], number: int) -> int | None:
    """What a version was made from; `None` for the first."""
    earlier = [other for other in known if other < number]
    return _standing(known, max(earlier)) if earlier else None


def _last_edit(known: Mapping[int, Version], number: int) -> int:
    """The newest version up to this one that is neither an undo nor a redo."""
    while number in known and known[number].reason in _MOVES:
        number -= 1
    return number
