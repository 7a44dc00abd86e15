"""Everything one look at the page shows: a pure function of workspace, address and the page's memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.page.memory import Memory
from playground.page.mrkdwn import emojized
from playground.page.place import Place
from playground.page.posts import Face, Post, Posts, faces
from playground.page.traffic import Line, line
from playground.panels import Panel
from playground.slack.directory import Channel
from playground.slack.manifest import Command, Shortcut
from playground.slack.workspace import Workspace

Json = Mapping[str, Any]

#: How many entries of traffic the drawer shows.
SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class PersonLink:
    """A person one can be."""

    face: Face
    href: str
    current: bool


@dataclass(frozen=True, kw_only=True)
class ChannelLink:
    """A conversation in the sidebar."""

    name: str
    href: str
    direct: bool
    current: bool
    unread: bool


@dataclass(frozen=True, kw_only=True)
class Room:
    """The conversation one is in."""

    id: str
    name: str
    topic: str
    direct: bool
    members: int

    @property
    def label(self) -> str:
        return self.name if self.direct else f"#{self.name}"


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A modal or a Home tab: its blocks, what they hold, and what was wrong with that."""

    id: str
    blocks: Sequence[Json]
    state: Json
    errors: Mapping[str, str] = field(default_factory=dict)
    #: The block that takes the cursor when a person first sees it.
    cursor: str = ""
    title: str = ""
    submit: str = ""
    close: str = ""
    submit_disabled: bool = False


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the templates draw."""

    place: Place
    workspace: str
    app: str
    connected: bool
    people: Sequence[PersonLink]
    channels: Sequence[ChannelLink]
    apps: Sequence[ChannelLink]
    here: Room
    tab: str
    unread: bool
    posts: Sequence[Post]
    thread: Sequence[Post] | None
    deleting: Post | None
    home: Surface | None
    modal: Surface | None
    notice: str
    absent: bool
    hint: Command | None
    commands: Sequence[Command]
    shortcuts: Sequence[Shortcut]
    traffic: Sequence[Line]
    panels: Sequence[Panel]

    @property
    def title(self) -> str:
        me = next(person.face.name for person in self.people if person.current)
        return f"{self.here.label} · {me} · {self.workspace}"

    @property
    def focus(self) -> str:
        """The composer that a person who just came here would type into."""
        return f"composer-{self.here.id}-{self.place.thread or 'main'}"


def scene_of(
    workspace: Workspace, place: Place, memory: Memory, panels: Sequence[Panel], connected: bool
) -> Scene:
    """What this person sees at this address now."""
    channel = workspace.channels[place.channel]
    posts = Posts(workspace, channel, place)
    return Scene(
        place=place,
        workspace=workspace.team.name,
        app=workspace.app.name,
        connected=connected,
        people=list(_people(workspace, place)),
        channels=list(_links(workspace, place, memory, direct=False)),
        apps=list(_links(workspace, place, memory, direct=True)),
        here=_room(channel),
        tab=tab_of(workspace, place),
        unread=memory.unread(place.me, channel),
        posts=posts.main_line(),
        thread=posts.thread(place.thread) if place.thread else None,
        deleting=posts.one(place.delete),
        home=_surface(workspace, workspace.home(place.me), memory),
        modal=_surface(workspace, workspace.top(place.me), memory),
        notice=workspace.notices.get(place.me, ""),
        absent=not workspace.app_is_in(channel),
        hint=_hint(workspace, place, memory),
        commands=list(workspace.app.commands.values()),
        shortcuts=[s for s in workspace.app.shortcuts if s.kind == "global"],
        traffic=_traffic(workspace, place, memory),
        panels=panels,
    )


def _people(workspace: Workspace, place: Place) -> Iterator[PersonLink]:
    for face in faces(workspace).values():
        if not face.is_app:
            href = place.elsewhere(me=face.id, channel=_shared(workspace, place, face.id))
            yield PersonLink(face=face, href=href, current=face.id == place.me)


def _shared(workspace: Workspace, place: Place, other: str) -> str:
    """Where another person would stand: here too, unless this is not theirs to see."""
    if other in workspace.channels[place.channel].members:
        return place.channel
    return workspace.open_im(other).id


def _links(workspace: Workspace, place: Place, memory: Memory, *, direct: bool) -> Iterator[ChannelLink]:
    for channel in workspace.channels.values():
        if place.me in channel.members and (channel.kind == "im") is direct:
            current = channel.id == place.channel
            unread = not current and memory.unread(place.me, channel)
            yield ChannelLink(
                name=channel.name,
                href=place.elsewhere(channel=channel.id, tab="messages" if direct and unread else None),
                direct=direct,
                current=current,
                unread=unread,
            )


def _room(channel: Channel) -> Room:
    return Room(
        id=channel.id,
        name=channel.name,
        topic=channel.topic,
        direct=channel.kind == "im",
        members=len(channel.members),
    )


def tab_of(workspace: Workspace, place: Place) -> str:
    """Direct messages have a Home tab beside them, which is where one arrives."""
    direct = workspace.channels[place.channel].kind == "im"
    if not direct or not workspace.app.home_tab or place.thread or place.at:
        return "messages"
    return place.tab or "home"


def _traffic(workspace: Workspace, place: Place, memory: Memory) -> list[Line]:
    """Drawn while the drawer is open only."""
    if place.panel != "traffic":
        return []
    return [line(entry) for entry in memory.shown_traffic(workspace.traffic, SHOWN)]


def _surface(workspace: Workspace, view: Json | None, memory: Memory) -> Surface | None:
    if view is None:
        return None
    return Surface(
        id=view["id"],
        blocks=view["blocks"],
        state=view["state"]["values"],
        errors=memory.complaints(view),
        cursor=workspace.views.cursor(view["id"]),
        title=_words(view["title"]),
        submit=_words(view["submit"]),
        close=_words(view["close"]) or ("Back" if view["previous_view_id"] else "Cancel"),
        submit_disabled=view["submit_disabled"],
    )


def _words(text: Json | None) -> str:
    return emojized(text["text"]) if text else ""


def _hint(workspace: Workspace, place: Place, memory: Memory) -> Command | None:
    """The command to try first, for someone who has not tried any."""
    first = next(iter(workspace.app.commands.values()), None)
    return first if memory.is_new(place.me) else None
