"""Films at Slack, of any size and in nobody's memory, and the PowerPost that they go to."""

import time
from typing import Any

from aiohttp import web

from playground.slack.fixtures import ANA
from playground.vendors.powerpost import PowerPostSimulator

#: What films are made of.
PIECE = bytes(64 * 1024)


class Studio:
    """Routes beside a Slack's. `powerpost` keeps of a film nothing but its size and its hash.

    `took` is how long Slack was busy with the last film (seconds): it goes as fast as it is passed on.
    """

    def __init__(self) -> None:
        self.powerpost = PowerPostSimulator(seconds=0)
        self.took = 0.0

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/films/{size}/film.mp4", self._show), *self.powerpost.routes()]

    async def _show(self, request: web.Request) -> web.StreamResponse:
        size = int(request.match_info["size"])
        response = web.StreamResponse(headers={"Content-Type": "video/mp4"})
        response.content_length = size
        began = time.perf_counter()
        await response.prepare(request)
        for sent in range(0, size, len(PIECE)):
            await response.write(PIECE[: size - sent])
        self.took = time.perf_counter() - began
        return response


def film(address: str, size: int) -> dict[str, Any]:
    """A film of so many bytes, as Slack describes a file; `address` is Slack's."""
    url = f"{address}/films/{size}/film.mp4"
    facts = {"name": "film.mp4", "title": "film.mp4", "mimetype": "video/mp4", "filetype": "mp4"}
    where = {"mode": "hosted", "is_external": False, "url_private": url, "url_private_download": url}
    return {"id": f"FFILM{size}", "user": ANA, "size": size, **facts, **where}
