from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession

from playground.page import Page
from playground.page.drawing import Drawing
from playground.page.markdown import markdown_renderer
from playground.page.mrkdwn import Mrkdwn, Names
from playground.panels import Control, Fact
from playground.server import Playground
from playground.slack.fixtures import ANA, fresh_workspace

MANIFEST = {
    "display_information": {"name": "Galley"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [{"command": "/compose", "description": "Write captions", "usage_hint": "[topic]"}],
        "shortcuts": [
            {"name": "Compose a post", "type": "global", "callback_id": "compose", "description": "Write"},
            {"name": "Draft from this", "type": "message", "callback_id": "quote", "description": "Quote"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"interactivity": {"is_enabled": True}},
}


@dataclass
class Meter:
    """A simulated service with one fact, one switch and one button."""

    title: str = "Meter"
    description: str = "Counts presses."
    presses: list[str] = field(default_factory=list)

    def facts(self):
        return [Fact(label="Presses", value=str(len(self.presses)))]

    def controls(self):
        return [
            Control(name="fail", label="Fail the next call", active="fail" in self.presses, group="Answers"),
            Control(name="reset", label="Start again", hint="Forgets everything"),
        ]

    async def press(self, name):
        if name not in {control.name for control in self.controls()}:
            raise KeyError(name)
        self.presses.append(name)


@pytest.fixture
def workspace():
    return fresh_workspace(MANIFEST)


@pytest.fixture
def mrkdwn():
    return Mrkdwn(
        Names(
            people={"U1": "Ana Ruiz", "U2": "Ben Okafor"},
            accounts={"U1": "ana", "U2": "ben"},
            channels={"C1": "general"},
            me="U1",
        )
    )


@pytest.fixture
def drawing(workspace):
    return Drawing(workspace, ANA, markdown_renderer())


@pytest.fixture
def meter():
    return Meter()


@pytest.fixture
async def playground(workspace, meter) -> AsyncIterator[Playground]:
    playground = Playground(workspace)
    playground.add_routes(Page(playground, [meter]).routes())
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
async def browse(playground) -> AsyncIterator[ClientSession]:
    """A client of the served page, without a browser's patience for redirects to elsewhere."""
    async with ClientSession(playground.base_url) as session:
        yield session
