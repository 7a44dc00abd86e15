"""files.*: the upload in three steps, and what is known of a file."""

from playground.slack.backend import Backend
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.messages import Said, composed
from playground.slack.shapes import Json
from playground.slack.web_api.chat import destination
from playground.slack.web_api.method import Arguments, Method, Nested, NestedList

#: files.getUploadURLExternal: `alt_txt_too_large`.
MOST_ALT_TEXT = 1000
#: files.completeUploadExternal: `channels_limit_exceeded`.
MOST_CHANNELS = 100


class GetUploadUrl(Arguments):
    """files.getUploadURLExternal; `length` in bytes."""

    filename: str
    length: int
    alt_txt: str | None = None


class Complete(Arguments):
    """files.completeUploadExternal; each of `files` has an `id`, and a `title` if it wants one."""

    files: NestedList
    channel_id: str | None = None
    channels: str | None = None
    thread_ts: str | None = None
    initial_comment: str | None = None
    blocks: Nested = None


class OneFile(Arguments):
    """files.info and files.delete."""

    file: str


def _get_upload_url(backend: Backend, given: GetUploadUrl) -> Json:
    if given.length <= 0:
        raise SlackError("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    if len(given.alt_txt or "") > MOST_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    workspace = backend.workspace
    file = workspace.files.announce(workspace.app.user_id, given.filename, given.length)
    if given.alt_txt:
        file["alt_txt"] = given.alt_txt
    return {"upload_url": f"{workspace.base_url}/upload/{file['id']}", "file_id": file["id"]}


def _complete(backend: Backend, given: Complete) -> Json:
    refs = [*([given.channel_id] if given.channel_id else []), *(given.channels or "").split(",")]
    channels = [destination(backend, ref.strip()) for ref in refs if ref.strip()]
    if len(channels) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    done = [_completed(backend, entry) for entry in given.files]
    for channel in channels:
        # A file is enough of a message; the comment is only checked for what it holds.
        said = Said(text=given.initial_comment or "…", blocks=given.blocks, thread_ts=given.thread_ts)
        message = composed(backend.workspace, channel, said)
        message |= {"text": given.initial_comment or "", "files": done, "upload": True}
        posted = backend.workspace.post(channel, {"subtype": "file_share", **message})
        backend.events.message(channel, posted)
    return {"files": done}


def _completed(backend: Backend, entry: Json) -> Json:
    files = backend.workspace.files
    file = files.get(str(entry.get("id")))
    if file is None or files.content(file["id"]) is None:
        raise SlackError("file_not_found")
    file["title"] = entry.get("title") or file["title"]
    return file


def _info(backend: Backend, given: OneFile) -> Json:
    file = backend.workspace.files.get(given.file)
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


def _delete(backend: Backend, given: OneFile) -> Json:
    file = backend.workspace.files.get(given.file)
    if file is None:
        raise SlackError("file_not_found")
    if file["user"] != backend.workspace.app.user_id:
        raise SlackError("cant_delete_file")
    backend.workspace.files.remove(given.file)
    return {}


METHODS = (
    Method(
        name="files.getUploadURLExternal",
        arguments=GetUploadUrl,
        run=_get_upload_url,
        scopes="files:write",
        tier=Tier.FOUR,
    ),
    Method(
        name="files.completeUploadExternal",
        arguments=Complete,
        run=_complete,
        scopes="files:write",
        tier=Tier.FOUR,
    ),
    Method(name="files.info", arguments=OneFile, run=_info, scopes="files:read", tier=Tier.FOUR),
    Method(name="files.delete", arguments=OneFile, run=_delete, scopes="files:write", tier=Tier.THREE),
)
