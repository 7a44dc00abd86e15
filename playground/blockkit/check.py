"""Says what Slack would refuse in a message's blocks or in a view, in Slack's words.

Each problem reads `<reason> [json-pointer:<where>]`, as in `response_metadata.messages`.
"""

import json
from typing import Any

from playground.blockkit import across
from playground.blockkit.across import text_length
from playground.blockkit.grammar import OneOf, Scope, Surface
from playground.blockkit.problems import Problem, Problems
from playground.blockkit.rulebook import find, rulebook

__all__ = [
    "MOST_MESSAGE_TEXT",
    "MOST_VIEW_BYTES",
    "message_problems",
    "text_length",
    "view_problems",
    "view_size",
]

MOST_MESSAGE_TEXT = 13_000
"""Characters in all blocks of a message; above it `msg_blocks_too_long`. Source: slackapi/bolt-js#2509,
"12,000 text characters with a buffer for containers"; metabase/metabase#79908 measured 13,202."""

MOST_VIEW_BYTES = 250_000
"""Size of a view as JSON; above it `view_too_large`. Source: docs.slack.dev/reference/methods/views.open."""


def message_problems(blocks: list[Any]) -> list[str]:
    """What is wrong with a message's blocks; empty if Slack would take them."""
    message = rulebook()["objects"]["message"]
    alone = list(message.problems({"blocks": blocks}, "", _scope("message")))
    return _said(alone or _across_message(blocks))


def view_problems(view: dict[str, Any]) -> list[str]:
    """What is wrong with a modal or a home tab; empty if Slack would take it."""
    kind = view.get("type") if isinstance(view, dict) else None
    surface: Surface = "home" if kind == "home" else "modal"
    alone = list(OneOf(kind="one_of", families=("views",)).problems(view, "/view", _scope(surface)))
    return _said(alone or _across_view(view))


def view_size(view: dict[str, Any]) -> int:
    """Bytes of the view as compact JSON."""
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass"))


def _across_message(blocks: list[Any]) -> Problems:
    yield from across.names_are_unique(blocks, "/blocks")
    yield from across.message_holds(blocks, "/blocks")
    yield from across.response_urls_are_in_inputs(blocks, "/blocks", modal=False)


def _across_view(view: dict[str, Any]) -> Problems:
    modal = view["type"] == "modal"
    yield from across.names_are_unique(view["blocks"], "/view/blocks")
    yield from across.focus_is_single(view["blocks"], "/view/blocks")
    yield from across.response_urls_are_in_inputs(view["blocks"], "/view/blocks", modal=modal)
    if modal:
        yield from across.inputs_can_be_submitted(view, "/view")


def _scope(surface: Surface) -> Scope:
    return Scope(surface=surface, find=find)


def _said(problems: list[Problem] | Problems) -> list[str]:
    return [str(problem) for problem in problems]
