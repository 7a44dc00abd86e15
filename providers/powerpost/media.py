"""The files that PowerPost writes from: types and sizes.

Sources: "Generate Content", POST /api/v1/content/generate (types, ten images or one video);
https://powerpost.ai/docs/api-reference/media-upload (sizes; WebM can be uploaded, but not written from).
"""

from collections.abc import AsyncIterator, Mapping

from bot.domain.errors import ProviderRejected
from bot.domain.requests import File
from providers.http import Upload

IMAGE, VIDEO = "image", "video"
MOST_IMAGES = 10
#: Bytes. The vendor says "MB"; this is the smaller of its two meanings.
LARGEST: Mapping[str, int] = {IMAGE: 10_000_000, VIDEO: 500_000_000}
#: Seconds that the vendor may take to answer once it has the whole file.
TIMEOUTS: Mapping[str, float] = {IMAGE: 120.0, VIDEO: 600.0}
#: By the ending of a file's name, its MIME type.
TYPES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
}


def type_of(file: File) -> str | None:
    """A file's MIME type, `None` when the vendor does not write from such files."""
    return TYPES.get(file.name.rpartition(".")[2].lower())


def kind_of(file: File) -> str | None:
    """Whether it is an image or a video; `None` when it is neither."""
    return (type_of(file) or "").partition("/")[0] or None


def megabytes(size: int) -> str:
    """Bytes in words."""
    return f"{size / 1_000_000:.1f} MB".replace(".0 MB", " MB")


def upload_of(file: File, content: AsyncIterator[bytes]) -> Upload:
    """A file as it is passed on; raises `ProviderRejected` when the vendor does not write from such files."""
    mimetype, kind = type_of(file), kind_of(file)
    if mimetype is None or kind is None:
        message = f"PowerPost does not take “{file.name}”. It takes JPEG, PNG, WebP, MP4 and MOV files."
        raise ProviderRejected(message, provider="PowerPost", field="media")
    return Upload(
        file_name=file.name,
        mimetype=mimetype,
        size=file.size,
        content=content,
        fields={"type": kind},
        read_timeout=TIMEOUTS[kind],
    )
