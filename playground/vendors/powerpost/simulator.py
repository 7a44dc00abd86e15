"""The simulated PowerPost as a whole: its routes, its counters, its panel."""

import time

from aiohttp import web

from playground.vendors.limits import Clock
from playground.vendors.powerpost.faults import NONE, WORK, standard_faults
from playground.vendors.powerpost.media import Media
from playground.vendors.powerpost.panel import board_of
from playground.vendors.powerpost.service import Service
from playground.vendors.powerpost.starting import STORAGE
from playground.vendors.powerpost.terms import ENDPOINTS, Terms
from playground.vendors.powerpost.webhooks import Webhooks
from playground.vendors.simulator import Simulator
from playground.vendors.switches import Switches

#: Plays `https://powerpost.ai/api/v1`.
BASE = "/vendors/powerpost/api/v1"
#: Seconds a job takes.
USUAL = 2.0


class PowerPostSimulator(Simulator[Service]):
    """Captions, images and uploads, with jobs that take their time."""

    title = "PowerPost"
    description = (
        "Its API for captions, images and uploads, after its published documents, with jobs, workspaces and "
        "credits of play money. The captions are made up and the images drawn on this computer."
    )
    base = BASE

    def __init__(
        self, *, clock: Clock = time.time, seconds: float = USUAL, terms: Terms | None = None
    ) -> None:
        terms = terms or Terms()
        switches = Switches(standard_faults(terms.retry_after), none=NONE, work=WORK)
        service = Service(switches, clock, seconds=seconds, terms=terms)
        super().__init__(service, board_of(service), ENDPOINTS)

    @property
    def key(self) -> str:
        """The API key of the first account."""
        return self._service.keys[0].secret

    @property
    def workspace(self) -> str:
        """The id of the first account's first workspace."""
        return self._service.workspaces[0].id

    @property
    def credits(self) -> int:
        """Credits left on the first account."""
        self._service.settle()
        return self._service.account.balance

    @property
    def refunded(self) -> int:
        """Credits given back to all accounts so far."""
        self._service.settle()
        return self._service.refunded

    @property
    def uploaded(self) -> int:
        """Bytes of files that came in so far, whole or in part."""
        return self._service.uploaded

    @property
    def media(self) -> tuple[Media, ...]:
        """Everything uploaded or generated, in its order."""
        self._service.settle()
        return self._service.records.shelves.everything()

    @property
    def webhooks(self) -> Webhooks:
        """Tells addresses on this computer of jobs that have ended, once `set_up`."""
        return self._service.webhooks

    def let_jobs_take(self, seconds: float) -> None:
        """Let jobs that begin from now on take so long."""
        self._service.seconds = seconds

    def routes(self) -> list[web.AbstractRouteDef]:
        """What to add to an aiohttp application."""
        return [*super().routes(), web.get(STORAGE + "/{folder}/{name}", self._show)]

    async def _show(self, request: web.Request) -> web.StreamResponse:
        """An image that was generated or uploaded; no key is needed, as with the vendor's addresses."""
        self._service.settle()
        media_id = request.match_info["name"].partition(".")[0].removesuffix("-thumb")
        found = self._service.records.shelves.shown(media_id, self._service.clock())
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, content_type=found.mime)
