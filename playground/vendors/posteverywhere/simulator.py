"""The simulated PostEverywhere as a whole: its routes, its counters, its panel."""

import time
from collections.abc import Sequence

from aiohttp import web

from playground.vendors.limits import Clock
from playground.vendors.posteverywhere.faults import NONE, WORK, standard_faults
from playground.vendors.posteverywhere.keys import Key, standard_keys
from playground.vendors.posteverywhere.library import STORAGE
from playground.vendors.posteverywhere.limits import LIMITS, Limit, RateLimits
from playground.vendors.posteverywhere.panel import board_of
from playground.vendors.posteverywhere.service import ENDPOINTS, Service
from playground.vendors.simulator import Simulator
from playground.vendors.switches import Switches

#: Plays `https://app.posteverywhere.ai/api/v1`.
BASE = "/vendors/posteverywhere/api/v1"


class PostEverywhereSimulator(Simulator[Service]):
    """Captions and images; `credits` are those left on the first account."""

    title = "PostEverywhere"
    description = (
        "Its API for captions and images, after its published documents, with accounts and credits of play "
        "money. The captions are made up and the images drawn on this computer."
    )
    base = BASE

    def __init__(
        self,
        *,
        keys: Sequence[Key] | None = None,
        limits: Sequence[Limit] = LIMITS,
        clock: Clock = time.time,
        retry_after: int = 2,
        bare: bool = False,
    ) -> None:
        switches = Switches(standard_faults(retry_after), none=NONE, work=WORK)
        service = Service(keys or standard_keys(), RateLimits(limits, clock), switches, clock, bare=bare)
        super().__init__(service, board_of(service), ENDPOINTS)

    @property
    def key(self) -> str:
        """The API key of the first account."""
        return self._service.keys[0].secret

    @property
    def credits(self) -> int:
        """Credits left on the first account."""
        return self._service.keys[0].organization.credits

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an aiohttp application."""
        return [*super().routes(), web.get(STORAGE + "/{name}", self._show)]

    async def _show(self, request: web.Request) -> web.StreamResponse:
        """An image that was made; no key is needed."""
        content = self._service.library.content(request.match_info["name"])
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="image/png")
