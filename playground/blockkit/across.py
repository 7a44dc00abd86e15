"""What the blocks of one payload owe each other; they are right one by one when they come here."""

from collections import Counter
from typing import Any

from playground.blockkit.elements import elements, own_elements, whole
from playground.blockkit.problems import Problem, Problems
from playground.blockkit.rulebook import rulebook

Json = dict[str, Any]


def names_are_unique(blocks: list[Json], at: str) -> Problems:
    """No block_id twice in a payload, no action_id twice in a block."""
    seen: set[str] = set()
    for where, block in _everywhere(blocks, at):
        if (name := block.get("block_id")) is not None:
            if name in seen:
                yield Problem(f'`block_id` "{name}" already exists', f"{where}/block_id")
            seen.add(name)
        yield from _actions_are_unique(block, where)


def _actions_are_unique(block: Json, at: str) -> Problems:
    seen: set[str] = set()
    for suffix, element in own_elements(block):
        if (name := element.get("action_id")) is not None:
            if name in seen:
                yield Problem(f'`action_id` "{name}" already exists', f"{at}{suffix}/action_id")
            seen.add(name)


def message_holds(blocks: list[Json], at: str) -> Problems:
    """Not more blocks of a kind, nor more text in them, than one message may hold."""
    shapes, blocks_seen, text_seen = rulebook()["blocks"], Counter[str](), Counter[str]()
    for where, block in _everywhere(blocks, at):
        shape, kind = shapes[block["type"]], block["type"]
        blocks_seen[kind] += 1
        text_seen[kind] += text_length([block]) if shape.text_per_message is not None else 0
        if shape.per_message is not None and blocks_seen[kind] > shape.per_message:
            yield Problem(f"only {shape.per_message} {kind} allowed", where)
        if shape.text_per_message is not None and text_seen[kind] > shape.text_per_message:
            yield Problem(f"must be less than {shape.text_per_message + 1} characters together", where)


def focus_is_single(blocks: list[Json], at: str) -> Problems:
    """One element of a view at most takes the focus when it opens."""
    focused = [where for where, element in _used(blocks, at) if element.get("focus_on_load")]
    for where in focused[1:]:
        yield Problem("only one element may have `focus_on_load`", f"{where}/focus_on_load")


def inputs_can_be_submitted(view: Json, at: str) -> Problems:
    """A modal that asks for something has a button to send it."""
    for where, block in _everywhere(view["blocks"], f"{at}/blocks"):
        if block["type"] == "input" and "submit" not in view:
            yield Problem("must define `submit` to use an `input` block in modals", f"{where}/input")


def response_urls_are_in_inputs(blocks: list[Json], at: str, *, modal: bool) -> Problems:
    """Only a menu in an input block of a modal can ask for a response URL."""
    for where, block in _everywhere(blocks, at):
        for suffix, element in own_elements(block):
            if element.get("response_url_enabled") and not (modal and block["type"] == "input"):
                yield Problem(
                    "is only supported in an `input` block in modals", f"{where}{suffix}/response_url_enabled"
                )


def text_length(value: Any) -> int:
    """Characters of all `text` and `title` strings inside, in Unicode code points."""
    if isinstance(value, list):
        return sum(text_length(item) for item in value)
    if not isinstance(value, dict):
        return 0
    return sum(
        len(inner) if isinstance(inner, str) and key in {"text", "title"} else text_length(inner)
        for key, inner in value.items()
    )


def _everywhere(blocks: list[Json], at: str) -> list[tuple[str, Json]]:
    return [(f"{at}/{i}{where}", inner) for i, block in enumerate(blocks) for where, inner in whole(block)]


def _used(blocks: list[Json], at: str) -> list[tuple[str, Json]]:
    return [
        (f"{at}/{i}{where}", element) for i, block in enumerate(blocks) for where, element in elements(block)
    ]
