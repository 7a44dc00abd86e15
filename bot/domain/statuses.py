"""Where a draft may stand, and the legal moves from there."""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a draft stands."""

    #: On a card, not saved yet.
    WORKING = "working"
    #: Saved by a person.
    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES_REQUESTED = "changes requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    FAILED = "failed"
    #: Put aside; can be restored.
    DISCARDED = "discarded"


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.WORKING: frozenset({Status.DRAFT, Status.DISCARDED}),
    Status.DRAFT: frozenset({Status.IN_REVIEW, Status.DISCARDED}),
    Status.IN_REVIEW: frozenset({Status.APPROVED, Status.CHANGES_REQUESTED, Status.DRAFT, Status.DISCARDED}),
    Status.CHANGES_REQUESTED: frozenset({Status.DRAFT, Status.IN_REVIEW, Status.DISCARDED}),
    Status.APPROVED: frozenset({Status.DRAFT, Status.SCHEDULED, Status.PUBLISHED, Status.DISCARDED}),
    Status.SCHEDULED: frozenset({Status.APPROVED, Status.PUBLISHED, Status.FAILED, Status.DRAFT}),
    Status.PUBLISHED: frozenset(),
    Status.FAILED: frozenset({Status.SCHEDULED, Status.DRAFT, Status.DISCARDED}),
    Status.DISCARDED: frozenset({Status.DRAFT, Status.WORKING}),
}

#: What a draft is no longer once its text is another: nobody agreed on that text.
AGREED = {Status.IN_REVIEW, Status.CHANGES_REQUESTED, Status.APPROVED, Status.FAILED}
#: From here on a new text would no longer be what was published, or will be.
SETTLED = {Status.SCHEDULED, Status.PUBLISHED, Status.DISCARDED}
