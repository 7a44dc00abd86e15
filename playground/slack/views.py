"""Modals and Home: each person's stack of three, hashes, external ids, and what the inputs hold."""

import copy
import secrets
from collections.abc import Callable, Iterable

from playground.blockkit.check import MOST_VIEW_BYTES, view_problems, view_size
from playground.blockkit.elements import elements, named
from playground.slack.errors import SlackError
from playground.slack.ids import new_id
from playground.slack.inputs import initial_values
from playground.slack.manifest import App
from playground.slack.shapes import Clock, Json, Values

#: views.push: "Currently the limit is 3."
MOST_STACKED = 3
_EMPTY: Json = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
    "submit_disabled": False,
}


class Views:
    """Every view that is open now, and nothing of those that were closed."""

    def __init__(self, app: App, team: str, clock: Clock, changed: Callable[[], None]) -> None:
        self._app, self._team, self._clock, self._changed = app, team, clock, changed
        self._open: dict[str, Json] = {}
        self._owners: dict[str, str] = {}
        self._stacks: dict[str, list[str]] = {}
        self._homes: dict[str, str] = {}
        self._cursors: dict[str, str] = {}

    # Looking.

    def find(self, view_id: str | None = None, external_id: str | None = None) -> Json | None:
        """The open view of that id, or of that external id."""
        if view_id:
            return self._open.get(view_id)
        return next((v for v in self._open.values() if external_id and v["external_id"] == external_id), None)

    def owner(self, view_id: str) -> str:
        """Whose screen it is on."""
        return self._owners[view_id]

    def cursor(self, view_id: str) -> str:
        """The block whose element took the cursor when the view opened; empty if it was left to the client.

        An update does not change it: who opened the view first may draw it for the first time after that.
        """
        return self._cursors.get(view_id, "")

    def stack(self, user: str) -> list[Json]:
        """A person's modals, the one on top last."""
        return [self._open[view_id] for view_id in self._stacks.get(user, ())]

    def top(self, user: str) -> Json | None:
        """The modal a person sees."""
        stack = self._stacks.get(user)
        return self._open[stack[-1]] if stack else None

    def home(self, user: str) -> Json | None:
        """The Home tab the app published for a person."""
        return self._open.get(self._homes.get(user, ""))

    # Changing.

    def open(self, user: str, view: Json, here: str | None = None) -> Json:
        """Show a modal in place of the person's open ones; `here` is the current conversation."""
        made = self._make(user, view, "modal", here)
        self.close([v["id"] for v in self.stack(user)])
        self._stacks[user] = [made["id"]]
        self._changed()
        return made

    def push(self, user: str, view: Json) -> Json:
        """Put a modal on top of the person's stack."""
        stack = self._stacks.get(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MOST_STACKED:
            raise SlackError("push_limit_reached")
        made = self._make(user, view, "modal")
        made |= {"root_view_id": stack[0], "previous_view_id": stack[-1]}
        stack.append(made["id"])
        self._changed()
        return made

    def update(self, old: Json, view: Json, hash_: str | None = None) -> Json:
        """Replace what an open view shows; inputs with the same ids keep what they hold."""
        if hash_ and hash_ != old["hash"]:
            raise SlackError("hash_conflict")
        check(view, old["type"])
        self._check_external_id(view, besides=old["id"])
        old.update(self._filled(view, old["state"]["values"]))
        self._changed()
        return old

    def publish(self, user: str, view: Json, hash_: str | None = None) -> Json:
        """Show a Home tab."""
        if old := self.home(user):
            return self.update(old, view, hash_)
        made = self._make(user, view, "home")
        self._homes[user] = made["id"]
        self._changed()
        return made

    def close(self, view_ids: Iterable[str]) -> None:
        """Take modals off their stacks; ids that are not open are ignored."""
        for view_id in view_ids:
            if owner := self._owners.pop(view_id, None):
                self._stacks[owner].remove(view_id)
                del self._open[view_id]
                self._cursors.pop(view_id, None)
        self._changed()

    # Making.

    def _make(self, user: str, view: Json, kind: str, here: str | None = None) -> Json:
        check(view, kind)
        self._check_external_id(view)
        view_id = new_id("V")
        made = {"id": view_id, "root_view_id": view_id, "previous_view_id": None}
        self._open[view_id] = made | self._filled(view, {}, here)
        self._owners[view_id] = user
        self._cursors[view_id] = _cursor(self._open[view_id]["blocks"])
        return self._open[view_id]

    def _check_external_id(self, view: Json, besides: str = "") -> None:
        found = self.find(external_id=view.get("external_id"))
        if found and found["id"] != besides:
            raise SlackError("duplicate_external_id")

    def _filled(self, view: Json, kept: Values, here: str | None = None) -> Json:
        blocks = named(view["blocks"])
        return {
            **_EMPTY,
            **copy.deepcopy({k: v for k, v in view.items() if v is not None}),
            "blocks": blocks,
            "state": {"values": initial_values(blocks, kept, here)},
            "team_id": self._team,
            "app_id": self._app.id,
            "bot_id": self._app.bot_id,
            "app_installed_team_id": self._team,
            "hash": f"{int(self._clock())}.{secrets.token_hex(4)}",
        }


def _cursor(blocks: Iterable[Json]) -> str:
    focused = (b["block_id"] for b in blocks for _, e in elements(b) if e.get("focus_on_load"))
    return next(focused, "")


def check(view: Json, kind: str) -> None:
    """Refuse a view that breaks a rule of Block Kit, or is not of the kind (modal, home) the method shows.

    Raises:
        SlackError: `invalid_arguments` with JSON pointers, or `view_too_large`.
    """
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", ["must be an object [json-pointer:/view]"])
    if view_size(view) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    if found := view_problems(view):
        raise SlackError("invalid_arguments", found)
    if view["type"] != kind:
        raise SlackError("invalid_arguments", [f"view type must be {kind} [json-pointer:/view/type]"])


def shown(view: Json) -> Json:
    """A view as an answer of the Web API holds it: what the inputs hold comes with interactions only."""
    return copy.deepcopy(view) | {"state": {"values": {}}}
