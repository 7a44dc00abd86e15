"""Menus whose options the app looks up while a person types."""

from typing import Any

from playground.blockkit.check import message_problems
from playground.blockkit.values import UnknownChoice, value_of
from playground.slack.backend import Backend
from playground.slack.delivery import NoAck
from playground.slack.errors import Refused
from playground.slack.people.payloads import who
from playground.slack.people.places import Place, element_at
from playground.slack.shapes import Json

#: docs.slack.dev/reference/block-kit/block-elements/select-menu-element, external_select.
DEFAULT_MIN_QUERY = 3
EXTERNAL = frozenset({"external_select", "multi_external_select"})
Address = tuple[str, str, str]


class Suggestions:
    """Asks the app for options, and remembers them: a choice is kept as the whole option, with its label."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._offered: dict[Address, dict[str, Json]] = {}

    async def suggest(self, user: str, at: Place, block_id: str, action_id: str, search: str) -> list[Json]:
        """Options or option groups for what was typed; none below the menu's `min_query_length`."""
        _, element = element_at(at, block_id, action_id)
        if element["type"] not in EXTERNAL:
            raise Refused("This menu does not search.")
        if len(search) < element.get("min_query_length", DEFAULT_MIN_QUERY):
            return []
        workspace = self._backend.workspace
        payload = {
            "type": "block_suggestion",
            "block_id": block_id,
            "action_id": action_id,
            "value": search,
            **who(workspace, user),
            **{k: v for k, v in at.facts().items() if k not in ("response_url", "state")},
        }
        try:
            answer = await self._backend.outbox.ask("interactive", payload)
        except NoAck as error:
            workspace.tell(user, f"The options could not be loaded: “{error.shown}”.")
            return []
        return self._checked(user, (at.address, block_id, action_id), answer)

    def value(self, at: Place, block_id: str, element: Json, raw: list[Any]) -> Json:
        """What an element holds once a person chose or typed `raw`.

        Raises:
            Refused: it offers no such choice.
        """
        if element["type"] in EXTERNAL:
            known = self._offered.get((at.address, block_id, element["action_id"]), {})
            chosen = _options(at.values.get(block_id, {}).get(element["action_id"], {}))
            element = {**element, "options": [*known.values(), *chosen]}
        if element["type"] == "file_input":
            raw = [self._backend.workspace.files.get(r) if isinstance(r, str) else r for r in raw]
        try:
            return value_of(element, raw)
        except UnknownChoice as error:
            raise Refused(str(error)) from error

    def forget(self, address: str) -> None:
        """Drop what was offered in a view that is closed."""
        self._offered = {k: v for k, v in self._offered.items() if k[0] != address}

    def _checked(self, user: str, address: Address, answer: Json) -> list[Json]:
        offer = {k: answer[k] for k in ("options", "option_groups") if answer.get(k) is not None}
        found: list[Json] = next(iter(offer.values()), [])
        problems = _problems(offer)
        if problems:
            workspace = self._backend.workspace
            workspace.traffic.note("from app", "block_suggestion", answer, "; ".join(problems))
            workspace.tell(user, "The options could not be loaded: the app answered with invalid options.")
            return []
        for option in _flat(found):
            self._offered.setdefault(address, {})[option["value"]] = option
        return found


def _problems(offer: Json) -> list[str]:
    """The same rules as for a menu that lists its options itself, but that there may be none."""
    if len(offer) != 1:
        return ["exactly one of options and option_groups is needed"]
    if next(iter(offer.values())) == []:
        return []
    menu = {"type": "static_select", "action_id": "menu", **offer}
    return message_problems([{"type": "actions", "elements": [menu]}])


def _flat(found: list[Json]) -> list[Json]:
    return [option for entry in found for option in entry.get("options", [entry])]


def _options(value: Json) -> list[Json]:
    one, many = value.get("selected_option"), value.get("selected_options")
    return [*([one] if one else []), *(many or [])]
