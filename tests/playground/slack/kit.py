"""Payloads and looks that the tests of the stand-in share."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from playground.slack.workspace import Workspace

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def options(*values: str) -> list[Json]:
    return [{"text": plain(v.title()), "value": v} for v in values]


def input_block(block_id: str, element: Json, **more: Any) -> Json:
    element = {"action_id": "it", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def text_input(block_id: str, *, more: Json | None = None, **element: Any) -> Json:
    return input_block(block_id, {"type": "plain_text_input", **element}, **(more or {}))


def modal(*blocks: Json, **more: Any) -> Json:
    submit = {"submit": plain("Send")}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "blocks": list(blocks) or [{"type": "divider"}],
        **submit,
        **more,
    }


def home(text: str = "Hello") -> Json:
    return {"type": "home", "blocks": [{"type": "section", "text": plain(text)}]}


def buttons(*names: str, block_id: str = "buttons") -> list[Json]:
    elements = [{"type": "button", "text": plain(n), "action_id": n, "value": n} for n in names]
    return [{"type": "actions", "block_id": block_id, "elements": elements}]


def last(workspace: Workspace, channel: str) -> Json:
    return list(workspace.channels[channel].messages.values())[-1]


def texts(workspace: Workspace, channel: str, user: str) -> list[str]:
    return [m["text"] for m in workspace.visible(workspace.channels[channel], user)]


def errors(workspace: Workspace) -> list[str]:
    return [entry.error for entry in workspace.traffic if entry.error]


async def refused(call: Any, error: str) -> Json:
    """Await a call of the Web API that must fail; the answer."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response.data
    assert answer["error"] == error, answer
    return answer
