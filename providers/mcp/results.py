"""What a tool answered, as data: servers put it into structured content, into text, or into both."""

import json
from collections.abc import Iterator, Sequence
from typing import Any


def data_in(structured: object, texts: Sequence[str]) -> dict[str, Any]:
    """The data as an object: a list is under `items`, words that are no data are under `text`."""
    found = next(_data(structured, texts), None)
    if found is None:
        return {"text": "\n".join(texts).strip()}
    return found if isinstance(found, dict) else {"items": found}


def _data(structured: object, texts: Sequence[str]) -> Iterator[dict[str, Any] | list[Any]]:
    if isinstance(structured, dict | list):
        yield structured
    for text in texts:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            yield value
