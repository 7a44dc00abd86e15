"""Finds what a person can use in a block, and gives each of it the names Slack makes up."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]

INNER_BLOCKS = {"carousel": "elements", "container": "child_blocks"}
"""Where a block keeps blocks of its own."""

_ROWS = {"actions": "elements", "context_actions": "elements", "card": "actions"}
_PLACES = {"section": "accessory", "input": "element"}


def whole(block: Json) -> Iterator[tuple[str, Json]]:
    """The block and the blocks inside it, each with its JSON pointer from the block."""
    yield "", block
    inner = INNER_BLOCKS.get(block["type"], "")
    for place, child in enumerate(block.get(inner, ())):
        for suffix, nested in whole(child):
            yield f"/{inner}/{place}{suffix}", nested


def elements(block: Json) -> Iterator[tuple[str, Json]]:
    """All interactive elements of a block that was checked, each with its JSON pointer from the block."""
    for where, owner in whole(block):
        for suffix, element in own_elements(owner):
            yield f"{where}{suffix}", element


def own_elements(block: Json) -> Iterator[tuple[str, Json]]:
    """The interactive elements of the block itself, without those of blocks inside it."""
    place, row = _PLACES.get(block["type"], ""), _ROWS.get(block["type"], "")
    if place in block and block[place]["type"] != "image":
        yield f"/{place}", block[place]
    for number, element in enumerate(block.get(row, ())):
        yield f"/{row}/{number}", element


def named(blocks: Iterable[Json]) -> list[Json]:
    """Copies of the blocks, with the `block_id` and `action_id` Slack makes up where the app gave none.

    They are made from the content: the same blocks sent again keep them, so a click under way still lands.
    The copies share nothing, neither with the blocks given nor with each other.
    """
    copies: list[Json] = json.loads(json.dumps(list(blocks)))
    for place, block in enumerate(copies):
        seed = f"{place}{json.dumps(block, sort_keys=True)}"
        for where, owner in list(whole(block)):
            owner.setdefault("block_id", _made_up(f"{seed}{where}"))
            for suffix, element in own_elements(owner):
                element.setdefault("action_id", _made_up(f"{seed}{where}{suffix}"))
    return copies


def find_element(blocks: Iterable[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """The element of that name, and the innermost block that holds it.

    Raises:
        KeyError: The blocks, as `named` left them, have no such element.
    """
    for block in blocks:
        for _, owner in whole(block):
            for _, element in own_elements(owner):
                if (owner["block_id"], element["action_id"]) == (block_id, action_id):
                    return owner, element
    raise KeyError((block_id, action_id))


def _made_up(seed: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(seed.encode()).digest())[:5].decode()
