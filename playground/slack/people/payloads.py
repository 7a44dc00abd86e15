"""The pieces that interaction payloads share."""

from playground.slack.directory import Channel
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

#: Slack's old verification token; apps check signatures instead.
VERIFICATION = "verification"


def who(workspace: Workspace, user: str) -> Json:
    """Person, team and app, as every interaction names them."""
    person, team = workspace.users[user], workspace.team
    return {
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": team.id},
        "team": {"id": team.id, "domain": team.domain},
        "api_app_id": workspace.app.id,
        "token": VERIFICATION,
        "is_enterprise_install": False,
        "enterprise": None,
    }


def where(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.wire_name}


def response_url(workspace: Workspace, user: str, channel: str, ts: str | None = None) -> str:
    """A new response URL; with a `ts`, for the message that was clicked."""
    return f"{workspace.base_url}/response/{workspace.response_urls.issue(user, channel, ts)}"
