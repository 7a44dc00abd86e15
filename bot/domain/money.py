"""Credits: what a run will cost, what it did cost, what is left. Never an invented number."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Charged(StrEnum):
    """Whether a vendor took credits for something."""

    NO = "no"
    YES = "yes"
    MAYBE = "maybe"


class PriceBasis(StrEnum):
    """How much is known of a price before the run."""

    EXACT = "exact"
    AFTER = "known after the run"
    UNPUBLISHED = "not published"
    FREE = "free"


class Price(BaseModel):
    """What a run will cost. `credits` is given only for `EXACT`."""

    model_config = ConfigDict(frozen=True)

    basis: PriceBasis
    credits: int | None = None
    note: str = ""


class Balance(BaseModel):
    """Credits left at a vendor, as reported at `at` (UTC).

    `floor` is the cautious reading to warn on, where the vendor's own formulas disagree.
    """

    model_config = ConfigDict(frozen=True)

    credits: int
    at: datetime
    floor: int | None = None
    note: str = ""


class Receipt(BaseModel):
    """What a run cost as the vendor reported it; `None` where it did not say."""

    model_config = ConfigDict(frozen=True)

    used: int | None = None
    left: int | None = None

    def __add__(self, other: "Receipt") -> "Receipt":
        """Two calls of one run: what was used adds up, the lower balance is the later one."""
        used = [r.used for r in (self, other) if r.used is not None]
        left = [r.left for r in (self, other) if r.left is not None]
        return Receipt(used=sum(used) if used else None, left=min(left) if left else None)
