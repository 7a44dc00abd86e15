"""A whole message: its fallback, its blocks, what goes on in the thread, and how it is found again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.elements import Block
from bot.blocks.text import clip, escape, one_line

#: Metadata event types; their payloads hold the run's id under `run`.
RUN_EVENT = "galley_run"
MORE_EVENT = "galley_more"

#: Most text in one message's blocks. Slack refuses from about 11,300 counted code points on
#: (github.com/slackapi/bolt-js/issues/2509, github.com/metabase/metabase/pull/79908).
MOST_TEXT = 9_900


#: Most blocks in a message: Slack takes 50.
MOST_BLOCKS = 49


@dataclass(frozen=True, kw_only=True)
class Message:
    """What to send. `text` is escaped; `continuation` are further messages for the thread, in order.

    `simple` are the same blocks for a Slack that refuses what is new among them; none where nothing is.
    """

    text: str
    blocks: tuple[Block, ...]
    simple: tuple[Block, ...] = ()
    continuation: tuple["Message", ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


def message(
    fallback: str,
    blocks: Iterable[Block],
    *,
    simple: Iterable[Block] = (),
    continuation: Iterable[Message] = (),
    event: str = "",
    run: str = "",
) -> Message:
    """A message whose fallback is escaped here, so that nobody forgets it.

    A notification shows the fallback, and readers that do not draw blocks read it aloud.
    """
    metadata = {"event_type": event, "event_payload": {"run": run}} if event else {}
    return Message(
        text=escape(clip(one_line(fallback), 1_000)),
        blocks=tuple(blocks),
        simple=tuple(simple),
        continuation=tuple(continuation),
        metadata=metadata,
    )
