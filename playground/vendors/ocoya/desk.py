"""What each address of the REST API does, once somebody may come in.

Each looks at the request first, and refuses it or says what work it asks for: so a fault can come
between the two.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from playground.vendors.limits import Clock
from playground.vendors.ocoya import contract, listings, paging, refusals, replies
from playground.vendors.ocoya import variants as forms
from playground.vendors.ocoya.addresses import MEDIA
from playground.vendors.ocoya.kinds import CAMPAIGN, DRAFT, EDIT, READ
from playground.vendors.ocoya.posts import PostGroup
from playground.vendors.ocoya.production import Production
from playground.vendors.ocoya.replies import json_reply
from playground.vendors.ocoya.schemas import campaign_body, closed, with_defaults
from playground.vendors.ocoya.variants import Variants
from playground.vendors.ocoya.world import ANA, WORKSPACES, Workspace
from playground.vendors.replies import Refused, Reply
from playground.vendors.service import Endpoint

Work = Callable[[], Reply]

_DATE = closed({"scheduledAt": {"type": "string"}})
_KINDS = {"/post/ai": DRAFT, "/campaigns": CAMPAIGN, "/post/{id}": EDIT}


class Desk:
    """Takes requests in, and hands them on as work."""

    def __init__(self, production: Production, variants: Variants, clock: Clock) -> None:
        self.production = production
        self.variants = variants
        self._clock = clock
        self._preparing: Mapping[tuple[str, str], Callable[[web.Request, bytes], Work]] = {
            ("GET", "/me"): self._me,
            **{("GET", f"/{name}"): self._list for name in listings.LISTS},
            ("POST", "/post/ai"): self._draft,
            ("GET", "/post"): self._posts,
            ("PATCH", "/post/{id}"): self._schedule,
            ("DELETE", "/post/{id}"): self._delete,
            ("POST", "/campaigns"): self._campaign,
        }

    def endpoints(self) -> list[Endpoint]:
        return [
            Endpoint(method=method, path=path, kind=_KINDS.get(path, READ))
            for method, path in self._preparing
        ]

    def prepare(self, endpoint: Endpoint, request: web.Request, raw: bytes) -> Work:
        """The work that a request asks for; raises `Refused`."""
        prepare = self._preparing.get((endpoint.method, endpoint.path))
        if prepare is None:
            raise self._nowhere(f"/{request.match_info['path']}")
        return prepare(request, raw)

    def _nowhere(self, path: str) -> Refused:
        known = path.startswith("/post/") or path in {path for _, path in self._preparing}
        return refusals.method_not_allowed() if known else refusals.not_found()

    def _me(self, _request: web.Request, _raw: bytes) -> Work:
        return lambda: json_reply({"id": ANA.id, "name": ANA.name, "email": ANA.email})

    def _list(self, request: web.Request, _raw: bytes) -> Work:
        """`/workspaces` needs no workspace; of `/studio-templates` it is not published."""
        what = request.path.rsplit("/", 1)[1]
        open_to_all = what == "workspaces" or (
            what == "studio-templates" and "workspaceId" not in request.query
        )
        found = listings.entries(what, WORKSPACES if open_to_all else [_workspace(request)])
        return lambda: json_reply(listings.formed(self.variants.of(forms.LISTING), what, found))

    def _draft(self, request: web.Request, raw: bytes) -> Work:
        order = contract.draft_order(request.query, request.content_type, raw)
        workspace = _workspace(request)
        _check_known(workspace, order)

        def work() -> Reply:
            group = self.production.draft(workspace, order)
            return replies.created(self.variants.of(forms.CREATED), group.listed(_pictures(request)))

        return work

    def _campaign(self, request: web.Request, raw: bytes) -> Work:
        workspace, name = _workspace(request), self.variants.of(forms.BRIEF)
        schema = campaign_body(name)
        order = with_defaults(schema, contract.checked_body(request.content_type, raw, schema))
        order["prompt"] = order.pop(name)
        _check_known(workspace, order)
        return lambda: replies.queued(self.variants.of(forms.QUEUED), self.production.queue(workspace, order))

    def _posts(self, request: web.Request, _raw: bytes) -> Work:
        wanted = paging.wanted(request.query, _workspace(request))
        return lambda: json_reply(paging.page_of(self.production, wanted, self.variants, _pictures(request)))

    def _schedule(self, request: web.Request, raw: bytes) -> Work:
        group = self._group(request)
        at = contract.checked_body(request.content_type, raw, _DATE).get("scheduledAt")
        if at is not None and not _is_ahead(at, self._clock()):
            raise refusals.invalid("scheduledAt must be an ISO 8601 date in the future")

        def work() -> Reply:
            if at is not None:
                self.production.schedule(group, at)
            return json_reply({})

        return work

    def _delete(self, request: web.Request, _raw: bytes) -> Work:
        group = self._group(request)

        def work() -> Reply:
            self.production.delete(group)
            return Reply(status=204, body=b"")

        return work

    def _group(self, request: web.Request) -> PostGroup:
        """The post in the address; a workspace need not be named, but if so, it must be the post's."""
        group = self.production.find(request.match_info["id"])
        if group is None or request.query.get("workspaceId", group.workspace.id) != group.workspace.id:
            raise refusals.not_found("Post")
        return group


def _workspace(request: web.Request) -> Workspace:
    id_ = request.query.get("workspaceId")
    if not id_:
        raise refusals.invalid("workspaceId is required")
    for workspace in WORKSPACES:
        if workspace.id == id_:
            return workspace
    raise refusals.not_found("Workspace")


def _check_known(workspace: Workspace, order: Mapping[str, Any]) -> None:
    if unknown := workspace.first_unknown(order):
        raise refusals.invalid(unknown)


def _pictures(request: web.Request) -> Callable[[str], str]:
    origin = request.url.origin()
    return lambda name: f"{origin}{MEDIA}/{name}"


def _is_ahead(text: str, now: float) -> bool:
    """Whether this is a moment with its zone, still to come."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.tzinfo is not None and at.timestamp() > now
