"""auth.test and apps.connections.open: who the app is, and its way in over Socket Mode."""

from playground.slack.backend import Backend
from playground.slack.limits import Tier
from playground.slack.shapes import Json
from playground.slack.web_api.method import Arguments, Method


def _test(backend: Backend, _: Arguments) -> Json:
    workspace = backend.workspace
    app, team = workspace.app, workspace.team
    return {
        "url": f"{workspace.base_url}/",
        "team": team.name,
        "user": app.name,
        "team_id": team.id,
        "user_id": app.user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def _open_connection(backend: Backend, _: Arguments) -> Json:
    base = backend.workspace.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/link/{backend.sockets.ticket()}"}


METHODS = (
    Method(name="auth.test", arguments=Arguments, run=_test),
    Method(
        name="apps.connections.open",
        arguments=Arguments,
        run=_open_connection,
        tier=Tier.ONE,
        token="app",  # noqa: S106  # a kind of token, not one
    ),
)
