"""What may be ordered, as JSON schemas: the tools' arguments and the body of `POST /campaigns`.

The campaign tool is written off its documentation, argument by argument. The one for drafts has the
fields of `POST /post/ai`, which are taken from the vendor's OpenAPI document.
"""

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from playground.vendors.ocoya.choices import AUDIENCES, GOALS, LENGTHS, TONES

Schema = dict[str, Any]


def _one_of(values: tuple[str, ...], default: str) -> Schema:
    return {"type": "string", "enum": list(values), "default": default}


def _number(least: int, most: int, default: int) -> Schema:
    return {"type": "number", "minimum": least, "maximum": most, "default": default}


def _texts(most: int | None = None) -> Schema:
    return {"type": "array", "items": {"type": "string"}, **({"maxItems": most} if most else {})}


def closed(properties: Schema, *required: str) -> Schema:
    """An object of these fields and no others.

    How the vendor treats unknown fields is not published; here they are refused, so that nobody
    comes to rely on them.
    """
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def campaign_fields() -> Schema:
    """The fifteen arguments of `ocoya_create_ai_campaign`."""
    return {
        "workspaceId": {"type": "string"},
        "prompt": {"type": "string", "description": "Campaign prompt or brief."},
        "goal": _one_of(GOALS, "awareness"),
        "audience": _one_of(AUDIENCES, "business_owners"),
        "duration": _number(1, 30, 7),
        "count": _number(3, 30, 5),
        "postLength": _one_of(LENGTHS, "medium"),
        "tone": _one_of(TONES, "professional"),
        "brandId": {"type": "string"},
        "hashtagLibraryId": {"type": "string"},
        "socialProfileIds": _texts(),
        "generateMedia": {"type": "boolean"},
        "imageCount": _number(1, 5, 1),
        "referenceUrls": _texts(3),
        "referenceDesignIds": _texts(3),
    }


def campaign_arguments() -> Schema:
    return closed(campaign_fields(), "workspaceId", "prompt")


def campaign_body(prompt: str) -> Schema:
    """The body of `POST /campaigns`, whose brief stands under the name `prompt` or `topic`.

    https://docs.ocoya.com/api-reference/create-an-ai-generated-campaign: integers for days and
    posts, at least three characters of brief, no `imageCount`.
    """
    fields = campaign_fields()
    for absent in ("workspaceId", "imageCount", "prompt"):
        del fields[absent]
    for whole in ("duration", "count"):
        fields[whole]["type"] = "integer"
    return closed({prompt: {"type": "string", "minLength": 3}, **fields}, prompt)


def complaint(schema: Schema, value: Any) -> str | None:
    """What is wrong with a value first of all, and at which field, such as `count: 31 is greater …`."""
    error = best_match(Draft202012Validator(schema).iter_errors(value))
    return _said(error) if error else None


def with_defaults(schema: Schema, order: Mapping[str, Any]) -> dict[str, Any]:
    """An order with the documented defaults where it says nothing."""
    defaults = {name: field["default"] for name, field in schema["properties"].items() if "default" in field}
    return {**defaults, **order}


def _said(error: ValidationError) -> str:
    field = ".".join(map(str, error.absolute_path))
    return f"{field}: {error.message}" if field else error.message
