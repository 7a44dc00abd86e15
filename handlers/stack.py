"""Modals on top of modals: opened or pushed as the click demands, and what is beneath kept up to date."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.reading import who_of

Payload = Mapping[str, Any]


async def show(client: AsyncWebClient, body: Payload, view: dict[str, Any]) -> AsyncSlackResponse:
    """Open a modal, on top of the one that was clicked in where there is one. Slack takes three."""
    above = (body.get("view") or {}).get("type") == "modal"
    open_ = client.views_push if above else client.views_open
    return await open_(trigger_id=who_of(body).trigger, view=view)


async def update(client: AsyncWebClient, view_id: str, view: dict[str, Any]) -> None:
    """Draw an open modal anew; it may be closed by now."""
    try:
        await client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error.response["error"] != "not_found":
            raise


def beneath(view: Payload) -> tuple[str, ...]:
    """The ids of the modals under this one, the nearest first."""
    own, before, root = view["id"], view.get("previous_view_id"), view.get("root_view_id")
    return tuple(dict.fromkeys(i for i in (before, root) if i and i != own))
