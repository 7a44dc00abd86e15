"""`POST /post/ai` as the vendor's own OpenAPI document has it, kept beside this file word for word."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from playground.vendors.bodies import NotJson, json_object
from playground.vendors.ocoya.refusals import invalid
from playground.vendors.ocoya.schemas import Schema, closed, complaint

_JSON = "application/json"


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document (3.1, whose schemas are JSON Schema 2020-12)."""
    text = files(__package__).joinpath("openapi.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def draft_body() -> Schema:
    """The request body's schema, closed to fields that it does not name."""
    schema = _operation()["requestBody"]["content"][_JSON]["schema"]
    return closed(schema["properties"], *schema["required"])


def draft_order(query: Mapping[str, str], content_type: str, raw: bytes) -> dict[str, Any]:
    """The body of a request for a draft; raises `Refused` with what is wrong."""
    for parameter in _operation()["parameters"]:
        _check_parameter(parameter, query)
    return checked_body(content_type, raw, draft_body())


def checked_body(content_type: str, raw: bytes, schema: Schema) -> dict[str, Any]:
    """The JSON object in a request, of this schema; raises `Refused`."""
    if content_type != _JSON:
        raise invalid(f"Content-Type must be {_JSON}")
    try:
        body = json_object(raw)
    except NotJson as error:
        raise invalid("Request body is not valid JSON") from error
    if body is None:
        raise invalid("Request body must be a JSON object")
    if wrong := complaint(schema, body):
        raise invalid(wrong)
    return body


def _check_parameter(parameter: Mapping[str, Any], query: Mapping[str, str]) -> None:
    name = parameter["name"]
    if name not in query:
        if parameter["required"]:
            raise invalid(f"{name} is required")
    elif wrong := complaint(parameter["schema"], query[name]):
        raise invalid(f"{name}: {wrong}")


def _operation() -> Mapping[str, Any]:
    operation: Mapping[str, Any] = document()["paths"]["/post/ai"]["post"]
    return operation
