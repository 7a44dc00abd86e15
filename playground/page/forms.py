"""What the browser's forms send, as the raw entries that `People` takes."""

from collections.abc import Iterator
from typing import Any

from aiohttp.web_request import FileField
from multidict import MultiDictProxy

from playground.page.place import parts
from playground.slack.people import People
from playground.slack.workspace import Workspace

#: The field that names what was pressed; all others are addresses of inputs.
PRESS = "press"
#: The last part of an address whose value is the id of a file uploaded before.
UPLOADED = "uploaded"

Form = MultiDictProxy[str | bytes | bytearray | FileField]
Raw = dict[tuple[str, str], list[Any]]


class FormReader:
    """Reads forms for one workspace, where uploaded files are kept."""

    def __init__(self, workspace: Workspace, people: People) -> None:
        self._workspace, self._people = workspace, people

    def raw(self, me: str, form: Form) -> Raw:
        """Entries by block and action; newly chosen files replace those uploaded before."""
        found: Raw = {}
        uploaded: Raw = {}
        for name, value in _fields(form):
            block_id, action_id, *kind = parts(name)
            if kind == [UPLOADED]:
                uploaded.setdefault((block_id, action_id), []).append(self._workspace.files.get(str(value)))
            else:
                found.setdefault((block_id, action_id), []).append(self._entry(me, value))
        return uploaded | found

    def _entry(self, me: str, value: str | FileField) -> Any:
        if isinstance(value, str):
            return _as_typed(value)
        return self._people.attach(me, value.filename, value.file.read(), value.content_type)


def _fields(form: Form) -> Iterator[tuple[str, str | FileField]]:
    """Everything that was entered; an empty file input sends bytes, which is not."""
    for name, value in form.items():
        if name != PRESS and not isinstance(value, bytes | bytearray):
            yield name, value


def text(form: Form, name: str) -> str:
    """One text field, or nothing."""
    value = form.get(name, "")
    return _as_typed(value) if isinstance(value, str) else ""


def _as_typed(value: str) -> str:
    """What was typed: forms send a line break as two characters (html.spec.whatwg.org), Slack as one."""
    return value.replace("\r\n", "\n")
