"""What a method of the Web API is: its arguments, scopes, token and rate tier, and its code."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from playground.slack.backend import Backend
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.shapes import Json

#: Either one scope, or one for each kind of conversation.
Scopes = str | Mapping[str, str]
HISTORY: Scopes = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
READ: Scopes = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


class Arguments(BaseModel):
    """The arguments of a method: unknown ones are ignored, as Slack does; wrong types are not."""

    model_config = ConfigDict(frozen=True, extra="ignore")


A = TypeVar("A", bound=Arguments)


@dataclass(frozen=True, kw_only=True)
class Method(Generic[A]):
    """One method. A mapping of scopes is looked up by the kind of the conversation in `channel`."""

    name: str
    arguments: type[A]
    run: Callable[[Backend, A], Json]
    scopes: Scopes | None = None
    tier: Tier = Tier.SPECIAL
    token: Literal["bot", "app"] = "bot"  # noqa: S105  # a kind of token, not one

    def perform(self, backend: Backend, given: Json) -> Json:
        """Read the arguments and do it.

        Raises:
            SlackError: whatever Slack would answer.
        """
        self.permit(backend, given)
        return self.run(backend, self._read(given))

    def permit(self, backend: Backend, given: Json) -> None:
        """Refuse with `missing_scope` what the app was not granted."""
        if isinstance(self.scopes, str):
            require(backend, self.scopes)
        elif self.scopes is not None:
            channel = backend.workspace.channels.get(str(given.get("channel", "")))
            kinds = self.scopes.values() if channel is None else [self.scopes[channel.kind]]
            require(backend, *kinds)

    def _read(self, given: Json) -> A:
        try:
            return self.arguments.model_validate({k: v for k, v in given.items() if v is not None})
        except ValidationError as error:
            raise SlackError("invalid_arguments", [_said(e) for e in error.errors()]) from error


def require(backend: Backend, *anyof: str) -> None:
    """Refuse unless the app has one of these scopes."""
    granted = backend.workspace.app.scopes
    if granted.isdisjoint(anyof):
        raise SlackError("missing_scope", needed=",".join(anyof), provided=",".join(sorted(granted)))


def _said(error: Any) -> str:
    where = "/".join(str(part) for part in error["loc"])
    if error["type"] == "missing":
        return f"missing required field: {where}"
    return f"{error['msg'].lower()} [json-pointer:/{where}]"


def _parsed(value: Any) -> Any:
    """Form fields carry JSON as text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


#: Blocks, views, metadata and the like: JSON, or JSON as text. What is in them is checked elsewhere.
Nested = Annotated[Any, BeforeValidator(_parsed)]
NestedList = Annotated[list[Json], BeforeValidator(_parsed)]
