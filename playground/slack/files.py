"""Files: what was uploaded by the app or chosen by a person."""

import mimetypes
from urllib.parse import quote

from playground.slack.ids import new_id
from playground.slack.shapes import Clock, Json


class Files:
    """Every file and its bytes; a file announced but not yet uploaded has none."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.base_url = ""
        self._known: dict[str, Json] = {}
        self._contents: dict[str, bytes] = {}

    def announce(self, user: str, name: str, size: int, mimetype: str | None = None) -> Json:
        """A file object without bytes yet."""
        file_id = new_id("F")
        url = f"{self.base_url}/files-pri/{file_id}/{quote(name, safe='')}"
        found: Json = {
            "id": file_id,
            "created": int(self._clock()),
            "timestamp": int(self._clock()),
            "name": name,
            "title": name,
            "mimetype": mimetype or mimetypes.guess_type(name)[0] or "application/octet-stream",
            "filetype": name.rsplit(".", 1)[-1].lower() if "." in name else "binary",
            "user": user,
            "size": size,
            "mode": "hosted",
            "is_external": False,
            "url_private": url,
            "url_private_download": url,
        }
        self._known[file_id] = found
        return found

    def keep(self, user: str, name: str, content: bytes, mimetype: str | None = None) -> Json:
        """A file with its bytes: what a person chose in a `file_input`."""
        found = self.announce(user, name, len(content), mimetype)
        self._contents[found["id"]] = content
        return found

    def fill(self, file_id: str, content: bytes) -> None:
        self._contents[file_id] = content

    def get(self, file_id: str) -> Json | None:
        return self._known.get(file_id)

    def content(self, file_id: str) -> bytes | None:
        return self._contents.get(file_id)

    def remove(self, file_id: str) -> None:
        self._known.pop(file_id, None)
        self._contents.pop(file_id, None)
