"""Clicking, choosing and typing in messages, modals and Home."""

from collections.abc import Sequence
from typing import Any

from playground.blockkit.values import STATEFUL
from playground.slack.backend import Backend
from playground.slack.delivery import NoAck
from playground.slack.people.payloads import who
from playground.slack.people.places import Place, element_at, place
from playground.slack.people.suggestions import Suggestions
from playground.slack.shapes import Json

_BUTTON_KEYS = ("text", "value", "style", "url")
NOT_INTERACTIVE = "This app is not configured to handle interactive responses."
ON_ENTER = "on_enter_pressed"
ON_CHARACTER = "on_character_entered"


class Touch:
    """What a person does to one element, and the `block_actions` that follow."""

    def __init__(self, backend: Backend, suggestions: Suggestions) -> None:
        self._backend, self._workspace = backend, backend.workspace
        self._suggestions = suggestions

    async def touch(
        self, user: str, address: str, ids: tuple[str, str], raw: Sequence[Any], how: str = ON_ENTER
    ) -> bool:
        """Put `raw` into the element, or press it; whether the app was told."""
        self._workspace.notices.pop(user, None)
        at = place(self._workspace, user, address)
        block, element = element_at(at, *ids)
        held: Json = {}
        if element["type"] in STATEFUL or element["type"] == "overflow":
            held = self._suggestions.value(at, block["block_id"], element, list(raw))
        if element["type"] in STATEFUL:
            at.values.setdefault(ids[0], {})[ids[1]] = held
            self._workspace.changed()
        if not _tells(block, element, how):
            return False
        await self._tell_app(user, at, _action(ids, element, held))
        return True

    async def _tell_app(self, user: str, at: Place, action: Json) -> None:
        workspace = self._workspace
        if not workspace.app.interactivity:
            workspace.tell(user, NOT_INTERACTIVE)
            return
        payload = {
            "type": "block_actions",
            "trigger_id": workspace.triggers.issue(user, at.channel),
            "actions": [action | {"action_ts": workspace.ts()}],
            **who(workspace, user),
            **at.facts(),
        }
        try:
            await self._backend.outbox.ask("interactive", payload)
        except NoAck as error:
            workspace.tell(user, f"{workspace.app.title} did not respond: the error is “{error.shown}”.")


def _tells(block: Json, element: Json, how: str) -> bool:
    """Inputs tell the app only when asked to, and typed text only on the asked occasion."""
    if block["type"] == "input":
        if not block.get("dispatch_action"):
            return False
        asked = (element.get("dispatch_action_config") or {}).get("trigger_actions_on") or [ON_ENTER]
        return how in asked if "input" in element["type"] else how == ON_ENTER
    return how == ON_ENTER


def _action(ids: tuple[str, str], element: Json, held: Json) -> Json:
    block_id, action_id = ids
    action = {"block_id": block_id, "action_id": action_id, "type": element["type"]}
    if element["type"] == "button":
        return action | {k: element[k] for k in _BUTTON_KEYS if k in element}
    return action | held
