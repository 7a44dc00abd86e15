"""What is answered when a draft was made or a campaign queued: the documents leave both bodies open."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.vendors.ocoya.posts import Campaign
from playground.vendors.replies import Reply, as_json

Json = Mapping[str, Any]


def json_reply(value: Any, status: int = 200) -> Reply:
    return Reply(status=status, body=as_json(value))


def created(form: str, group: Json) -> Reply:
    """The 201 for a draft; `group` is how a listing shows it."""
    if form == "empty":
        return Reply(status=201, body=b"")
    if form == "no_json":
        return Reply(status=201, body=b"Created", content_type="text/plain")
    return json_reply(_CREATED[form](group), 201)


def queued(form: str, campaign: Campaign) -> Reply:
    """The reply to `POST /campaigns`. Its status is not published: 202, as work goes on."""
    return Reply(status=202, body=b"") if form == "empty" else json_reply(_QUEUED[form](campaign), 202)


def _id(group: Json) -> dict[str, Any]:
    return {"postGroupId": group["id"]}


def _with_caption(group: Json) -> dict[str, Any]:
    general = group["posts"][0]
    images = [creative["image"] for creative in general["creatives"]]
    return {**_id(group), "caption": general["caption"], "mediaUrls": images}


_CREATED: Mapping[str, Callable[[Json], Any]] = {
    "post_group_id": _id,
    "id": lambda group: {"id": group["id"]},
    "full": lambda group: group,
    "list": lambda group: [group],
    "data": lambda group: {"data": _id(group)},
    "post": lambda group: {"post": group},
    "post_group": lambda group: {"postGroup": group},
    "result": lambda group: {"result": _with_caption(group)},
    "caption": _with_caption,
    "no_id": lambda _group: {"message": "Created"},
}

_QUEUED: Mapping[str, Callable[[Campaign], Any]] = {
    "sample": lambda campaign: {**campaign.receipt(), "generation": {}},
    "id": lambda campaign: {"id": campaign.id},
    "nested": lambda campaign: {"data": {"campaign": {"id": campaign.id, "status": "GENERATING"}}},
}
