"""Calls of the Web API: who calls, may they, and what comes back."""

from collections.abc import Mapping
from typing import Any

from playground.slack.backend import Backend
from playground.slack.errors import SlackError
from playground.slack.limits import Limits
from playground.slack.shapes import Json
from playground.slack.web_api import (
    chat,
    conversations,
    files,
    history,
    identity,
    reactions,
    scheduled,
    streams,
    users,
    views,
)
from playground.slack.web_api.method import Method

_FAMILIES = (identity, chat, scheduled, streams, views, conversations, history, users, reactions, files)
METHODS: Mapping[str, Method[Any]] = {m.name: m for family in _FAMILIES for m in family.METHODS}


class WebApi:
    """Answers calls; `limits` makes them fail on demand or hold to the rate tiers."""

    def __init__(self, backend: Backend, limits: Limits) -> None:
        self._backend = backend
        self.limits = limits

    def call(self, name: str, token: str | None, arguments: Json) -> Json:
        """The answer's body."""
        return self.answer(name, token, arguments)[0]

    def answer(self, name: str, token: str | None, arguments: Json) -> tuple[Json, int | None]:
        """The answer's body, and the seconds to wait when it is a 429."""
        workspace = self._backend.workspace
        traffic, before = workspace.traffic, workspace.version
        try:
            method = self._permitted(name, token)
            wait = self.limits.wait(name, method.tier, arguments.get("channel"))
            if wait is not None:
                traffic.note("from app", name, arguments, "ratelimited")
                workspace.changed()
                return {"ok": False, "error": "ratelimited"}, wait
            answer = method.perform(self._backend, arguments)
        except SlackError as error:
            traffic.note("from app", name, arguments, str(error))
            workspace.changed()
            return error.answer(), None
        traffic.note("from app", name, arguments)
        if workspace.version != before:
            workspace.changed()  # whoever waits for this call finds it in the traffic now
        return {"ok": True, **answer}, None

    def _permitted(self, name: str, token: str | None) -> Method[Any]:
        workspace = self._backend.workspace
        app = workspace.app
        if name not in METHODS:
            raise SlackError("unknown_method", req_method=name)
        if not token:
            raise SlackError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise SlackError("invalid_auth")
        if token == app.bot_token and workspace.refuses:
            raise SlackError(workspace.refuses)
        method = METHODS[name]
        if token != {"bot": app.bot_token, "app": app.app_token}[method.token]:
            raise SlackError("not_allowed_token_type")
        return method
