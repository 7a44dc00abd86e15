"""A run at PowerPost as its remote id remembers it: captions first, then images if they are wanted."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime

from bot.domain.captions import Finished, Pending, Started
from bot.domain.money import Receipt
from bot.domain.platforms import Platform
from bot.domain.remote import Remembered
from providers.powerpost.images import ImageOrder

#: Seconds (tarekhoury/openclaw-powerpost): the first look, those of the first minute, and later ones.
FIRST, SOON, LATER, MINUTE = 2.0, 3.0, 5.0, 60.0
#: Seconds after which images are not waited for any more: as long as that client looks.
PATIENCE = 180.0


def piece_of(name: str, id_: str) -> str:
    """How a remote id holds one of the vendor's ids, such as its `generation_id`."""
    return f'"{name}":"{id_}"'


class Stage(StrEnum):
    """How far a run is."""

    WRITING = "writing"
    #: The captions are there, and the images are about to be asked for.
    ORDERING = "ordering"
    DRAWING = "drawing"


class Job(Remembered):
    """What there is to know about a run between two looks at it; `began` is when its stage did."""

    what: ClassVar[str] = "how far the run at PowerPost is"

    generation_id: str
    platforms: tuple[Platform, ...]
    began: AwareDatetime
    #: As reported when the captions were asked for.
    receipt: Receipt = Receipt()
    order: ImageOrder | None = None
    stage: Stage = Stage.WRITING
    image_generation_id: str = ""
    #: As reported when the images were asked for.
    image_receipt: Receipt = Receipt()

    def started(self, *, after: float = FIRST, request_id: str | None = None) -> Started:
        """This job as something to ask for."""
        return Started(remote_id=self.remote_id, poll_after=after, request_id=request_id)

    def going_on(self, at: datetime, so_far: Finished) -> Started:
        """This job with its captions there, and images to ask for next."""
        ordering = self.model_copy(update={"stage": Stage.ORDERING, "began": at})
        return ordering.started(after=0).model_copy(update={"so_far": so_far})

    def drawing(self, image_generation_id: str, receipt: Receipt, at: datetime) -> Self:
        """This job with its images asked for."""
        changes = {"image_generation_id": image_generation_id, "image_receipt": receipt}
        return self.model_copy(update={**changes, "stage": Stage.DRAWING, "began": at})

    def pending(self, now: datetime) -> Pending:
        """When to look again."""
        return Pending(poll_after=SOON if self._seconds(now) < MINUTE else LATER)

    def late(self, now: datetime) -> bool:
        """Whether its images have taken too long."""
        return self._seconds(now) > PATIENCE

    def _seconds(self, now: datetime) -> float:
        return (now - self.began).total_seconds()
