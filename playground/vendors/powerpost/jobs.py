"""Jobs: begun at once, done after a while by the clock, refunded when they fail."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from playground.vendors.powerpost.accounts import Account
from playground.vendors.powerpost.media import Media
from playground.vendors.powerpost.refusals import JOB_FAILED, JOB_FAILED_MESSAGE
from playground.vendors.powerpost.replies import stamp

PENDING, PROCESSING, COMPLETED, FAILED = STATUSES = ("pending", "processing", "completed", "failed")
#: A status that no text of the vendor's knows.
UNKNOWN = "researching"

Outputs = Mapping[str, str | Mapping[str, str]]


class Ending(StrEnum):
    """How a job will go, which is decided when it begins."""

    WELL = "well"
    FAILED = "failed"
    #: As failed, but told as webhooks tell it.
    FLAT = "flat"
    NEVER = "never"
    ODD = "odd"
    LACKING = "lacking"
    PARTIAL = "partial"


@dataclass(kw_only=True)
class Job(ABC):
    """One job; `number` is that of the call that began it, `at` and `seconds` are when and how long."""

    id: str
    workspace: str
    number: int
    at: float
    seconds: float
    credits_used: int
    prompt: str | None
    ending: Ending
    account: Account
    settled: bool = False

    id_name = "generation_id"
    event = "generation"

    @property
    def owed(self) -> int:
        """The credits to give back when the job ends."""
        return self.credits_used if self.ending in {Ending.FAILED, Ending.FLAT} else 0

    def ended(self, now: float) -> bool:
        return self.ending is not Ending.NEVER and now >= self.at + self.seconds

    def completed(self, now: float) -> bool:
        return self.status(now) == COMPLETED

    def status(self, now: float) -> str:
        """`pending` for the first quarter of the time, then `processing`."""
        if self.ended(now):
            failed = self.ending in {Ending.FAILED, Ending.FLAT, Ending.PARTIAL}
            return FAILED if failed else COMPLETED
        if self.ending is Ending.ODD:
            return UNKNOWN
        return PENDING if now < self.at + self.seconds / 4 else PROCESSING

    def listed(self, now: float) -> dict[str, Any]:
        """The job as lists show it, without what came of it."""
        return {
            self.id_name: self.id,
            "status": self.status(now),
            "prompt": self.prompt,
            **self.details(),
            "credits_used": self.credits_used,
            "created_at": stamp(self.at),
        }

    def shown(self, now: float) -> dict[str, Any]:
        """The job as it is polled."""
        if not self.ended(now):
            return self.listed(now)
        failed = self.status(now) == FAILED
        return {**self.listed(now), **self.results(), **(self._error() if failed else {})}

    def announced(self, now: float) -> tuple[str, dict[str, Any]]:
        """The event and the data that a webhook tells of a job that has ended."""
        status = self.status(now)
        told = _flat_error() if status == FAILED else {}
        return f"{self.event}.{status}", {self.id_name: self.id, "status": status, **self.results(), **told}

    @abstractmethod
    def details(self) -> Mapping[str, Any]:
        """What else there is to say of what was asked."""

    @abstractmethod
    def results(self) -> Mapping[str, Any]:
        """What came of it."""

    def _error(self) -> Mapping[str, Any]:
        if self.ending is Ending.FLAT:
            return _flat_error()
        return {"error": {"code": JOB_FAILED, "message": JOB_FAILED_MESSAGE}}


@dataclass(kw_only=True)
class CaptionsJob(Job):
    """Captions for some platforms; `subject` is what they are about, in a few words."""

    platforms: Sequence[str]
    research_mode: str
    subject: str
    outputs: Outputs

    def details(self) -> Mapping[str, Any]:
        return {"platforms": list(self.platforms), "research_mode": self.research_mode}

    def results(self) -> Mapping[str, Any]:
        if self.owed:
            return {}
        last = self.platforms[-1] if self.ending is Ending.LACKING else None
        return {"outputs": {name: output for name, output in self.outputs.items() if name != last}}


@dataclass(kw_only=True)
class Picture:
    """One generated image: its file, and the addresses to look at it."""

    media: Media
    url: str
    thumbnail_url: str
    width: int
    height: int


@dataclass(kw_only=True)
class ImagesJob(Job):
    """Images in one size; when it fails in part, all but the last are there."""

    size: str
    pictures: Sequence[Picture]

    id_name = "image_generation_id"
    event = "image_generation"

    @property
    def owed(self) -> int:
        partial = self.ending is Ending.PARTIAL
        return self.credits_used // len(self.pictures) if partial else super().owed

    @property
    def made(self) -> Sequence[Picture]:
        """The pictures that came out."""
        if self.ending in {Ending.FAILED, Ending.FLAT}:
            return ()
        return self.pictures[:-1] if self.ending is Ending.PARTIAL else self.pictures

    def details(self) -> Mapping[str, Any]:
        return {"size": self.size, "quantity": len(self.pictures)}

    def results(self) -> Mapping[str, Any]:
        if self.owed and not self.made:
            return {}
        return {"images": [_image(picture) for picture in self.made]}


def _image(picture: Picture) -> Mapping[str, Any]:
    return {
        "media_id": picture.media.id,
        "url": picture.url,
        "thumbnail_url": picture.thumbnail_url,
        "width": picture.width,
        "height": picture.height,
    }


def _flat_error() -> dict[str, str]:
    return {"error_code": JOB_FAILED, "error_message": JOB_FAILED_MESSAGE}
