"""What a tool answers, in every form that clients must be ready for."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from mcp_types import CallToolResult, TextContent

Data = Mapping[str, Any]


def result(form: str, data: Data) -> CallToolResult:
    """A tool's data: the vendor speaks of JSON-friendly `structuredContent`, and no more."""
    return _FORMS[form](data)


def failure(message: str) -> CallToolResult:
    """A tool that could not do its work."""
    return CallToolResult(content=[_text(message)], is_error=True)


def _text(text: str) -> TextContent:
    return TextContent(text=text)


def _json(data: Data) -> TextContent:
    return _text(json.dumps(data))


def _structured(data: Data) -> CallToolResult:
    return CallToolResult(content=[], structured_content=dict(data))


def _as_campaign(data: Data) -> CallToolResult:
    """A campaign as an object of its own, with an id that is just called so; other data as it is."""
    if "campaignId" not in data:
        return _structured(data)
    rest = {name: value for name, value in data.items() if name != "campaignId"}
    return _structured({"campaign": {"id": data["campaignId"], **rest}})


def _words(data: Data) -> CallToolResult:
    """Only prose; the first value is the id or the list."""
    return CallToolResult(content=[_text(f"Done: {next(iter(data.values()))}")])


_FORMS: Mapping[str, Callable[[Data], CallToolResult]] = {
    "both": lambda data: CallToolResult(content=[_json(data)], structured_content=dict(data)),
    "structured": _structured,
    "text": lambda data: CallToolResult(content=[_json(data)]),
    "mixed": lambda data: CallToolResult(content=[_text("Here you are:"), _json(data)]),
    "data": lambda data: _structured({"data": dict(data)}),
    "result": lambda data: CallToolResult(content=[_json({"result": dict(data)})]),
    "campaign": _as_campaign,
    "words": _words,
}
