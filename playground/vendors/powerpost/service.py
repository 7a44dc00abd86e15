"""How one call is checked, worked on, charged and answered."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from aiohttp import web

from playground.vendors import service
from playground.vendors.faults import Asked
from playground.vendors.limits import Clock, Windows
from playground.vendors.powerpost.accounts import (
    Account,
    Key,
    Workspace,
    key_for,
    offered_key,
    standard_world,
    workspace_for,
)
from playground.vendors.powerpost.brief import brief_of
from playground.vendors.powerpost.faults import PowerPostFault
from playground.vendors.powerpost.fields import body_of
from playground.vendors.powerpost.image_brief import Sources, image_brief_of
from playground.vendors.powerpost.jobs import PROCESSING, CaptionsJob, Job
from playground.vendors.powerpost.listing import page_of
from playground.vendors.powerpost.media import Media, Shelves
from playground.vendors.powerpost.records import Records
from playground.vendors.powerpost.refusals import not_found, rate_limited
from playground.vendors.powerpost.replies import failure, stamp, success
from playground.vendors.powerpost.starting import Start, captions_job, images_job
from playground.vendors.powerpost.terms import (
    CAPTIONS_JOB,
    CREDITS_LEFT,
    GENERATE,
    GENERATE_IMAGES,
    GENERATIONS,
    IMAGES_JOB,
    MEDIA_UPLOAD,
    OTHER,
    Terms,
)
from playground.vendors.powerpost.uploads import CHUNK, Stopped, receive
from playground.vendors.powerpost.webhooks import Webhooks
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Endpoint, Visit
from playground.vendors.switches import Switches
from playground.vendors.words import Turns


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Whose call it is, and in which workspace."""

    visit: Visit
    key: Key
    workspace: Workspace

    @property
    def asked(self) -> str:
        """The id in the address."""
        return self.visit.request.match_info["id"]

    async def body(self) -> Mapping[str, Any]:
        """The JSON object that came along; raises `Refused`."""
        request = self.visit.request
        return body_of(request.content_type, await request.read())


class Service(service.Service[PowerPostFault]):
    """The vendor's side of the API.

    `seconds` is how long jobs take that begin from now on; `refunded` counts credits given back,
    `uploaded` the bytes of all files that came in, whole or in part.
    """

    def __init__(
        self, switches: Switches[PowerPostFault], clock: Clock, *, seconds: float, terms: Terms
    ) -> None:
        super().__init__(switches, clock)
        self.terms = terms
        self.seconds = seconds
        self.keys, self.workspaces = standard_world()
        self.windows = Windows(clock, rate_limited)
        self.records = Records(Shelves(terms.quota))
        self.webhooks = Webhooks()
        self.turns = Turns()
        self.refunded = 0
        self.uploaded = 0
        self._desks: Mapping[Endpoint, Callable[[Guest], Awaitable[Reply | None]]] = {
            MEDIA_UPLOAD: self._upload,
            GENERATE: self._captions,
            GENERATE_IMAGES: self._images,
            CAPTIONS_JOB: self._captions_job,
            IMAGES_JOB: self._images_job,
            GENERATIONS: self._list,
        }

    @property
    def account(self) -> Account:
        """The account of the first key."""
        return self.keys[0].account

    def caller(self, request: web.Request) -> str | None:
        return offered_key(request.headers)[:16] or None

    def failure(self, refused: Refused) -> Reply:
        return failure(refused)

    async def reply(self, visit: Visit) -> Reply | None:
        self.settle()
        endpoint, headers = visit.endpoint, visit.request.headers
        visit.headers["X-Request-Id"] = str(uuid4())
        secret = offered_key(headers)
        limit = self.terms.limits.get(endpoint.kind, OTHER)
        visit.headers.update(self.windows.take(f"{secret}|{endpoint.kind}", [limit]))
        key = key_for(secret, self.keys)
        if endpoint.scope is None:
            raise not_found()
        key.require(endpoint.scope)
        if endpoint == CREDITS_LEFT:
            return self._look(visit, lambda: {"balance": key.account.balance})
        workspace = workspace_for(headers, key, self.workspaces)
        return await self._desks[endpoint](Guest(visit=visit, key=key, workspace=workspace))

    def settle(self) -> None:
        """See to the jobs that have ended: refunds, and webhooks."""
        now = self.clock()
        for job in self.records.settle(now):
            self.refunded += job.owed
            self.calls.note(job.number, refunded=job.owed)
            self.webhooks.tell(job.workspace, *job.announced(now), at=now)

    async def _captions(self, guest: Guest) -> Reply | None:
        shelves, most = self.records.shelves, self.terms.prompt_max
        brief = brief_of(await guest.body(), guest.workspace, shelves, most)

        def started(start: Start) -> CaptionsJob:
            return captions_job(start, brief, self.turns.of((brief.prompt, brief.platforms, brief.media)))

        return self._begin(guest, brief.price, CAPTIONS_JOB, started)

    async def _images(self, guest: Guest) -> Reply | None:
        home, request = guest.workspace.id, guest.visit.request
        sources = Sources(
            media=lambda ids: self.records.shelves.find(home, ids),
            captions=lambda id_: self.records.captions(home, id_),
        )
        brief = image_brief_of(await guest.body(), sources, self.clock())
        origin = f"{request.scheme}://{request.host}"
        price = brief.quantity * brief.price_each
        return self._begin(guest, price, IMAGES_JOB, lambda start: images_job(start, brief, origin))

    def _begin(self, guest: Guest, price: int, poll: Endpoint, build: Callable[[Start], Job]) -> Reply | None:
        visit, account = guest.visit, guest.key.account
        fault = self.fault(visit)

        def begin() -> Reply:
            account.spend(price)
            self.charge(visit, price)
            start = Start(
                workspace=guest.workspace.id,
                account=account,
                number=visit.number,
                at=self.clock(),
                seconds=self.seconds,
                ending=fault.ending,
            )
            job = build(start)
            self.records.begin(job)
            # A little later than the end, lest it wake before.
            asyncio.get_running_loop().call_later(job.seconds + 0.01, self.settle)
            return _started(job, account, poll)

        return self.perform(fault, Asked(credits=price, scope=visit.endpoint.scope), begin)

    async def _upload(self, guest: Guest) -> Reply | None:
        visit, seen = guest.visit, 0
        fault = self.fault(visit)
        half = (visit.request.content_length or 0) // 2 - CHUNK

        def meter(size: int) -> bool:
            nonlocal seen
            seen += size
            self.uploaded += size
            self.calls.note(visit.number, uploaded=seen)
            return fault.drops != "midway" or seen < half

        try:
            media = await receive(visit.request, self.clock(), meter)
        except Stopped:
            return None
        asked = Asked(scope=visit.endpoint.scope)
        return self.perform(fault, asked, lambda: self._kept(guest.workspace, media))

    def _kept(self, workspace: Workspace, media: Media) -> Reply:
        self.records.shelves.put(workspace.id, media)
        return success(
            {
                "media_id": media.id,
                "type": media.kind,
                "file_name": media.name,
                "file_size": media.size,
                "mime_type": media.mime,
                "created_at": stamp(media.at),
            }
        )

    async def _captions_job(self, guest: Guest) -> Reply | None:
        job = self.records.captions(guest.workspace.id, guest.asked)
        return self._look(guest.visit, lambda: job.shown(self.clock()))

    async def _images_job(self, guest: Guest) -> Reply | None:
        job = self.records.images(guest.workspace.id, guest.asked)
        return self._look(guest.visit, lambda: job.shown(self.clock()))

    async def _list(self, guest: Guest) -> Reply | None:
        jobs, query = self.records.newest(guest.workspace.id), guest.visit.request.query
        return self._look(guest.visit, lambda: page_of(jobs, query, self.clock()))

    def _look(self, visit: Visit, read: Callable[[], Mapping[str, Any]]) -> Reply | None:
        asked = Asked(scope=visit.endpoint.scope)
        return self.perform(self.fault(visit), asked, lambda: success(read()))


def _started(job: Job, account: Account, poll: Endpoint) -> Reply:
    """The reply to a start; `status_url` is relative to the vendor's host, as in its example."""
    return success(
        {
            job.id_name: job.id,
            "status": PROCESSING,
            "credits_used": job.credits_used,
            "remaining_credits": account.balance,
            "status_url": f"/api/v1{poll.path.format(id=job.id)}",
        }
    )
