"""The workspace: who is in it, what was said, which views are open. Every change wakes the watchers."""

import copy
import time
from collections.abc import Iterable, Iterator

from playground.blockkit.elements import named
from playground.slack.directory import Channel, Team, User
from playground.slack.errors import SlackError
from playground.slack.files import Files
from playground.slack.inputs import initial_values
from playground.slack.manifest import App
from playground.slack.response_urls import ResponseUrls
from playground.slack.shapes import Clock, Json, Values
from playground.slack.traffic import Traffic
from playground.slack.triggers import Triggers
from playground.slack.views import Views
from playground.slack.watched import Watched


class Workspace(Watched):
    """All state of the stand-in.

    `notices` holds the line Slackbot shows to one person, by user id. `base_url` is known once the
    server listens.
    """

    def __init__(
        self,
        *,
        app: App,
        users: Iterable[User],
        channels: Iterable[Channel],
        clock: Clock = time.time,
    ) -> None:
        super().__init__()
        self.app, self.clock, self.team = app, clock, Team()
        people = list(users)
        bot = User(id=app.user_id, name=app.handle, real_name=app.name, color=app.color, bot=True)
        self.users = {u.id: u for u in (*people, bot)}
        self.channels = {c.id: c for c in channels}
        self.triggers = Triggers(clock)
        self.response_urls = ResponseUrls(clock)
        self.views = Views(app, self.team.id, clock, self.changed)
        self.files = Files(clock)
        self.traffic = Traffic(clock, (app.bot_token, app.app_token, app.signing_secret))
        self.notices: dict[str, str] = {}
        #: What every call with the bot token is refused with, once the app is out of the workspace.
        self.refuses = ""
        #: (channel, ts) of messages that are being streamed.
        self.streaming: set[tuple[str, str]] = set()
        self._base_url = ""
        self._last_ts = 0
        for user in people:
            self.open_im(user.id)

    @property
    def base_url(self) -> str:
        return self._base_url

    @base_url.setter
    def base_url(self, url: str) -> None:
        self._base_url = self.files.base_url = url

    def ts(self) -> str:
        """A new message's id: the time, never the same twice."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def tell(self, user: str, notice: str) -> None:
        """Show a person the line that only they see."""
        self.notices[user] = notice
        self.changed()

    # People and places.

    @property
    def people(self) -> list[User]:
        """Everyone but the app."""
        return [u for u in self.users.values() if not u.bot]

    def open_im(self, user: str) -> Channel:
        """A person's direct messages with the app."""
        if user not in self.users:
            raise SlackError("user_not_found")
        channel_id = "D" + user[1:].ljust(9, "0")
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(
                id=channel_id, name=self.app.name, members=[user, self.app.user_id], kind="im"
            )
        return self.channels[channel_id]

    def channel(self, channel_id: str | None) -> Channel:
        """The conversation of that id, as far as the app may know of it.

        Raises:
            SlackError: `channel_not_found`, also for a private one the app is not in.
        """
        found = self.channels.get(channel_id or "")
        if found is None or (found.kind != "channel" and not self.app_is_in(found)):
            raise SlackError("channel_not_found")
        return found

    def app_is_in(self, channel: Channel) -> bool:
        return self.app.user_id in channel.members

    # Messages.

    def post(self, channel: Channel, message: Json, only_for: str | None = None) -> Json:
        """Add a message under a new ts; `only_for` makes it ephemeral."""
        ts = self.ts()
        made = {"type": "message", "ts": ts, **copy.deepcopy(message)}
        if made.get("blocks"):
            made["blocks"] = named(made["blocks"])
        channel.messages[ts] = made
        if only_for:
            channel.only_for[ts] = only_for
        self.changed()
        return made

    def rewrite(self, channel: Channel, ts: str, content: Json, *, edited_by: str | None = None) -> Json:
        """Replace what a message says; it keeps its ts, thread, reactions and metadata."""
        message = channel.messages[ts]
        fresh = {k: copy.deepcopy(v) for k, v in content.items() if k not in ("ts", "thread_ts")}
        for key in ("blocks", "attachments", "text"):
            message.pop(key, None)
        message.update(fresh)
        if message.get("blocks"):
            message["blocks"] = named(message["blocks"])
        if edited_by:
            message["edited"] = {"user": edited_by, "ts": self.ts()}
        if kept := channel.values.pop(ts, None):
            channel.values[ts] = initial_values(message.get("blocks") or (), kept)
        self.changed()
        return message

    def remove(self, channel: Channel, ts: str) -> Json:
        """Take a message away; what has replies leaves a tombstone, as in Slack."""
        gone = channel.messages[ts]
        channel.values.pop(ts, None)
        self.streaming.discard((channel.id, ts))
        if self.replies(channel, ts):
            channel.messages[ts] = {
                "type": "message",
                "subtype": "tombstone",
                "text": "This message was deleted.",
                "user": "USLACKBOT",
                "hidden": True,
                "ts": ts,
                "thread_ts": ts,
            }
        else:
            del channel.messages[ts]
            channel.only_for.pop(ts, None)
        self.changed()
        return gone

    def visible(self, channel: Channel, user: str | None = None, thread: str | None = None) -> Iterator[Json]:
        """A thread's messages, or the main line's; a person sees their ephemeral ones too."""
        for ts, message in channel.messages.items():
            if ts in channel.only_for and channel.only_for[ts] != user:
                continue
            root = message.get("thread_ts", ts)
            broadcast = message.get("subtype") == "thread_broadcast"
            if root == thread or (thread is None and (root == ts or broadcast)):
                yield message

    def replies(self, channel: Channel, ts: str) -> list[Json]:
        """What was said in a message's thread, for everyone to see."""
        return [
            m
            for m in channel.messages.values()
            if m.get("thread_ts") == ts and m["ts"] != ts and m["ts"] not in channel.only_for
        ]

    def values_of(self, channel: Channel, ts: str) -> Values:
        """What the menus and inputs of a message hold."""
        if ts not in channel.values:
            blocks = channel.messages[ts].get("blocks") or ()
            channel.values[ts] = initial_values(blocks, {}, channel.id)
        return channel.values[ts]

    def permalink(self, channel: Channel, ts: str) -> str:
        """The address of a message on the page."""
        thread = channel.messages[ts].get("thread_ts", ts)
        query = f"?thread_ts={thread}&cid={channel.id}" if thread != ts else ""
        return f"{self.base_url}/archives/{channel.id}/p{ts.replace('.', '')}{query}"

    # Views.

    def top(self, user: str) -> Json | None:
        """The modal a person sees."""
        return self.views.top(user)

    def home(self, user: str) -> Json | None:
        """A person's Home tab of the app."""
        return self.views.home(user)
