"""Taking in an upload as it streams: counted and hashed, and of videos nothing else is kept.

What a file is, its part's Content-Type says; the bytes are not looked at for it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from playground.vendors.powerpost.media import IMAGE, LARGEST, MIME_TYPES, VIDEO, Media, new_id
from playground.vendors.powerpost.movies import MovieLength
from playground.vendors.powerpost.refusals import file_too_large, validation_error

CHUNK = 64 * 1024
#: Images of up to so many bytes are kept to be shown.
SMALL = 1024**2
#: A field's text, in bytes.
_LONGEST_FIELD = 1_024
#: Told the bytes of each chunk; answers whether to go on.
Meter = Callable[[int], bool]


class Stopped(Exception):
    """The meter said not to go on."""


@dataclass(frozen=True, kw_only=True)
class _File:
    name: str
    mime: str
    size: int
    sha256: str
    seconds: float | None
    content: bytes | None


async def receive(request: web.Request, at: float, meter: Meter) -> Media:
    """The file in a multipart request.

    Raises:
        Refused: the form is not as documented, or the file too large.
        Stopped: the meter said not to go on.
    """
    if request.content_type != "multipart/form-data":
        raise validation_error("Content-Type must be multipart/form-data")
    try:
        file, kind = await _form(request, meter)
    except ValueError as error:
        raise validation_error("The form cannot be read") from error
    if kind not in MIME_TYPES:
        raise validation_error(f"type must be one of: {', '.join(MIME_TYPES)}")
    if file is None or not file.size:
        raise validation_error("file is required and must not be empty")
    if file.mime not in MIME_TYPES[kind]:
        raise validation_error(f"file must be one of: {', '.join(MIME_TYPES[kind])}")
    if file.size > LARGEST[kind]:
        raise file_too_large(LARGEST[kind])
    return Media(
        id=new_id(),
        kind=kind,
        at=at,
        name=file.name,
        mime=file.mime,
        size=file.size,
        sha256=file.sha256,
        seconds=file.seconds if kind == VIDEO else None,
        content=file.content if kind == IMAGE else None,
    )


async def _form(request: web.Request, meter: Meter) -> tuple[_File | None, str]:
    file, kind, seen = None, "", set[str]()
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name not in {"file", "type"} or part.name in seen:
            raise validation_error("The form must hold file and type, once each")
        seen.add(part.name)
        if part.name == "type":
            kind = (await part.read_chunk(_LONGEST_FIELD)).decode(errors="replace")
        else:
            file = await _file(part, meter)
    return file, kind


async def _file(part: BodyPartReader, meter: Meter) -> _File:
    """Read a file to its end, or until it is larger than anything may be."""
    digest, length, size = hashlib.sha256(), MovieLength(), 0
    kept: bytearray | None = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        size += len(chunk)
        digest.update(chunk)
        length.feed(chunk)
        kept = kept + chunk if kept is not None and size <= SMALL else None
        if not meter(len(chunk)):
            raise Stopped
        if size > max(LARGEST.values()):
            raise file_too_large(max(LARGEST.values()))
    return _File(
        name=part.filename or "",
        mime=part.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        size=size,
        sha256=digest.hexdigest(),
        seconds=length.seconds,
        content=bytes(kept) if kept is not None else None,
    )
