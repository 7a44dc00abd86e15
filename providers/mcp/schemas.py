"""Whether a tool can be used as wanted, by what the server says of it before anything is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import ProviderRejected

#: A server's tools: the schema of each one's arguments, by its name.
Tools = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Order:
    """One use of a tool. `work` may cost something, so it is not asked for twice."""

    tool: str
    arguments: Mapping[str, Any]
    work: bool = False


def fitted(order: Order, tools: Tools, label: str) -> dict[str, Any]:
    """The arguments to send; a lookup leaves out what its tool does not take.

    Raises `ProviderRejected` for a tool that is not there, and at the argument that it does not take or
    misses.
    """
    schema = tools.get(order.tool)
    if schema is None:
        message = f"{label} does not offer “{order.tool}” here, so nothing was sent."
        raise ProviderRejected(message, provider=label)
    given = {name: value for name, value in order.arguments.items() if order.work or _takes(schema, name)}
    if unknown := next((name for name in given if not _takes(schema, name)), None):
        message = f"{label} does not take “{unknown}” here, so nothing was sent."
        raise ProviderRejected(message, field=unknown, provider=label)
    if missing := next((name for name in _required(schema) if name not in given), None):
        message = f"{label} wants “{missing}” as well, so nothing was sent."
        raise ProviderRejected(message, field=missing, provider=label)
    return given


def _takes(schema: Mapping[str, Any], name: str) -> bool:
    """Whether an argument is known; a schema that names none, and does not close itself, knows any."""
    properties = schema.get("properties")
    if isinstance(properties, Mapping) and properties:
        return name in properties
    return schema.get("additionalProperties") is not False


def _required(schema: Mapping[str, Any]) -> list[str]:
    required = schema.get("required")
    return [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
