"""The events the app subscribed to and may see; others are not sent."""

import copy
from collections.abc import Mapping

from playground.slack.directory import Channel
from playground.slack.ids import new_id
from playground.slack.messages import shown
from playground.slack.outbox import Outbox
from playground.slack.shapes import Json
from playground.slack.workspace import Workspace

_MESSAGE_EVENTS: Mapping[str, str] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
}
#: Subscription -> the scope without which it is silent; docs.slack.dev/reference/events.
SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}


class Events:
    """Turns what happened into `event_callback` payloads."""

    def __init__(self, workspace: Workspace, outbox: Outbox) -> None:
        self._workspace, self._outbox = workspace, outbox

    def send(self, subscription: str, event: Json) -> None:
        """Send one event, if the manifest subscribes to it and has the scope it needs."""
        workspace = self._workspace
        app, team = workspace.app, workspace.team
        scope = SCOPES.get(subscription)
        if subscription not in app.events or (scope and scope not in app.scopes):
            return
        authorization = {
            "enterprise_id": None,
            "team_id": team.id,
            "user_id": app.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        self._outbox.tell(
            {
                "token": "verification",
                "team_id": team.id,
                "api_app_id": app.id,
                "event": event,
                "type": "event_callback",
                "event_id": new_id("Ev"),
                "event_time": int(workspace.clock()),
                "is_ext_shared_channel": False,
                "authorizations": [authorization],
            }
        )

    def message(self, channel: Channel, message: Json) -> None:
        """Something was said; a mention of the app is a second event."""
        self._about_message(channel, {**shown(message), "event_ts": message["ts"]})
        app = self._workspace.app
        mentioned = f"<@{app.user_id}>" in message["text"] and message.get("user") != app.user_id
        if mentioned and channel.kind != "im" and self._workspace.app_is_in(channel):
            event = {
                **shown(message),
                "type": "app_mention",
                "channel": channel.id,
                "event_ts": message["ts"],
            }
            self.send("app_mention", event)

    def message_changed(self, channel: Channel, before: Json, after: Json) -> None:
        self._about_message(
            channel,
            {
                "type": "message",
                "subtype": "message_changed",
                "message": shown(after),
                "previous_message": shown(before),
                "hidden": True,
                "ts": (ts := self._workspace.ts()),
                "event_ts": ts,
            },
        )

    def message_deleted(self, channel: Channel, gone: Json) -> None:
        """A message is gone; one with replies became a tombstone, which counts as a change."""
        if tombstone := channel.messages.get(gone["ts"]):
            self.message_changed(channel, gone, tombstone)
            return
        self._about_message(
            channel,
            {
                "type": "message",
                "subtype": "message_deleted",
                "previous_message": shown(gone),
                "deleted_ts": gone["ts"],
                "hidden": True,
                "ts": (ts := self._workspace.ts()),
                "event_ts": ts,
            },
        )

    def _about_message(self, channel: Channel, event: Json) -> None:
        if self._workspace.app_is_in(channel):
            place = {"channel": channel.id, "channel_type": channel.kind}
            self.send(_MESSAGE_EVENTS[channel.kind], event | place)

    def reaction(self, verb: str, user: str, name: str, channel: Channel, message: Json) -> None:
        """A reaction was `added` or `removed`."""
        if not self._workspace.app_is_in(channel):
            return
        item = {"type": "message", "channel": channel.id, "ts": message["ts"]}
        event = {
            "type": f"reaction_{verb}",
            "user": user,
            "reaction": name,
            "item": item,
            "item_user": message.get("user"),
            "event_ts": self._workspace.ts(),
        }
        self.send(f"reaction_{verb}", event)

    def removed(self) -> None:
        """The app was removed from the workspace: its tokens are void, and it is told so."""
        revoked = {"oauth": [], "bot": [self._workspace.app.user_id]}
        self.send("tokens_revoked", {"type": "tokens_revoked", "tokens": revoked})
        self.send("app_uninstalled", {"type": "app_uninstalled"})

    def membership(self, verb: str, channel: Channel, inviter: str | None = None) -> None:
        """The app `joined` or `left` a channel."""
        event = {
            "type": f"member_{verb}_channel",
            "user": self._workspace.app.user_id,
            "channel": channel.id,
            "channel_type": channel.id[0],
            "team": self._workspace.team.id,
            "event_ts": self._workspace.ts(),
        }
        self.send(f"member_{verb}_channel", event | ({"inviter": inviter} if inviter else {}))

    def app_home_opened(self, user: str, tab: str) -> None:
        """A person opened the app's `home` or `messages` tab."""
        workspace = self._workspace
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": workspace.open_im(user).id,
            "tab": tab,
            "event_ts": workspace.ts(),
        }
        if tab == "home" and (view := workspace.home(user)):
            event["view"] = copy.deepcopy(view)
        self.send("app_home_opened", event)
