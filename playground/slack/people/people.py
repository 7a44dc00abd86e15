"""`People`: everything a person can do, under one roof."""

from collections.abc import Sequence
from typing import Any

from playground.slack.backend import Backend
from playground.slack.delivery import NoAck
from playground.slack.errors import Refused
from playground.slack.messages import shown
from playground.slack.people.answers import respond
from playground.slack.people.modals import Modals, Raw
from playground.slack.people.payloads import response_url, where, who
from playground.slack.people.places import place, seen_message
from playground.slack.people.suggestions import Suggestions
from playground.slack.people.talk import Talk
from playground.slack.people.touch import NOT_INTERACTIVE, ON_CHARACTER, Touch
from playground.slack.response_urls import ResponseUrl
from playground.slack.shapes import Json


class People:
    """Acts for a person, by user id; every method may raise `Refused`, with the reason in plain words.

    An address is a view id, or `<channel id>/<ts>` for a message.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend, self._workspace = backend, backend.workspace
        self._suggestions = Suggestions(backend)
        self._talk = Talk(backend)
        self._touch = Touch(backend, self._suggestions)
        self._modals = Modals(backend, self._suggestions)

    # Talking.

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Json | None:
        """Post a message or run a command, until it is acknowledged; the message, if one was posted."""
        return await self._talk.say(user, channel, text, thread_ts)

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message."""
        self._talk.edit(user, channel, ts, text)

    def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message."""
        self._talk.delete(user, channel, ts)

    def react(self, user: str, channel: str, ts: str, name: str) -> None:
        """Add a reaction, or take it back when it was given before."""
        self._talk.react(user, channel, ts, name)

    def invite(self, user: str, channel: str) -> None:
        """Add the app to a channel."""
        self._talk.invite(user, channel)

    def remove(self, user: str, channel: str) -> None:
        """Take the app out of a channel."""
        self._talk.remove(user, channel)

    def uninstall(self) -> None:
        """Remove the app from the workspace."""
        self._talk.uninstall()

    def dismiss(self, user: str) -> None:
        """Take Slackbot's line away."""
        if self._workspace.notices.pop(user, None):
            self._workspace.changed()

    # Clicking, choosing, typing.

    async def click(
        self, user: str, where: str, block_id: str, action_id: str, raw: Sequence[Any] = ()
    ) -> bool:
        """Press a button, choose from a menu, or press Enter in a text field; whether the app was told.

        `raw` is what the field holds now: option values, ids, or text.
        """
        return await self._touch.touch(user, where, (block_id, action_id), raw)

    async def key(self, user: str, where: str, block_id: str, action_id: str, raw: Sequence[Any]) -> bool:
        """Type a character into a text field; whether the app was told."""
        return await self._touch.touch(user, where, (block_id, action_id), raw, ON_CHARACTER)

    async def suggest(self, user: str, where: str, block_id: str, action_id: str, search: str) -> list[Json]:
        """Options or option groups the app offers for what was typed into an external menu."""
        at = place(self._workspace, user, where)
        return await self._suggestions.suggest(user, at, block_id, action_id, search)

    # Modals.

    def typed(self, view_id: str, raw: Raw, files: bool = False) -> None:
        """What the whole form holds now; a field that is not in `raw` is empty."""
        self._modals.typed(view_id, raw, files=files)

    def fill(self, user: str, view_id: str, raw: Raw) -> None:
        """Change some fields; the others keep what they hold."""
        self._modals.fill(user, view_id, raw)

    async def submit(self, user: str, view_id: str, raw: Raw | None = None) -> dict[str, str]:
        """Submit a form; complaints by block id ("" for the form), none when the app took it.

        With `raw` that is all the form holds, as in `typed`; without, what it holds already.
        """
        return await self._modals.submit(user, view_id, raw)

    async def close(self, user: str, view_id: str, everything: bool = False) -> None:
        """Close a modal, or with `everything` the whole stack."""
        await self._modals.close(user, view_id, everything=everything)

    def attach(self, user: str, name: str, content: bytes, mimetype: str | None = None) -> Json:
        """Choose a file; the file object goes into the `raw` values of a `file_input`."""
        return self._workspace.files.keep(user, name, content, mimetype)

    # The app's own entries.

    def open_home(self, user: str, tab: str = "home") -> None:
        """Open the app's `home` or `messages` tab."""
        app = self._workspace.app
        if not {"home": app.home_tab, "messages": app.messages_tab}.get(tab):
            raise Refused(f"{app.title} has no {tab.title()} tab.")
        self._backend.events.app_home_opened(user, tab)

    async def shortcut(self, user: str, callback_id: str) -> None:
        """Choose a global shortcut."""
        payload = {"type": "shortcut", "trigger_id": self._workspace.triggers.issue(user)}
        await self._shortcut(user, callback_id, "global", payload)

    async def message_shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> None:
        """Choose a shortcut in a message's menu."""
        found, message = seen_message(self._workspace, user, channel, ts)
        if ts in found.only_for:
            raise Refused("A message that only you see has no shortcuts.")
        payload = {
            "type": "message_action",
            "trigger_id": self._workspace.triggers.issue(user, channel),
            "message_ts": ts,
            "message": shown(message),
            "channel": where(found),
            "response_url": response_url(self._workspace, user, channel),
        }
        await self._shortcut(user, callback_id, "message", payload)

    async def _shortcut(self, user: str, callback_id: str, kind: str, payload: Json) -> None:
        workspace = self._workspace
        workspace.notices.pop(user, None)
        shortcut = workspace.app.shortcut(callback_id, kind)
        if shortcut is None:
            raise Refused(f"There is no {kind} shortcut {callback_id!r}.")
        if not workspace.app.interactivity:
            workspace.tell(user, NOT_INTERACTIVE)
            return
        about = {"callback_id": callback_id, "action_ts": workspace.ts(), **who(workspace, user)}
        try:
            await self._backend.outbox.ask("interactive", payload | about)
        except NoAck as error:
            workspace.tell(user, f"{shortcut.name} failed with the error “{error.shown}”")

    # What comes back.

    def respond(self, to: ResponseUrl, body: Any) -> None:
        """The app answers through a response URL; raises `SlackError` for what Slack refuses."""
        respond(self._backend, to, body)
