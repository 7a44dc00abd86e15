"""Starting jobs: what each of them will bring is settled at its start, and shown when its time has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from playground.vendors.pictures import draw
from playground.vendors.powerpost.accounts import Account
from playground.vendors.powerpost.brief import Brief
from playground.vendors.powerpost.image_brief import SIZES, ImageBrief
from playground.vendors.powerpost.jobs import CaptionsJob, Ending, ImagesJob, Picture
from playground.vendors.powerpost.media import IMAGE, LIFETIME, Media, new_id
from playground.vendors.powerpost.writing import subject, write

#: Plays the storage behind `https://powerpost.ai/storage/images/…`.
STORAGE = "/vendors/powerpost/storage"


@dataclass(frozen=True, kw_only=True)
class Start:
    """What every job is started with; `at` and `seconds` say when and for how long."""

    workspace: str
    account: Account
    number: int
    at: float
    seconds: float
    ending: Ending

    def common(self, credits_used: int, prompt: str | None) -> dict[str, Any]:
        return {**vars(self), "id": new_id(), "credits_used": credits_used, "prompt": prompt}


def captions_job(start: Start, brief: Brief, before: int) -> CaptionsJob:
    """`before` is how often the same was written already."""
    return CaptionsJob(
        **start.common(brief.price, brief.prompt),
        platforms=brief.platforms,
        research_mode=brief.research_mode,
        subject=subject(brief),
        outputs=write(brief, before),
    )


def images_job(start: Start, brief: ImageBrief, origin: str) -> ImagesJob:
    """`origin` is where the pictures can be looked at, such as `http://127.0.0.1:3999`."""
    return ImagesJob(
        **start.common(brief.quantity * brief.price_each, brief.prompt),
        size=brief.size,
        pictures=tuple(_pictures(start, brief, origin)),
    )


def _pictures(start: Start, brief: ImageBrief, origin: str) -> Iterator[Picture]:
    width, height = SIZES[brief.size]
    for number in range(brief.quantity):
        seed = "|".join((brief.prompt, brief.model, str(brief.enhanced), *brief.styles, str(number)))
        content, media_id = draw(seed, width, height), new_id()
        url = f"{origin}{STORAGE}/images/{media_id}"
        media = Media(
            id=media_id,
            kind=IMAGE,
            name=f"{media_id}.png",
            mime="image/png",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            at=start.at,
            content=content,
            expires=start.at + start.seconds + LIFETIME,
        )
        yield Picture(
            media=media, url=f"{url}.png", thumbnail_url=f"{url}-thumb.png", width=width, height=height
        )
