"""Messages as the page shows them: grouped by author, with day lines and thread summaries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from playground.page.place import Place
from playground.slack.directory import Channel, User
from playground.slack.workspace import Workspace

Json = Mapping[str, Any]

#: Messages of one author stand under one name while no more time than this is between them.
TOGETHER = timedelta(minutes=5)
#: How many colours the stylesheet has for people.
TINTS = 6
#: How many of those who replied a thread's summary shows.
REPLIERS = 3


@dataclass(frozen=True, kw_only=True)
class Face:
    """Who says something, as the page shows it."""

    id: str
    name: str
    tint: str
    is_app: bool = False

    @property
    def initial(self) -> str:
        return self.name[:1].upper()


SLACKBOT = Face(id="USLACKBOT", name="Slackbot", tint="app")


@dataclass(frozen=True, kw_only=True)
class Post:
    """One message in one place of the page; `scope` keeps ids apart where it is drawn twice."""

    said: Json
    scope: str
    where: str
    author: Face
    at: datetime
    day: str = ""
    first: bool = True
    private: bool
    own: bool
    highlighted: bool
    editing: bool
    state: Json
    replies: int
    repliers: Sequence[Face]
    thread: str

    @property
    def ts(self) -> str:
        return str(self.said["ts"])

    @property
    def clock(self) -> str:
        return f"{self.at:%H:%M}"


def face(user: User, index: int) -> Face:
    tint = "app" if user.bot else str(index % TINTS)
    return Face(id=user.id, name=user.real_name, tint=tint, is_app=user.bot)


def faces(workspace: Workspace) -> dict[str, Face]:
    return {user.id: face(user, index) for index, user in enumerate(workspace.users.values())}


def moment(seconds: float | str) -> datetime:
    """A time since 1970, such as a message's ts, on this computer's clock."""
    return datetime.fromtimestamp(float(seconds), UTC).astimezone()


class Posts:
    """Reads one channel for one person."""

    def __init__(self, workspace: Workspace, channel: Channel, place: Place) -> None:
        self._workspace, self._channel, self._place = workspace, channel, place
        self._faces = faces(workspace)
        self._threads = _threads(channel)

    def main_line(self) -> list[Post]:
        visible = self._workspace.visible(self._channel, self._place.me)
        return list(grouped(self._post(m, scope="m") for m in visible))

    def thread(self, ts: str) -> list[Post]:
        visible = self._workspace.visible(self._channel, self._place.me, ts)
        return list(grouped(self._post(m, scope="t") for m in visible))

    def one(self, ts: str | None) -> Post | None:
        """The message of that ts, unless it is gone or somebody else's private one."""
        if ts is None or ts not in self._channel.messages:
            return None
        if self._channel.only_for.get(ts, self._place.me) != self._place.me:
            return None
        return self._post(self._channel.messages[ts], scope="m")

    def _post(self, message: Json, *, scope: str) -> Post:
        ts, me, channel = message["ts"], self._place.me, self._channel
        private = ts in channel.only_for
        replies = self._threads.get(ts, []) if scope == "m" else []
        root = message.get("thread_ts", ts)
        return Post(
            said=message,
            scope=f"{scope}-{ts}",
            where=f"{channel.id}/{ts}",
            author=self._author(message),
            at=moment(ts),
            private=private,
            own=message.get("user") == me and not private,
            highlighted=self._place.at == ts,
            editing=self._place.edit == ts,
            state=self._workspace.values_of(channel, ts) if message.get("blocks") else {},
            replies=len(replies),
            repliers=self._repliers(replies),
            thread="" if scope == "t" or private else self._place.url(thread=root),
        )

    def _author(self, message: Json) -> Face:
        return self._faces.get(message.get("user", ""), SLACKBOT)

    def _repliers(self, replies: Iterable[Json]) -> tuple[Face, ...]:
        distinct = {self._author(m).id: self._author(m) for m in replies}
        return tuple(islice(distinct.values(), REPLIERS))


def grouped(posts: Iterable[Post]) -> Iterator[Post]:
    """The same posts, knowing which of them begin a day or a group."""
    today = datetime.now(UTC).astimezone().date()
    before: Post | None = None
    for post in posts:
        new_day = before is None or post.at.date() != before.at.date()
        first = new_day or before is None or not _belongs(post, before)
        yield replace(post, day=day_name(post.at.date(), today) if new_day else "", first=first)
        before = post


def day_name(day: date, today: date) -> str:
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _belongs(post: Post, before: Post) -> bool:
    return (
        post.author == before.author
        and post.private == before.private
        and not before.replies
        and post.at - before.at <= TOGETHER
    )


def _threads(channel: Channel) -> dict[str, list[Json]]:
    """The public replies of every thread, by the ts of its first message."""
    found: dict[str, list[Json]] = {}
    for ts, message in channel.messages.items():
        root = message.get("thread_ts", ts)
        if root != ts and ts not in channel.only_for:
            found.setdefault(root, []).append(message)
    return found
