"""Files on their way to a vendor: multipart forms that are sent as the file's bytes come."""

import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import httpx

from bot.domain.deadlines import SLOWEST, UPLOAD
from bot.domain.errors import ProviderRejected, ProviderUnreachable


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file and the form it goes with; `size` is in bytes, `read_timeout` in seconds.

    `fields` come before the file, which is called `name` in the form.
    """

    file_name: str
    mimetype: str
    size: int
    content: AsyncIterator[bytes] = field(repr=False)
    fields: Mapping[str, str] = field(default_factory=dict)
    name: str = "file"
    read_timeout: float = UPLOAD.read

    @property
    def total(self) -> float:
        """Seconds for the whole upload."""
        return UPLOAD.whole(self.read_timeout) + self.size / SLOWEST


@dataclass(frozen=True, kw_only=True)
class Form:
    """A multipart body in three pieces, the middle one being the file itself."""

    content_type: str
    before: bytes
    after: bytes
    upload: Upload

    @property
    def headers(self) -> dict[str, str]:
        """The length is known, so that nothing has to be sent in chunks, which not every server takes."""
        length = len(self.before) + self.upload.size + len(self.after)
        return {"Content-Type": self.content_type, "Content-Length": str(length)}

    async def pieces(self, label: str) -> AsyncIterator[bytes]:
        """The body as it is sent to the vendor called `label`.

        Raises `ProviderUnreachable` or `ProviderRejected` when the file is not as long as was said.
        """
        yield self.before
        left = self.upload.size
        async for piece in self.upload.content:
            left -= len(piece)
            if left < 0:
                message = f"“{self.upload.file_name}” is larger than Slack said. Add it again."
                raise ProviderRejected(message, provider=label)
            yield piece
        if left:
            message = f"“{self.upload.file_name}” broke off on its way to {label}."
            raise ProviderUnreachable(message, provider=label)
        yield self.after


def form_of(upload: Upload) -> Form:
    """The form around a file, as httpx writes it around a stand-in for the file's bytes."""
    stand_in = secrets.token_bytes(32)
    request = httpx.Request(
        "POST",
        "https://vendor.invalid",
        data=dict(upload.fields),
        files={upload.name: (upload.file_name, stand_in, upload.mimetype)},
    )
    before, _, after = request.read().partition(stand_in)
    return Form(content_type=request.headers["Content-Type"], before=before, after=after, upload=upload)
