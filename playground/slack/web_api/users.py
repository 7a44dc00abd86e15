"""users.*: the people of the workspace."""

from playground.slack.backend import Backend
from playground.slack.directory import User
from playground.slack.errors import SlackError
from playground.slack.limits import Tier
from playground.slack.shapes import Json
from playground.slack.web_api.method import Arguments, Method
from playground.slack.web_api.paging import Paged, page


class OneUser(Arguments):
    """users.info."""

    user: str


def _facts(backend: Backend, user: User) -> Json:
    profile = {"real_name": user.real_name, "display_name": user.name, "team": backend.workspace.team.id}
    bot = {"bot_id": backend.workspace.app.bot_id, "api_app_id": backend.workspace.app.id}
    return {
        "id": user.id,
        "team_id": backend.workspace.team.id,
        "name": user.name,
        "real_name": user.real_name,
        "color": user.color.lstrip("#"),
        "deleted": False,
        "is_admin": False,
        "is_bot": user.bot,
        "is_app_user": False,
        "tz": "Etc/UTC",
        "tz_label": "Coordinated Universal Time",
        "tz_offset": 0,
        "profile": profile | (bot if user.bot else {}),
    }


def _info(backend: Backend, given: OneUser) -> Json:
    user = backend.workspace.users.get(given.user)
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _facts(backend, user)}


def _list(backend: Backend, given: Paged) -> Json:
    found = page(list(backend.workspace.users.values()), given)
    return {"members": [_facts(backend, u) for u in found.items], **found.metadata}


METHODS = (
    Method(name="users.info", arguments=OneUser, run=_info, scopes="users:read", tier=Tier.FOUR),
    Method(name="users.list", arguments=Paged, run=_list, scopes="users:read", tier=Tier.TWO),
)
