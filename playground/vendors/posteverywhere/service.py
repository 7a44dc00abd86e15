"""How one call is checked, worked on, charged and answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web

from playground.vendors import service
from playground.vendors.faults import Asked
from playground.vendors.limits import Clock
from playground.vendors.posteverywhere import reading
from playground.vendors.posteverywhere.brief import Brief, body_of, brief_of
from playground.vendors.posteverywhere.faults import (
    CAPTIONS,
    IMAGES,
    MEDIA,
    READ,
    WORK,
    PostEverywhereFault,
)
from playground.vendors.posteverywhere.image_brief import ImageBrief, image_brief_of
from playground.vendors.posteverywhere.keys import Key, key_for
from playground.vendors.posteverywhere.library import Library
from playground.vendors.posteverywhere.limits import RateLimits
from playground.vendors.posteverywhere.refusals import not_found
from playground.vendors.posteverywhere.replies import failure, success
from playground.vendors.posteverywhere.writing import write_captions
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Endpoint, Visit
from playground.vendors.switches import Switches
from playground.vendors.words import Turns

ENDPOINTS = (
    Endpoint(method="POST", path="/ai/generate-caption", kind=CAPTIONS, scope="ai"),
    Endpoint(method="POST", path="/ai/generate-image", kind=IMAGES, scope="ai"),
    Endpoint(method="GET", path="/media/{id}", kind=MEDIA, scope="read"),
    Endpoint(method="GET", path="/me", kind=READ, scope="read"),
    Endpoint(method="GET", path="/accounts", kind=READ, scope="read"),
    Endpoint(method="GET", path="/platform-rules", kind=READ, scope="read"),
)
_READINGS: Mapping[str, Callable[[Key, float], Mapping[str, Any]]] = {
    "/me": reading.me,
    "/accounts": reading.accounts,
    "/platform-rules": reading.platform_rules,
}


class Service(service.Service[PostEverywhereFault]):
    """The vendor's side of the API.

    `bare` answers without the envelope, `short_images` tells of an image as the older page does.
    """

    def __init__(
        self,
        keys: Sequence[Key],
        limits: RateLimits,
        switches: Switches[PostEverywhereFault],
        clock: Clock,
        *,
        bare: bool,
    ) -> None:
        super().__init__(switches, clock)
        self.keys = keys
        self.limits = limits
        self.bare = bare
        self.short_images = False
        self.library = Library()
        self.turns = Turns()

    def caller(self, request: web.Request) -> str | None:
        authorization = request.headers.get("Authorization")
        return authorization.removeprefix("Bearer ")[:12] if authorization else None

    def failure(self, refused: Refused) -> Reply:
        return failure(refused, at=self.clock(), bare=self.bare)

    async def reply(self, visit: Visit) -> Reply | None:
        request, endpoint = visit.request, visit.endpoint
        key = key_for(request.headers.get("Authorization"), self.keys)
        visit.headers.update(self.limits.take(key.secret, ai=endpoint.scope == "ai"))
        key.require(endpoint.scope)
        if endpoint.kind in WORK:
            body = body_of(request.content_type, await request.read())
            if endpoint.kind == IMAGES:
                return self._image(visit, key, image_brief_of(body))
            return self._captions(visit, key, brief_of(body))
        return self.perform(self.fault(visit), Asked(), lambda: self._read(visit, key))

    def _read(self, visit: Visit, key: Key) -> Reply:
        request, endpoint = visit.request, visit.endpoint
        if endpoint.kind == MEDIA:
            picture = self.library.find(key.organization, request.match_info["id"])
            return self._success(picture.listed(f"{request.scheme}://{request.host}"))
        if endpoint.path not in _READINGS:
            raise not_found()
        return self._success(_READINGS[endpoint.path](key, self.clock()))

    def _captions(self, visit: Visit, key: Key, brief: Brief) -> Reply | None:
        fault = self.fault(visit)

        def write() -> Reply:
            key.organization.require(brief.count)
            before = self.turns.of(replace(brief, count=0), brief.count)
            captions = write_captions(brief, before)[: brief.count - fault.fewer]
            # One credit per returned caption ("Generate Caption").
            self._spend(visit, key, len(captions))
            return self._success(_written(brief, captions, key.organization.credits))

        return self.perform(fault, Asked(credits=brief.count), write)

    def _image(self, visit: Visit, key: Key, brief: ImageBrief) -> Reply | None:
        def make() -> Reply:
            key.organization.require(brief.credits)
            self._spend(visit, key, brief.credits)
            picture = self.library.add(key.organization, brief, self.clock())
            return self._success(picture.made(key.organization.credits, short=self.short_images), status=201)

        return self.perform(self.fault(visit), Asked(credits=brief.credits), make)

    def _spend(self, visit: Visit, key: Key, credits_: int) -> None:
        key.organization.used += credits_
        self.charge(visit, credits_)

    def _success(self, data: Mapping[str, Any], status: int = 200) -> Reply:
        return success(data, at=self.clock(), bare=self.bare, status=status)


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
