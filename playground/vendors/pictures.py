"""Drawing small pictures, as real PNG files."""

import struct
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from math import isqrt

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Eight bits a channel, true colour, the only compression, filter and no interlacing.
_FORMAT = (8, 2, 0, 0, 0)


def draw(seed: str, width: int = 256, height: int = 256) -> bytes:
    """A pale sun before a slanting gradient of two colours, in pixels; the same seed draws the same one."""
    digest = blake2b(seed.encode(errors="backslashreplace"), digest_size=8).digest()
    rows = b"".join(b"\x00" + row for row in _rows(digest, width, height))
    header = struct.pack(">IIBBBBB", width, height, *_FORMAT)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _rows(digest: bytes, width: int, height: int) -> Iterator[bytes]:
    """Each row is a window on one strip of colours, moved on by a pixel: that is what slants it."""
    sky = _strip(digest[:3], digest[3:6], width + height)
    sun = bytes(128 + channel // 2 for channel in sky)
    radius = min(width, height) // 5
    middle, centre = width * (64 + digest[6] // 2) // 256, height * (64 + digest[7] // 2) // 256
    for y in range(height):
        half = isqrt(max(0, radius * radius - (y - centre) ** 2))
        left, right = max(0, middle - half), min(width, middle + half)
        yield (
            sky[3 * y : 3 * (y + left)]
            + sun[3 * (y + left) : 3 * (y + right)]
            + sky[3 * (y + right) : 3 * (y + width)]
        )


def _strip(first: bytes, last: bytes, length: int) -> bytes:
    return b"".join(
        bytes((a * (length - x) + b * x) // length for a, b in zip(first, last, strict=True))
        for x in range(length)
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
