"""Saying things: messages, edits, deletions, reactions, and the words that start with a slash."""

import re

from playground.slack.backend import Backend
from playground.slack.delivery import NoAck
from playground.slack.directory import Channel
from playground.slack.errors import Refused, SlackError
from playground.slack.ids import new_id
from playground.slack.manifest import Command
from playground.slack.messages import shown
from playground.slack.people.answers import respond
from playground.slack.people.encoding import encoded, linked
from playground.slack.people.payloads import VERIFICATION, response_url
from playground.slack.people.places import seen_channel, seen_message
from playground.slack.reactions import react, unreact
from playground.slack.shapes import Json

_COMMAND = re.compile(r"(/\S+)\s*(.*)", re.DOTALL)


class Talk:
    """What a person types, as Slack's client and server take it."""

    def __init__(self, backend: Backend) -> None:
        self._backend, self._workspace = backend, backend.workspace

    async def say(self, user: str, channel_id: str, text: str, thread_ts: str | None = None) -> Json | None:
        """Post a message, or run a command; the message posted, if one was."""
        channel = seen_channel(self._workspace, user, channel_id)
        self._workspace.notices.pop(user, None)
        if found := _COMMAND.fullmatch(text.strip()):
            await self._command(user, channel, found[1], found[2].strip(), in_thread=thread_ts is not None)
            return None
        return self._message(user, channel, text, thread_ts) if text.strip() else None

    def _message(self, user: str, channel: Channel, text: str, thread_ts: str | None) -> Json | None:
        workspace = self._workspace
        app = workspace.app
        if channel.archived:
            raise Refused("This channel is archived.")
        if channel.kind == "im" and (app.messages_tab_read_only or not app.messages_tab):
            workspace.tell(user, "Sending messages to this app has been turned off.")
            return None
        thread = {"thread_ts": self._thread(user, channel, thread_ts)} if thread_ts else {}
        content = {
            "client_msg_id": new_id(""),
            "user": user,
            "team": workspace.team.id,
            "text": encoded(workspace, text),
        }
        message = workspace.post(channel, content | thread)
        if f"<@{app.user_id}>" in message["text"] and not workspace.app_is_in(channel):
            workspace.tell(
                user, f"@{app.handle} is not in this channel. Type /invite @{app.handle} to add it."
            )
        self._backend.events.message(channel, message)
        return message

    def _thread(self, user: str, channel: Channel, thread_ts: str) -> str:
        _, root = seen_message(self._workspace, user, channel.id, thread_ts)
        if thread_ts in channel.only_for:
            raise Refused("A message that only you see has no thread.")
        return str(root.get("thread_ts", thread_ts))

    async def _command(self, user: str, channel: Channel, name: str, text: str, *, in_thread: bool) -> None:
        command = self._workspace.app.command(name)
        if name in ("/invite", "/remove") and command is None:
            self._membership(user, channel, name, text)
        elif command is None:
            self._workspace.tell(
                user,
                f"{name} is not a valid command. In Slack, all messages that start with the “/” "
                "character are interpreted as commands.",
            )
        elif in_thread:
            self._workspace.tell(user, f"{name} is not supported in threads. Sorry!")
        else:
            await self._run(user, channel, command, text)

    def _membership(self, user: str, channel: Channel, name: str, text: str) -> None:
        if text.strip().removeprefix("@").lower() != self._workspace.app.handle:
            self._workspace.tell(user, f"{name} what? Here it is {name} @{self._workspace.app.handle}.")
        elif name == "/invite":
            self.invite(user, channel.id)
        else:
            self.remove(user, channel.id)

    async def _run(self, user: str, channel: Channel, command: Command, text: str) -> None:
        workspace = self._workspace
        team = workspace.team
        payload = {
            "token": VERIFICATION,
            "team_id": team.id,
            "team_domain": team.domain,
            "channel_id": channel.id,
            "channel_name": channel.wire_name,
            "user_id": user,
            "user_name": workspace.users[user].name,
            "command": command.command,
            "text": linked(workspace, text) if command.should_escape else text,
            "api_app_id": workspace.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url(workspace, user, channel.id),
            "trigger_id": workspace.triggers.issue(user, channel.id),
        }
        answer: Json = {}
        try:
            if answer := await self._backend.outbox.ask("slash_commands", payload):
                respond(self._backend, workspace.response_urls.spot(user, channel.id), answer)
        except NoAck as error:
            workspace.tell(user, f"{command.command} failed with the error “{error.shown}”")
        except SlackError as error:
            workspace.traffic.note("from app", f"{command.command} answer", answer, str(error))
            workspace.tell(user, f"{command.command} failed with the error “{error.error}”")

    # One's own messages, and reactions.

    def edit(self, user: str, channel_id: str, ts: str, text: str) -> None:
        channel, message = self._own(user, channel_id, ts)
        before = shown(message)
        content = {**message, "text": encoded(self._workspace, text)}
        after = self._workspace.rewrite(channel, ts, content, edited_by=user)
        self._backend.events.message_changed(channel, before, after)

    def delete(self, user: str, channel_id: str, ts: str) -> None:
        channel, _ = self._own(user, channel_id, ts)
        gone = self._workspace.remove(channel, ts)
        self._backend.events.message_deleted(channel, gone)

    def react(self, user: str, channel_id: str, ts: str, name: str) -> None:
        """Add a reaction, or take it back when it was given before."""
        channel, message = seen_message(self._workspace, user, channel_id, ts)
        if ts in channel.only_for:
            raise Refused("A message that only you see takes no reactions.")
        verb = "added"
        if not react(message, user, name):
            unreact(message, user, name)
            verb = "removed"
        self._workspace.changed()
        self._backend.events.reaction(verb, user, name, channel, message)

    def _own(self, user: str, channel_id: str, ts: str) -> tuple[Channel, Json]:
        channel, message = seen_message(self._workspace, user, channel_id, ts)
        if message.get("user") != user:
            raise Refused("This message is not yours.")
        return channel, message

    # Who is here.

    def invite(self, user: str, channel_id: str) -> None:
        """Add the app to a channel."""
        channel, app = seen_channel(self._workspace, user, channel_id), self._workspace.app
        if self._workspace.app_is_in(channel):
            self._workspace.tell(user, f"@{app.handle} is already in this channel.")
            return
        channel.members.append(app.user_id)
        self._announce(channel, "channel_join", "has joined the channel", inviter=user)
        self._backend.events.membership("joined", channel, inviter=user)

    def remove(self, user: str, channel_id: str) -> None:
        """Take the app out of a channel."""
        channel, app = seen_channel(self._workspace, user, channel_id), self._workspace.app
        if channel.kind == "im" or not self._workspace.app_is_in(channel):
            self._workspace.tell(user, f"@{app.handle} cannot be removed from here.")
            return
        self._announce(channel, "channel_leave", "has left the channel")
        channel.members.remove(app.user_id)
        self._workspace.changed()
        self._backend.events.membership("left", channel)

    def uninstall(self) -> None:
        """Remove the app from the workspace; its bot token is good for nothing any more."""
        self._backend.events.removed()
        self._workspace.refuses = "account_inactive"
        self._workspace.changed()

    def _announce(self, channel: Channel, subtype: str, text: str, **more: str) -> None:
        bot = self._workspace.app.user_id
        message = {"subtype": subtype, "user": bot, "text": f"<@{bot}> {text}", **more}
        self._backend.events.message(channel, self._workspace.post(channel, message))
