"""The MCP door: every call to the tools and to the authorization server, logged and struck by faults."""

import asyncio
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from aiohttp import web

from playground.vendors.bodies import NotJson, json_object
from playground.vendors.calls import Calls
from playground.vendors.faults import Asked
from playground.vendors.limits import Clock
from playground.vendors.ocoya import kinds
from playground.vendors.ocoya.addresses import ISSUER, ISSUER_METADATA, MCP, RESOURCE_METADATA
from playground.vendors.ocoya.faults import NONE, OcoyaFault
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.replies import json_reply
from playground.vendors.ocoya.tools.names import kind_of
from playground.vendors.ocoya.variants import Variants
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Endpoint, Service, Visit
from playground.vendors.switches import Switches

if TYPE_CHECKING:
    from playground.vendors.ocoya.hall import Hall
    from playground.vendors.ocoya.oauth.grants import Grant

_HALL = "playground.vendors.ocoya.hall"
_AUTHORITY = {
    "register": kinds.REGISTER,
    "authorize": kinds.AUTHORIZE,
    "token": kinds.TOKEN,
    "revoke": kinds.TOKEN,
}


class Door(Service[OcoyaFault]):
    """Hands each call to what is behind it, which is made when the first one comes.

    Nothing is answered before `open` has said where the server is, as tokens are for one address.
    """

    def __init__(
        self,
        production: Production,
        variants: Variants,
        switches: Switches[OcoyaFault],
        calls: Calls,
        *,
        clock: Clock,
        token_lasts: int,
    ) -> None:
        super().__init__(switches, clock)
        self.calls = calls
        self._production, self._variants, self._token_lasts = production, variants, token_lasts
        self._base_url = ""
        self._hall: Hall | None = None

    def open(self, base_url: str) -> None:
        """Let clients sign in and open sessions."""
        self._base_url = base_url
        if self._hall is not None:
            self._hall.settle(base_url)

    async def close(self) -> None:
        self._base_url = ""
        if self._hall is not None:
            await self._hall.sessions.stop()

    @property
    def hall(self) -> "Hall":
        """What is behind the door."""
        if self._hall is None:
            made = import_module(_HALL).Hall(self._production, self._variants, self.clock, self._token_lasts)
            if self._base_url:
                made.settle(self._base_url)
            self._hall = made
        return self._hall

    @property
    def grants(self) -> "Sequence[Grant]":
        """What people have allowed so far, revoked or not."""
        return tuple(self._hall.authority.grants) if self._hall else ()

    def restart(self) -> None:
        """Restart the tools' server: sessions are forgotten, tokens are not."""
        if self._hall:
            self._hall.sessions.restart()

    def expire_tokens(self) -> None:
        """End all access tokens; refresh tokens stay good."""
        if self._hall:
            self._hall.authority.keyring.expire()

    def revoke_all(self) -> None:
        """Withdraw every consent: neither access nor refresh tokens are good any more."""
        if self._hall:
            self._hall.authority.revoke_all()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.route("*", MCP, self._tools),
            web.get(RESOURCE_METADATA, self._discovery),
            web.get(ISSUER_METADATA, self._discovery),
            web.get(f"{ISSUER}/consent/{{name}}", self._consent),
            web.post(f"{ISSUER}/consent/{{name}}", self._consent),
            web.route("*", f"{ISSUER}/{{what}}", self._signing_in),
        ]

    def caller(self, request: web.Request) -> str | None:
        token = _bearer(request)
        return token[:6] if token else None

    async def reply(self, visit: Visit) -> Reply | None:
        if not self._base_url:
            raise Refused(503, "closed", "The simulated MCP server has not been opened.")
        await self._furnish()
        if visit.endpoint.kind in kinds.OAUTH:
            self.calls.note(visit.number, body="")  # it holds secrets
        fault = self.fault(visit) if self._is_let_in(visit) else NONE
        self._lose(fault, visit.request)
        if fault.drops == "before":
            return None
        if page := fault.strike(Asked()):
            return page
        reply = await self.hall.answer(visit.request, fault)
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

    async def _consent(self, request: web.Request) -> web.Response:
        await self._furnish()
        consent = self.hall.consent
        return await (consent.show if request.method == "GET" else consent.decide)(request)

    async def _furnish(self) -> None:
        """Import what is behind the door in a thread: the rest of the playground goes on meanwhile."""
        if self._hall is None:
            await asyncio.to_thread(import_module, _HALL)

    def _is_let_in(self, visit: Visit) -> bool:
        """Whether a call comes as far as going wrong: those to tools need a good token for that."""
        return visit.endpoint.kind not in kinds.MCP or bool(
            self.hall.authority.keyring.access(_bearer(visit.request))
        )

    def _lose(self, fault: OcoyaFault, request: web.Request) -> None:
        if fault.loses == "token":
            self.hall.authority.keyring.expire(_bearer(request))
        elif fault.loses == "session":
            self.hall.sessions.restart()


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
