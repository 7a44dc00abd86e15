"""How long a video lasts, read from an MP4 or MOV file as it streams by."""

import struct

#: The box that holds others, and the one among them that tells the time (ISO/IEC 14496-12, 8.2).
_MOVIE, _HEADER = b"moov", b"mvhd"
#: Bytes of a `mvhd` box that reach behind its duration, in its longer version.
_TELLING = 32


class MovieLength:
    """Takes a file in chunks of any size and holds no more than forty-eight bytes of it.

    `seconds` is `None` until the header came by, and stays so for what is no such file.
    """

    def __init__(self) -> None:
        self.seconds: float | None = None
        self._head = b""
        self._need = 8
        self._skip = 0
        self._done = False

    def feed(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view and not self._done:
            passed = min(self._skip, len(view))
            self._skip -= passed
            view = view[passed:]
            taken = self._need - len(self._head)
            self._head += bytes(view[:taken])
            view = view[taken:]
            if len(self._head) == self._need:
                self._read_head()

    def _read_head(self) -> None:
        size, kind = struct.unpack_from(">I4s", self._head)
        begins = 16 if size == 1 else 8
        size = struct.unpack_from(">Q", self._head, 8)[0] if size == 1 and self._need >= begins else size
        if self._need < begins:
            self._need = begins
        elif kind == _HEADER and self._need < begins + _TELLING:
            self._need = begins + _TELLING
        elif kind == _HEADER:
            self._tell(self._head[begins:])
        elif size < begins:
            self._done = True
        else:
            self._head, self._need = b"", 8
            self._skip = 0 if kind == _MOVIE else size - begins

    def _tell(self, header: bytes) -> None:
        scale, length = struct.unpack_from(">IQ" if header[0] else ">II", header, 20 if header[0] else 12)
        self.seconds = length / scale if scale else None
        self._done = True
