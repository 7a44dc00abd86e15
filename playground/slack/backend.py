"""What the Web API and the people both work on."""

from dataclasses import dataclass

from playground.slack.events import Events
from playground.slack.outbox import Outbox
from playground.slack.schedule import Schedule
from playground.slack.socket_mode import Sockets
from playground.slack.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Backend:
    """Slack without its wire."""

    workspace: Workspace
    outbox: Outbox
    events: Events
    schedule: Schedule
    sockets: Sockets
