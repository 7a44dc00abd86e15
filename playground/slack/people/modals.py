"""Filling in, submitting and closing modals, with the checks Slack's client makes before it sends."""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.blockkit.values import complaint
from playground.slack.backend import Backend
from playground.slack.delivery import NoAck
from playground.slack.errors import Refused, SlackError
from playground.slack.inputs import stateful
from playground.slack.people.payloads import response_url, who
from playground.slack.people.places import own_view, place
from playground.slack.people.suggestions import Suggestions
from playground.slack.shapes import Json, Values

#: (block id, action id) -> what the form sends: strings (option values, ids, text) or file objects.
Raw = Mapping[tuple[str, str], Sequence[Any]]
TROUBLE = "We had some trouble connecting. Try again?"


class Modals:
    """A person's forms."""

    def __init__(self, backend: Backend, suggestions: Suggestions) -> None:
        self._backend, self._workspace = backend, backend.workspace
        self._suggestions = suggestions
        self._sending: set[str] = set()

    def fill(self, user: str, view_id: str, raw: Raw) -> None:
        """Change the given fields; the others keep what they hold."""
        at = place(self._workspace, user, view_id)
        known = {(block_id, e["action_id"]): e for block_id, e in stateful(at.blocks)}
        for (block_id, action_id), given in raw.items():
            if (block_id, action_id) not in known:
                raise Refused(f"There is no field {block_id}/{action_id} in this window.")
            value = self._suggestions.value(at, block_id, known[block_id, action_id], list(given))
            at.values.setdefault(block_id, {})[action_id] = value
        self._workspace.changed()

    def typed(self, view_id: str, raw: Raw, *, files: bool = False) -> None:
        """What the whole form holds now, as a browser sends it: a field without raw values is empty."""
        view = self._workspace.views.find(view_id)
        if view is None:
            raise Refused("This window is not open any more.")
        whole = {
            (block_id, element["action_id"]): raw.get((block_id, element["action_id"]), ())
            for block_id, element in stateful(view["blocks"])
            if files or element["type"] != "file_input"
        }
        self.fill(self._workspace.views.owner(view_id), view_id, whole)

    async def submit(self, user: str, view_id: str, raw: Raw | None = None) -> dict[str, str]:
        """Send the form; complaints by block id, "" for the whole form, none when the app took it."""
        self._workspace.notices.pop(user, None)
        view = own_view(self._workspace, user, view_id)
        if not view["submit"] or view["submit_disabled"] or view_id in self._sending:
            raise Refused("This window cannot be submitted now.")
        if raw is not None:
            self.typed(view_id, raw, files=True)
        if wrong := _complaints(view):
            return wrong
        self._sending.add(view_id)
        try:
            return await self._send(user, view)
        finally:
            self._sending.discard(view_id)

    async def _send(self, user: str, view: Json) -> dict[str, str]:
        payload = {
            "type": "view_submission",
            "trigger_id": self._workspace.triggers.issue(user),
            "view": view,
            "response_urls": self._response_urls(user, view),
            **who(self._workspace, user),
        }
        answer: Json = {}
        try:
            answer = await self._backend.outbox.ask("interactive", payload)
            return self._take(user, view, answer)
        except NoAck:
            return {"": TROUBLE}
        except SlackError as error:
            self._workspace.traffic.note("from app", "view_submission answer", answer, str(error))
            self._workspace.changed()
            return {"": TROUBLE}

    def _take(self, user: str, view: Json, answer: Json) -> dict[str, str]:
        """Do what the acknowledgement says."""
        views = self._workspace.views
        match answer.get("response_action"):
            case "errors":
                return _errors(view, answer.get("errors"))
            case "update":
                views.update(view, answer.get("view") or {})
            case "push":
                views.push(user, answer.get("view") or {})
            case "clear":
                self._close([v["id"] for v in views.stack(user)])
            case None if not answer:
                self._close([view["id"]])
            case other:
                raise SlackError("invalid_response_action", [str(other)])
        return {}

    def _close(self, view_ids: list[str]) -> None:
        self._workspace.views.close(view_ids)
        for view_id in view_ids:
            self._suggestions.forget(view_id)

    def _response_urls(self, user: str, view: Json) -> list[Json]:
        """One for each conversation chosen where the input asked for it."""
        values: Values = view["state"]["values"]
        found: list[Json] = []
        for block in view["blocks"]:
            element = block.get("element") or {}
            if not element.get("response_url_enabled"):
                continue
            held = values[block["block_id"]][element["action_id"]]
            if channel := held.get("selected_conversation") or held.get("selected_channel"):
                url = response_url(self._workspace, user, channel)
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                found.append({**ids, "channel_id": channel, "response_url": url})
        return found

    async def close(self, user: str, view_id: str, *, everything: bool = False) -> None:
        """Close one modal, or all of the stack; the app hears of those that ask for it."""
        view = own_view(self._workspace, user, view_id)
        if view["type"] != "modal":
            raise Refused("Home is not a window that can be closed.")
        everything = everything or view["clear_on_close"]
        gone = self._workspace.views.stack(user) if everything else [view]
        self._close([v["id"] for v in gone])
        for one in gone:
            if one["notify_on_close"]:
                payload = {"type": "view_closed", "view": one, "is_cleared": everything}
                try:
                    await self._backend.outbox.ask("interactive", payload | who(self._workspace, user))
                except NoAck:
                    continue


def _complaints(view: Json) -> dict[str, str]:
    values: Values = view["state"]["values"]
    found = {
        block["block_id"]: complaint(
            block["element"],
            values[block["block_id"]][block["element"]["action_id"]],
            block.get("optional", False),
        )
        for block in view["blocks"]
        if block["type"] == "input"
    }
    return {block_id: why for block_id, why in found.items() if why}


def _errors(view: Json, errors: Any) -> dict[str, str]:
    """The app's complaints; Slack takes them for input blocks of this view only."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if (
        not isinstance(errors, dict)
        or not errors
        or not all(isinstance(e, str) and e for e in errors.values())
    ):
        raise SlackError("invalid_errors", ["errors must map block ids to texts"])
    if strangers := sorted(errors.keys() - inputs):
        raise SlackError("invalid_errors", [f"not an input block of this view: {', '.join(strangers)}"])
    return errors
