"""What was uploaded to a workspace or made in it: sizes and hashes, and the bytes of small images alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from playground.vendors.powerpost.refusals import not_found, storage_full

IMAGE, VIDEO = "image", "video"
#: https://powerpost.ai/docs/api-reference/media-upload. "MB" is taken as 1,048,576 bytes.
MIME_TYPES = {
    IMAGE: ("image/jpeg", "image/png", "image/webp"),
    VIDEO: ("video/mp4", "video/quicktime", "video/webm"),
}
LARGEST = {IMAGE: 10 * 1024**2, VIDEO: 500 * 1024**2}
#: Bytes a workspace may hold.
QUOTA = 10 * 1024**3
#: Seconds for which the address of a generated image answers.
LIFETIME = 7 * 24 * 3_600.0


@dataclass(frozen=True, kw_only=True)
class Media:
    """One file; `kind` is `image` or `video`, `seconds` a video's length where its header tells it.

    `expires` is in seconds since 1970; `content` is kept of small images, to be shown.
    """

    id: str
    kind: str
    name: str
    mime: str
    size: int
    sha256: str
    at: float
    seconds: float | None = None
    content: bytes | None = None
    expires: float | None = None


class Shelves:
    """All media, by workspace: what lies in another one is as unknown as what lies nowhere."""

    def __init__(self, quota: int = QUOTA) -> None:
        self.quota = quota
        self._media: dict[tuple[str, str], Media] = {}

    def put(self, workspace: str, media: Media) -> Media:
        """Keep it; raises `Refused` when the workspace is full."""
        if self.size(workspace) + media.size > self.quota:
            raise storage_full()
        self._media[workspace, media.id] = media
        return media

    def find(self, workspace: str, ids: Iterable[str]) -> tuple[Media, ...]:
        """The media with these ids, in their order; raises `Refused`."""
        found = [self._media.get((workspace, id_)) for id_ in ids]
        if any(media is None for media in found):
            raise not_found("Media")
        return tuple(media for media in found if media)

    def shown(self, media_id: str, at: float) -> Media | None:
        """What can be looked at without a key, as long as its address answers."""
        found = next((media for (_, id_), media in self._media.items() if id_ == media_id), None)
        if found is None or found.content is None or (found.expires is not None and at >= found.expires):
            return None
        return found

    def size(self, workspace: str) -> int:
        """Bytes held by a workspace."""
        return sum(media.size for (home, _), media in self._media.items() if home == workspace)

    def everything(self) -> tuple[Media, ...]:
        return tuple(self._media.values())


def new_id() -> str:
    return str(uuid4())
