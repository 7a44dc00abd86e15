"""chat.startStream, appendStream, stopStream: a message that grows while people watch."""

from playground.slack.backend import Backend
from playground.slack.directory import Channel
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.messages import MOST_MARKDOWN, Said, check_blocks, checked_metadata, composed, shown
from playground.slack.shapes import Json
from playground.slack.web_api.chat import destination, own_message
from playground.slack.web_api.method import Arguments, Method, Nested

#: Chunk type -> the fields it needs.
_CHUNKS = {
    "markdown_text": ("text",),
    "task_update": ("id", "title", "status"),
    "plan_update": ("title",),
    "blocks": ("blocks",),
}


class Start(Arguments):
    """chat.startStream."""

    channel: str
    thread_ts: str | None = None
    markdown_text: str | None = None
    chunks: Nested = None
    recipient_user_id: str | None = None
    recipient_team_id: str | None = None


class Append(Arguments):
    """chat.appendStream."""

    channel: str
    ts: str
    markdown_text: str | None = None
    chunks: Nested = None


class Stop(Append):
    """chat.stopStream."""

    blocks: Nested = None
    metadata: Nested = None


def _start(backend: Backend, given: Start) -> Json:
    workspace = backend.workspace
    channel = destination(backend, given.channel)
    if channel.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if getattr(given, name) is None:
                raise SlackError(f"missing_{name}")
        if given.recipient_user_id not in workspace.users:
            raise SlackError("user_not_found")
    chunks = _chunks(given.markdown_text, given.chunks)
    # The app may start with nothing, but a message needs a text to be checked.
    message = composed(workspace, channel, Said(text="…", thread_ts=given.thread_ts)) | {"text": ""}
    _grow(message, chunks)
    posted = workspace.post(channel, message)
    workspace.streaming.add((channel.id, posted["ts"]))
    return {"channel": channel.id, "ts": posted["ts"]}


def _append(backend: Backend, given: Append) -> Json:
    _, message = _streaming(backend, given)
    chunks = _chunks(given.markdown_text, given.chunks)
    if not chunks:
        raise SlackError("no_text")
    _grow(message, chunks)
    backend.workspace.changed()
    return {"channel": given.channel, "ts": given.ts}


def _stop(backend: Backend, given: Stop) -> Json:
    workspace = backend.workspace
    channel, message = _streaming(backend, given)
    metadata = checked_metadata(given.metadata)
    check_blocks(given.blocks)
    more = [{"type": "blocks", "blocks": given.blocks}] if given.blocks else []
    _grow(message, [*_chunks(given.markdown_text, given.chunks), *more])
    workspace.rewrite(channel, given.ts, message)
    if metadata:
        message["metadata"] = metadata
    workspace.streaming.discard((channel.id, given.ts))
    workspace.changed()
    backend.events.message(channel, message)
    return {"channel": channel.id, "ts": given.ts, "message": shown(message)}


def _streaming(backend: Backend, given: Append) -> tuple[Channel, Json]:
    channel, message = own_message(backend, given.channel, given.ts, "message_not_owned_by_app")
    if (channel.id, given.ts) not in backend.workspace.streaming:
        raise SlackError("message_not_in_streaming_state")
    return channel, message


def _chunks(markdown_text: str | None, chunks: object) -> list[Json]:
    """Both ways to send text, as chunks.

    Raises:
        SlackError: `msg_too_long`, or `invalid_chunks`.
    """
    if len(markdown_text or "") > MOST_MARKDOWN:
        raise SlackError("msg_too_long")
    given = [] if chunks is None else chunks
    if not isinstance(given, list) or not all(isinstance(c, dict) for c in given):
        raise SlackError("invalid_chunks")
    for chunk in given:
        needed = _CHUNKS.get(str(chunk.get("type")))
        if needed is None or any(not chunk.get(name) for name in needed):
            raise SlackError("invalid_chunks")
    return [*([{"type": "markdown_text", "text": markdown_text}] if markdown_text else []), *given]


def _grow(message: Json, chunks: list[Json]) -> None:
    blocks: list[Json] = [dict(b) for b in message.get("blocks", ())]
    text = message["text"]
    for chunk in chunks:
        text += _add(blocks, chunk)
    check_blocks(blocks)
    message["text"] = text
    if blocks:
        message["blocks"] = blocks


def _add(blocks: list[Json], chunk: Json) -> str:
    """Put a chunk where it belongs; the plain text it adds."""
    match chunk["type"]:
        case "markdown_text":
            if blocks and blocks[-1]["type"] == "markdown":
                blocks[-1]["text"] += chunk["text"]
            else:
                blocks.append({"type": "markdown", "block_id": f"stream{len(blocks)}", "text": chunk["text"]})
            return str(chunk["text"])
        case "task_update":
            _put_task(blocks, chunk)
        case "blocks":
            blocks.extend(chunk["blocks"])
        case _:
            blocks.append(
                {
                    "type": "header",
                    "block_id": f"stream{len(blocks)}",
                    "text": {"type": "plain_text", "text": chunk["title"]},
                }
            )
    return ""


def _put_task(blocks: list[Json], chunk: Json) -> None:
    card = {"type": "task_card", "block_id": chunk["id"], "task_id": chunk["id"]}
    card |= {k: chunk[k] for k in ("title", "status", "details", "output", "sources") if k in chunk}
    for place, block in enumerate(blocks):
        if block.get("block_id") == chunk["id"]:
            blocks[place] = card
            return
    blocks.append(card)


METHODS = (
    Method(name="chat.startStream", arguments=Start, run=_start, scopes="chat:write", tier=Tier.TWO),
    Method(name="chat.appendStream", arguments=Append, run=_append, scopes="chat:write", tier=Tier.FOUR),
    Method(name="chat.stopStream", arguments=Stop, run=_stop, scopes="chat:write", tier=Tier.TWO),
)
