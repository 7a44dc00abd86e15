"""The simulated Ocoya as a whole: both doors, their log, their panel."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

from playground.vendors.limits import Clock, Limit
from playground.vendors.ocoya.addresses import BASE, MCP, MEDIA
from playground.vendors.ocoya.desk import Desk
from playground.vendors.ocoya.door import Door
from playground.vendors.ocoya.faults import NONE, standard_faults
from playground.vendors.ocoya.kinds import WORK
from playground.vendors.ocoya.panel import board_of
from playground.vendors.ocoya.posts import Campaign
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.service import LIMITS, PLAYGROUND_KEY, OcoyaService
from playground.vendors.ocoya.variants import Variants
from playground.vendors.simulator import Simulator
from playground.vendors.switches import Switches

if TYPE_CHECKING:
    from playground.vendors.ocoya.oauth.grants import Grant


class OcoyaSimulator(Simulator[OcoyaService]):
    """REST at `address`, tools over MCP at `mcp_address` while it is `serving`.

    `pace` is how many seconds apart a campaign's posts come to be, `token_lasts` how many an access
    token is good for. `variants` chooses among the answers that the vendor's documents leave open.
    """

    title = "Ocoya"
    description = (
        "Its API for drafts and its tools for campaigns, after its published documents, with a real sign-in. "
        "Captions and pictures are made up on this computer."
    )
    base = BASE
    key = PLAYGROUND_KEY

    def __init__(
        self,
        *,
        clock: Clock = time.time,
        pace: float = 2.0,
        token_lasts: int = 3_600,
        limits: Sequence[Limit] = LIMITS,
    ) -> None:
        self.variants = Variants()
        self._production = Production(clock, pace)
        switches = Switches(standard_faults(), none=NONE, work=WORK)
        service = OcoyaService(Desk(self._production, self.variants, clock), switches, clock, limits)
        self._door = Door(
            self._production, self.variants, switches, service.calls, clock=clock, token_lasts=token_lasts
        )
        super().__init__(service, board_of(service, self._door), service.desk.endpoints())

    @asynccontextmanager
    async def serving(self, base_url: str) -> AsyncIterator[None]:
        """Open the MCP door of a server that serves `routes` at this address, and close it at the end."""
        self._door.open(base_url.rstrip("/"))
        try:
            yield
        finally:
            await self._door.close()

    def mcp_address(self, base_url: str) -> str:
        """The MCP server's URL."""
        return f"{base_url.rstrip('/')}{MCP}"

    @property
    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign that was queued, by either door: one queued twice is here twice."""
        return tuple(self._production.campaigns)

    @property
    def drafts(self) -> int:
        """How many drafts there are, in all workspaces."""
        return self._production.drafts()

    @property
    def grants(self) -> "Sequence[Grant]":
        """What people have allowed so far, revoked or not."""
        return self._door.grants

    def slow_down(self, seconds: float) -> None:
        super().slow_down(seconds)
        self._door.delay = seconds

    def restart(self) -> None:
        """Restart the MCP server: sessions are forgotten, tokens are not."""
        self._door.restart()

    def expire_tokens(self) -> None:
        """End all access tokens; refresh tokens stay good."""
        self._door.expire_tokens()

    def revoke_all(self) -> None:
        """Withdraw every consent: neither access nor refresh tokens are good any more."""
        self._door.revoke_all()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [*super().routes(), *self._door.routes(), web.get(f"{MEDIA}/{{name}}", self._picture)]

    async def _picture(self, request: web.Request) -> web.Response:
        picture = self._production.picture(request.match_info["name"])
        if picture is None:
            raise web.HTTPNotFound
        return web.Response(body=picture, content_type="image/png")
