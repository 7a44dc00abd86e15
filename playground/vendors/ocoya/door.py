"""The MCP door: every call to the tools and to the authorization server, logged and struck by faults."""

from aiohttp import web

from playground.vendors.asgi import call
from playground.vendors.bodies import NotJson, json_object
from playground.vendors.calls import Calls
from playground.vendors.faults import Asked
from playground.vendors.limits import Clock
from playground.vendors.ocoya import kinds
from playground.vendors.ocoya.faults import NONE, OcoyaFault
from playground.vendors.ocoya.oauth.authority import Authority
from playground.vendors.ocoya.oauth.consent import Consent
from playground.vendors.ocoya.oauth.site import ISSUER, ISSUER_METADATA, MCP, RESOURCE_METADATA, Site
from playground.vendors.ocoya.replies import json_reply
from playground.vendors.ocoya.tools.catalogue import kind_of
from playground.vendors.ocoya.tools.entrance import Entrance
from playground.vendors.ocoya.tools.server import FAULT
from playground.vendors.ocoya.tools.sessions import Sessions
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Endpoint, Service, Visit
from playground.vendors.switches import Switches

_AUTHORITY = {
    "register": kinds.REGISTER,
    "authorize": kinds.AUTHORIZE,
    "token": kinds.TOKEN,
    "revoke": kinds.TOKEN,
}


class Door(Service[OcoyaFault]):
    """Hands each call to the SDK's application, and its answer back.

    Nothing is answered before `open` has said where the server is, as tokens are for one address.
    """

    def __init__(
        self,
        authority: Authority,
        sessions: Sessions,
        switches: Switches[OcoyaFault],
        clock: Clock,
        calls: Calls,
    ) -> None:
        super().__init__(switches, clock)
        self.calls = calls
        self.authority = authority
        self.sessions = sessions
        self._site: Site | None = None

    async def open(self, base_url: str) -> None:
        """Let clients sign in and open sessions."""
        self.authority.settle(issuer=f"{base_url}{ISSUER}", resource=f"{base_url}{MCP}")
        self._site = Site(self.authority, Entrance(self.sessions, self.authority.variants), base_url)
        await self.sessions.start()

    async def close(self) -> None:
        await self.sessions.stop()
        self._site = None

    def routes(self) -> list[web.AbstractRouteDef]:
        consent = Consent(self.authority)
        return [
            web.route("*", MCP, self._tools),
            web.get(RESOURCE_METADATA, self._discovery),
            web.get(ISSUER_METADATA, self._discovery),
            web.get(f"{ISSUER}/consent/{{name}}", consent.show),
            web.post(f"{ISSUER}/consent/{{name}}", consent.decide),
            web.route("*", f"{ISSUER}/{{what}}", self._signing_in),
        ]

    def caller(self, request: web.Request) -> str | None:
        token = _bearer(request)
        return token[:6] if token else None

    async def reply(self, visit: Visit) -> Reply | None:
        if self._site is None:
            raise Refused(503, "closed", "The simulated MCP server has not been opened.")
        if visit.endpoint.kind in kinds.OAUTH:
            self.calls.note(visit.number, body="")  # it holds secrets
        fault = self.fault(visit) if self._is_let_in(visit) else NONE
        self._lose(fault, visit.request)
        if fault.drops == "before":
            return None
        if page := fault.strike(Asked()):
            return page
        reply = await call(self._site.app(), visit.request, **{FAULT: fault})
        return None if fault.drops == "after" else fault.spoiled(reply)

    def failure(self, refused: Refused) -> Reply:
        return json_reply({"error": refused.code, "error_description": refused.message}, refused.status)

    async def _tools(self, request: web.Request) -> web.StreamResponse:
        kind, what = _message(await request.read())
        return await self.answer(
            request, Endpoint(method=request.method, path=MCP, kind=kind), f"/mcp {what}".strip()
        )

    async def _discovery(self, request: web.Request) -> web.StreamResponse:
        endpoint = Endpoint(method="GET", path=request.path, kind=kinds.DISCOVERY)
        return await self.answer(request, endpoint, request.path)

    async def _signing_in(self, request: web.Request) -> web.StreamResponse:
        kind = _AUTHORITY.get(request.match_info["what"], kinds.DISCOVERY)
        endpoint = Endpoint(method=request.method, path=request.path, kind=kind)
        return await self.answer(request, endpoint, request.path.removeprefix("/vendors/ocoya"))

    def _is_let_in(self, visit: Visit) -> bool:
        """Whether a call comes as far as going wrong: those to tools need a good token for that."""
        return visit.endpoint.kind not in kinds.MCP or bool(
            self.authority.keyring.access(_bearer(visit.request))
        )

    def _lose(self, fault: OcoyaFault, request: web.Request) -> None:
        if fault.loses == "token":
            self.authority.keyring.expire(_bearer(request))
        elif fault.loses == "session":
            self.sessions.restart()


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _message(raw: bytes) -> tuple[str, str]:
    """The kind of call that a JSON-RPC message makes, and what the log calls it."""
    try:
        message = json_object(raw) or {}
    except NotJson:
        message = {}
    method, params = message.get("method", ""), message.get("params")
    if method != "tools/call" or not isinstance(params, dict):
        return kinds.SESSION, str(method)
    tool = str(params.get("name", ""))
    return kind_of(tool), f"{method} {tool}"
