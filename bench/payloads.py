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


def shortcut(slack: Slack, film: Mapping[str, Any]) -> Envelope:
    """Ana chooses *Draft a post from this* at a message with a film."""
    payload = {
        "type": "message_action",
        "callback_id": "compose_from_message",
        "trigger_id": f"trigger.{slack.number()}",
        "action_ts": slack.workspace.ts(),
        "message_ts": (ts := slack.workspace.ts()),
        "message": {"type": "message", "user": ANA, "ts": ts, "text": TOPIC, "files": [film]},
        "channel": {"id": GENERAL, "name": "general"},
        "response_url": f"{slack.address}/response/{slack.number()}",
        **who(slack.workspace, ANA),
    }
    return Envelope(kind="interactive", payload=payload)


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
    """The form that the app drew, as Slack would send it back; with two platforms, where it asks for them."""
    form = copy.deepcopy(slack.workspace.views.open(ANA, dict(drawn), GENERAL))
    for block in form["blocks"]:
        if block["block_id"] == "platforms":
            element = block["element"]
            chosen = [option for option in element["options"] if option["value"] in PLATFORMS]
            form["state"]["values"]["platforms"][element["action_id"]]["selected_options"] = chosen
    return form
