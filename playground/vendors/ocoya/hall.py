"""What is behind the MCP door, all of it made with the official SDK, which takes long to import.

So `door` imports this module when somebody comes in for the first time, and not before.
"""

from aiohttp import web

from playground.vendors.asgi import call
from playground.vendors.limits import Clock
from playground.vendors.ocoya.addresses import ISSUER, MCP
from playground.vendors.ocoya.faults import OcoyaFault
from playground.vendors.ocoya.oauth.authority import Authority
from playground.vendors.ocoya.oauth.consent import Consent
from playground.vendors.ocoya.oauth.keyring import Keyring
from playground.vendors.ocoya.oauth.site import Site
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.tools.entrance import Entrance
from playground.vendors.ocoya.tools.names import FAULT
from playground.vendors.ocoya.tools.server import mcp_server
from playground.vendors.ocoya.tools.sessions import Sessions
from playground.vendors.ocoya.tools.workbench import Workbench
from playground.vendors.ocoya.variants import Variants
from playground.vendors.replies import Reply


class Hall:
    """The authorization server, the sessions with tools, and the page on which people approve."""

    def __init__(self, production: Production, variants: Variants, clock: Clock, token_lasts: int) -> None:
        self.authority = Authority(variants, Keyring(clock, token_lasts), clock)
        self.sessions = Sessions(mcp_server(Workbench(production, variants)))
        self.consent = Consent(self.authority)
        self._site: Site | None = None
        self._variants = variants

    def settle(self, base_url: str) -> None:
        """Say where the server is: tokens are for one address."""
        self.authority.settle(issuer=f"{base_url}{ISSUER}", resource=f"{base_url}{MCP}")
        self._site = Site(self.authority, Entrance(self.sessions, self._variants), base_url)

    async def answer(self, request: web.Request, fault: OcoyaFault) -> Reply:
        """The answer of the SDK's application, which is struck by a fault where tools work."""
        if self._site is None:
            raise RuntimeError("Nobody has said where the server is.")
        await self.sessions.start()
        return await call(self._site.app(), request, **{FAULT: fault})
