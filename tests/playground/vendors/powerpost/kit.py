"""A caller for the simulated PowerPost, and files to upload to it."""

import struct

from aiohttp import ClientResponse, FormData
from aiohttp.test_utils import TestClient

from playground.vendors.powerpost import BASE, PLAYGROUND_KEY, WORKSPACE

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Caller:
    """Calls the vendor as a client of its API would."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.key = PLAYGROUND_KEY
        self.workspace = WORKSPACE

    async def captions(self, **values) -> ClientResponse:
        brief = {"prompt": "Dark mode launch", "post_types": ["x-post"], "research_mode": "regular"}
        given = {name: value for name, value in (brief | values).items() if value is not ...}
        return await self.post("/content/generate", json=given)

    async def images(self, **values) -> ClientResponse:
        brief = {"prompt": "A lantern in the fog"}
        given = {name: value for name, value in (brief | values).items() if value is not ...}
        return await self.post("/images/generate", json=given)

    async def started(self, **values) -> str:
        """The id of a captions job."""
        return (await (await self.captions(**values)).json())["generation_id"]

    async def drawing(self, **values) -> str:
        """The id of an images job."""
        return (await (await self.images(**values)).json())["image_generation_id"]

    async def poll(self, generation_id: str) -> dict:
        return await (await self.get(f"/content/generations/{generation_id}")).json()

    async def poll_images(self, generation_id: str) -> dict:
        return await (await self.get(f"/images/generations/{generation_id}")).json()

    async def upload(
        self,
        content: object = PNG,
        name: str = "launch-party.png",
        mime: str = "image/png",
        kind: str = "image",
    ) -> ClientResponse:
        form = FormData(quote_fields=False)
        form.add_field("file", content, filename=name, content_type=mime)
        form.add_field("type", kind)
        return await self.post("/media/upload", data=form)

    async def uploaded(self, *how: object) -> str:
        """The id of an uploaded file."""
        return (await (await self.upload(*how)).json())["media_id"]

    async def uploaded_video(self, content: bytes = b"", mime: str = "video/mp4") -> str:
        return await self.uploaded(content or movie(10), "tour.mp4", mime, "video")

    async def balance(self) -> int:
        return (await (await self.get("/account/credits")).json())["balance"]

    async def post(self, path: str, **how) -> ClientResponse:
        return await self._client.post(BASE + path, headers=self._headers(how), **how)

    async def get(self, path: str, **how) -> ClientResponse:
        return await self._client.get(BASE + path, headers=self._headers(how), **how)

    async def look(self, url: str) -> ClientResponse:
        """Open an address of the vendor's storage, without a key."""
        return await self._client.get("/" + url.split("/", 3)[3])

    def _headers(self, how: dict) -> dict[str, str]:
        given = {"x-api-key": self.key, "X-Workspace-Id": self.workspace} | how.pop("headers", {})
        return {name: value for name, value in given.items() if value is not None}


def movie(seconds: float, *, long: bool = False, scale: int = 1_000) -> bytes:
    """The boxes of an MP4 file that lasts so long, its header behind its pictures."""
    length = int(seconds * scale)
    version = (
        struct.pack(">B3xQQIQ", 1, 0, 0, scale, length)
        if long
        else struct.pack(">B3xIIII", 0, 0, 0, scale, length)
    )
    header = _box(b"mvhd", version + bytes(80))
    return _box(b"ftyp", b"isom" + bytes(12)) + _box(b"mdat", bytes(5_000), wide=long) + _box(b"moov", header)


def _box(kind: bytes, content: bytes, *, wide: bool = False) -> bytes:
    if wide:
        return struct.pack(">I4sQ", 1, kind, len(content) + 16) + content
    return struct.pack(">I4s", len(content) + 8, kind) + content
