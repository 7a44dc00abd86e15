"""The media library: images that were made, by the organization they belong to.

How a reply to `GET /media/{id}` looks in full is not published; it is that of the vendor's client
(`MediaItem`, posteverywhere/sdk) with the `url` that its documents speak of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from playground.vendors.pictures import draw
from playground.vendors.posteverywhere.image_brief import SIZES, ImageBrief
from playground.vendors.posteverywhere.keys import Organization
from playground.vendors.posteverywhere.refusals import not_found
from playground.vendors.posteverywhere.replies import stamp

#: Plays where the vendor keeps its files, for everybody who has the address.
STORAGE = "/vendors/posteverywhere/storage"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One image; `at` is in seconds since 1970."""

    id: str
    owner: str
    brief: ImageBrief
    content: bytes
    at: float

    def made(self, credits_left: int, *, short: bool) -> Mapping[str, Any]:
        """The reply to the call that made it, in the shorter or the longer of the two published forms."""
        credits_ = {"credits_used": self.brief.credits, "credits_remaining": credits_left}
        ratio = {"aspect_ratio": self.brief.aspect_ratio}
        if short:
            return {
                "media_id": self.id,
                "model": self.brief.model,
                **ratio,
                **credits_,
                "message": "Image generated and saved to your media library.",
            }
        width, height = SIZES[self.brief.aspect_ratio]
        return {
            "media_id": self.id,
            "media_ids": [self.id],
            "type": "image",
            "width": width,
            "height": height,
            **ratio,
            "ai": {"model": self.brief.model, "prompt": self.brief.prompt},
            **credits_,
            "created_at": stamp(self.at),
            "next_step": "Pass media_ids to POST /posts.",
        }

    def listed(self, origin: str) -> Mapping[str, Any]:
        """The reply to a look at it; `origin` is where it is served, such as `http://127.0.0.1:3999`."""
        address = f"{origin}{STORAGE}/{self.id}"
        return {
            "id": self.id,
            "filename": f"{self.id}.png",
            "media_type": "image",
            "mime_type": "image/png",
            "file_size": len(self.content),
            "upload_status": "ready",
            "url": f"{address}.png",
            "thumbnail_url": f"{address}-thumb.png",
            "created_at": stamp(self.at),
        }


class Library:
    """All images; nothing is ever removed."""

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}

    def add(self, owner: Organization, brief: ImageBrief, at: float) -> Picture:
        """Draw one; the same brief draws the same."""
        content = draw(f"{brief.model}|{brief.prompt}", *SIZES[brief.aspect_ratio])
        picture = Picture(id=str(uuid4()), owner=owner.id, brief=brief, content=content, at=at)
        self._pictures[picture.id] = picture
        return picture

    def find(self, owner: Organization, id_: str) -> Picture:
        """One of an organization's; raises `Refused`."""
        picture = self._pictures.get(id_)
        if picture is None or picture.owner != owner.id:
            raise not_found()
        return picture

    def content(self, name: str) -> bytes | None:
        """The file of that name, whole or as a thumbnail."""
        picture = self._pictures.get(name.removesuffix(".png").removesuffix("-thumb"))
        return picture.content if picture else None
