"""What Slack sends: a `/compose` command, and the submission of the form that the app opened."""

import copy
from collections.abc import Mapping
from typing import Any

from bench.slack import Slack
from playground.slack.delivery import Envelope
from playground.slack.fixtures import ANA, GENERAL
from playground.slack.people.payloads import VERIFICATION, who

TOPIC = "We just shipped dark mode across all our apps, and people asked for it for two years"
PLATFORMS = ("linkedin", "x")


def command(slack: Slack) -> Envelope:
    """Ana types `/compose` and some words."""
    workspace = slack.workspace
    payload = {
        "token": VERIFICATION,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": GENERAL,
        "channel_name": "general",
        "user_id": ANA,
        "user_name": "ana",
        "command": "/compose",
        "text": TOPIC,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": f"{slack.address}/response/{slack.number()}",
        "trigger_id": f"trigger.{slack.number()}",
    }
    return Envelope(kind="slash_commands", payload=payload)


def submission(slack: Slack, form: Mapping[str, Any], callback_id: str = "compose") -> Envelope:
    """Ana presses Compose in a form of her own, so that it begins a run of its own."""
    view = {**form, "id": f"VFORM{slack.number()}", "callback_id": callback_id}
    payload = {
        "type": "view_submission",
        "trigger_id": f"trigger.{slack.number()}",
        "view": view,
        "response_urls": [],
        **who(slack.workspace, ANA),
    }
    return Envelope(kind="interactive", payload=payload)


def filled(slack: Slack, drawn: Mapping[str, Any]) -> dict[str, Any]:
    """The form that the app drew, as Slack would send it back with two platforms chosen."""
    form = copy.deepcopy(slack.workspace.views.open(ANA, dict(drawn), GENERAL))
    (platforms,) = (block["element"] for block in form["blocks"] if block["block_id"] == "platforms")
    chosen = [option for option in platforms["options"] if option["value"] in PLATFORMS]
    form["state"]["values"]["platforms"][platforms["action_id"]]["selected_options"] = chosen
    return form
