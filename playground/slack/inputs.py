"""What the inputs and menus of some blocks hold, as `state.values`."""

from collections.abc import Iterator, Sequence

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
        keeps = was is not None and was["type"] == element["type"]
        found.setdefault(block_id, {})[element["action_id"]] = (
            was if was is not None and keeps else initial(element, here)
        )
    return found
