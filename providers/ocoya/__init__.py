"""Ocoya: one AI-written draft a call, with an image if wanted, saved in a workspace there.

Source: POST /post/ai in the vendor's OpenAPI document, and https://docs.ocoya.com.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Self
from urllib.parse import urlencode

from bot.domain.captions import Finished, Started
from bot.domain.money import Price, PriceBasis
from bot.domain.outages import Outage
from bot.domain.ports import Choice, RateLimit
from bot.domain.requests import Request
from providers.http import Api, Http, Limit, Reply, Vendor, object_of
from providers.ocoya import posts
from providers.ocoya.finding import none_made
from providers.ocoya.looking import Trace, look
from providers.ocoya.request import OcoyaAnywhereRequest, OcoyaRequest
from providers.ocoya.results import POST, WORKSPACE, created_in, finished
from providers.ocoya.settings import OcoyaSettings
from providers.ocoya.wire import fault_in
from providers.ocoya.workspaces import RestLists, Workspaces
from providers.settings import Environment, ProviderSettings

logger = logging.getLogger(__name__)

#: Per key: 60 calls a minute, of which some are left to other users of the key
#: (https://docs.ocoya.com/fundamentals/rate-limits).
LIMITS = (Limit(calls=50, seconds=60),)
#: Seconds. How long anything takes is not published; drawing takes longer than writing.
LISTING, WRITING, DRAWING = 30.0, 120.0, 180.0


class Ocoya:
    """A draft, with an image if wanted, which is kept in Ocoya, too."""

    name: ClassVar[str] = "ocoya"
    label: ClassVar[str] = "Ocoya"
    sample: ClassVar[bool] = False
    leaves: ClassVar[str] = "a draft in Ocoya"
    Settings: ClassVar[type[ProviderSettings]] = OcoyaSettings
    #: Without settings; an opened provider has its own.
    request_model: type[Request] = OcoyaAnywhereRequest
    limits: ClassVar[tuple[RateLimit, ...]] = LIMITS

    def __init__(self, api: Api, workspace: str | None = None) -> None:
        self._api = api
        self._workspaces = Workspaces(RestLists(api), workspace, api.timing.now)
        self._model: type[OcoyaRequest] = OcoyaRequest if workspace else OcoyaAnywhereRequest
        self.request_model = self._model

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Self | None:
        """The provider, or `None` when there is no key. Raises `ConfigurationError`."""
        settings = environment.read(OcoyaSettings)
        if settings.api_key is None:
            return None
        return cls(http.api(vendor_of(settings)), settings.workspace_id)

    @property
    def outage(self) -> Outage | None:
        """Whether the vendor is down, as far as its calls have shown."""
        return self._api.outage

    def price(self, request: Request | None) -> Price:  # noqa: ARG002  # nothing is published
        """Not published, and neither is a way to ask for what is left."""
        return Price(basis=PriceBasis.UNPUBLISHED)

    async def choices(self, field: str, given: Mapping[str, str]) -> Sequence[Choice]:
        """What a workspace has to choose from. Raises a `ProviderError`."""
        return await self._workspaces.choices(field, given.get("workspace"))

    async def start(self, request: Request, *, key: str) -> Finished | Started:  # noqa: ARG002  # takes none
        """Have a draft written. Raises a `ProviderError`."""
        brief = self._own(request)
        workspace = await self._workspaces.of(brief)
        reply = await self._api.paid(
            f"/post/ai?{urlencode({'workspaceId': workspace})}",
            brief.wire,
            read_timeout=DRAWING if brief.generate_image else WRITING,
        )
        return self._made(brief, workspace, reply)

    async def poll(self, remote_id: str) -> Started | Finished:
        """Look for a draft once. Raises a `ProviderError` for a remote id that is none."""
        return await look(self._api, Trace.read(remote_id), local=self._is_local)

    async def find(self, request: Request, since: datetime) -> None:
        """Return when surely no draft was made; else raise `OutcomeUnknown`, or another `ProviderError`.

        A draft does not tell of its brief, nor when it was made, so none is ever taken for this one.
        """
        await none_made(self._api, await self._workspaces.of(self._own(request)), since)

    async def remove(self, vendor_ids: Mapping[str, str]) -> None:
        """Delete a draft. Raises a `ProviderError`."""
        await posts.delete(self._api, vendor_ids.get(WORKSPACE, ""), vendor_ids.get(POST, ""))

    async def check(self) -> None:
        """Raise a `ProviderError` unless the key works, and opens a workspace."""
        await self._api.read("/me")
        await self._workspaces.check()

    def _made(self, brief: OcoyaRequest, workspace: str, reply: Reply) -> Finished | Started:
        """What a success brings: the text at once, or a name to look for it by; never a failure."""
        post = created_in(reply.body)
        result = finished(post, workspace, wants_image=brief.generate_image, local=self._is_local)
        result = result.model_copy(update={"request_id": reply.request_id})
        if result.captions or not post.id:
            if not result.captions:
                keys = sorted(map(str, object_of(reply.body)))
                logger.warning("%s made a draft and did not say which, keys %s", self.label, keys)
            return result
        trace = Trace(
            post_id=post.id,
            workspace=workspace,
            wants_image=brief.generate_image,
            request_id=reply.request_id,
            began=self._api.timing.now(),
        )
        return trace.started(result)

    @property
    def _is_local(self) -> bool:
        """Whether the vendor is on this machine, the only place that http leads to."""
        return self._api.vendor.base_url.startswith("http://")

    def _own(self, request: Request) -> OcoyaRequest:
        return self._model.model_validate(request.model_dump())


def vendor_of(settings: OcoyaSettings) -> Vendor:
    """The vendor's REST API, as these settings reach it."""
    key = settings.api_key
    return Vendor(
        label=Ocoya.label,
        base_url=settings.base_url,
        headers={"X-API-Key": key} if key else {},
        limits=LIMITS,
        faults=partial(fault_in, fixed=settings.workspace_id is not None),
        domain="ocoya.com",
        read_timeout=LISTING,
        probe="/me",
    )
