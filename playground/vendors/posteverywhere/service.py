"""How one call is checked, worked on, charged and answered."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from playground.vendors.posteverywhere.brief import Brief, body_of, brief_of
from playground.vendors.posteverywhere.calls import Calls
from playground.vendors.posteverywhere.faults import Fault
from playground.vendors.posteverywhere.keys import Key, key_for
from playground.vendors.posteverywhere.limits import Clock, RateLimits
from playground.vendors.posteverywhere.refusals import Refused
from playground.vendors.posteverywhere.replies import Reply, failure, success
from playground.vendors.posteverywhere.switches import Switches
from playground.vendors.posteverywhere.writing import write_captions


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One address: the scope it needs, and what it lets a key read; without `read` it writes captions."""

    path: str
    scope: str | None
    read: Callable[[Key, float], Mapping[str, Any]] | None = None


@dataclass
class _Visit:
    """What has become known of a call while it is answered."""

    number: int
    raw: bytes
    request: web.Request
    headers: dict[str, str] = field(default_factory=dict)


class Service:
    """The vendor's side of the API.

    `bare` answers without the envelope; `delay` keeps every caption call waiting, in seconds, after
    the work is done and charged, so that a caller who gives up cannot know.
    """

    def __init__(
        self, keys: Sequence[Key], limits: RateLimits, switches: Switches, clock: Clock, *, bare: bool
    ) -> None:
        self.keys = keys
        self.limits = limits
        self.switches = switches
        self.calls = Calls()
        self.charged = 0
        self.bare = bare
        self.delay = 0.0
        self._clock = clock

    async def answer(self, request: web.Request, endpoint: Endpoint) -> web.StreamResponse:
        """Answer one call, or drop its connection."""
        visit = await self._arrived(request, endpoint)
        try:
            reply = self._reply(visit, endpoint)
        except Refused as refused:
            self.calls.note(visit.number, code=refused.code)
            reply = failure(refused, at=self._clock(), bare=self.bare)
        if endpoint.read is None:
            await asyncio.sleep(self.delay)
        if reply is None:
            return _dropped(request)
        self.calls.note(visit.number, status=reply.status)
        return reply.response(visit.headers)

    async def _arrived(self, request: web.Request, endpoint: Endpoint) -> _Visit:
        raw = await request.read()
        number = await self.calls.arrive(
            at=self._clock(),
            method=request.method,
            path=endpoint.path,
            key=_masked(request.headers.get("Authorization")),
            body=raw.decode(errors="replace"),
        )
        return _Visit(number, raw, request)

    def _reply(self, visit: _Visit, endpoint: Endpoint) -> Reply | None:
        key = key_for(visit.request.headers.get("Authorization"), self.keys)
        visit.headers.update(self.limits.take(key.secret, ai=endpoint.scope == "ai"))
        key.require(endpoint.scope)
        if endpoint.read is None:
            return self._captions(visit, key, brief_of(body_of(visit.request.content_type, visit.raw)))
        fault = self._fault(visit, captions=False)
        if fault.drops:
            return None
        return fault.strike(1) or self._success(endpoint.read(key, self._clock()))

    def _captions(self, visit: _Visit, key: Key, brief: Brief) -> Reply | None:
        fault = self._fault(visit, captions=True)
        if fault.drops == "before":
            return None
        if page := fault.strike(brief.count):
            return page
        key.organization.require(brief.count)
        captions = write_captions(brief)[: brief.count - fault.fewer]
        self._charge(visit, key, len(captions))
        if fault.drops == "after":
            return None
        return fault.spoiled(self._success(_written(brief, captions, key.organization.credits)))

    def _fault(self, visit: _Visit, *, captions: bool) -> Fault:
        fault = self.switches.take(captions=captions)
        self.calls.note(visit.number, fault=fault.name or None)
        return fault

    def _charge(self, visit: _Visit, key: Key, captions: int) -> None:
        """One credit per returned caption ("Generate Caption")."""
        key.organization.used += captions
        self.charged += captions
        self.calls.note(visit.number, charged=captions)

    def _success(self, data: Mapping[str, Any]) -> Reply:
        return success(data, at=self._clock(), bare=self.bare)


def _written(brief: Brief, captions: Sequence[str], left: int) -> Mapping[str, Any]:
    return {
        "captions": list(captions),
        "platform": brief.platform,
        "tone": brief.tone,
        "length": brief.length,
        "count_requested": brief.count,
        "count_returned": len(captions),
        "credits_used": len(captions),
        "credits_remaining": left,
    }


def _masked(authorization: str | None) -> str | None:
    """The first characters of a key, enough to tell keys apart."""
    return authorization.removeprefix("Bearer ")[:12] if authorization else None


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return web.Response()
