"""What the inputs and menus of some blocks hold, as `state.values`."""

from collections.abc import Iterator, Sequence

from playground.blockkit.conditions import offered
from playground.blockkit.elements import own_elements, whole
from playground.blockkit.values import STATEFUL, initial
from playground.slack.shapes import Json, Values


def stateful(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    """Every element that holds a value, with the id of its block."""
    for block in blocks:
        for _, owner in whole(block):
            for _, element in own_elements(owner):
                if element["type"] in STATEFUL:
                    yield owner["block_id"], element


def initial_values(blocks: Sequence[Json], kept: Values, here: str | None = None) -> Values:
    """What they hold before anyone touches them; `kept` values stay where ids and types are the same."""
    found: Values = {}
    for block_id, element in stateful(blocks):
        was = kept.get(block_id, {}).get(element["action_id"])
        value = was if was and _still_fits(element, was) else initial(element, here)
        found.setdefault(block_id, {})[element["action_id"]] = value
    return found


def _still_fits(element: Json, value: Json) -> bool:
    """Whether the element could hold the value: same type, and a choice it still offers."""
    if value["type"] != element["type"]:
        return False
    options = offered(element)
    chosen = [value.get("selected_option"), *value.get("selected_options", ())]
    return not options or all(choice in options for choice in chosen if choice)
