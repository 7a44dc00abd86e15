"""A bare environment, a Slack to ask, and `galley doctor` inside this process."""

from datetime import UTC, datetime

import pytest

from bot.doctor import examined
from bot.settings import Settings
from providers import BUILT_IN, CAMPAIGNS
from tests.flows.worlds import open_playground


@pytest.fixture(autouse=True)
def _bare(monkeypatch, tmp_path):
    """A folder without a `.env`, and an environment without settings."""
    names = {str(field.alias) for field in Settings.model_fields.values()}
    for name in names.union(*(p.Settings.variables() for p in (*BUILT_IN, *CAMPAIGNS))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def slack():
    async with open_playground() as (playground, _):
        yield playground


@pytest.fixture
def given(slack):
    """What leads to the stand-in's Slack over Socket Mode."""
    app = slack.workspace.app
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
    }


@pytest.fixture
def report(monkeypatch):
    """`await report(SETTING=…)`: the lines by what they are about, and the worst of their states."""

    async def told(clock=lambda: datetime.now(UTC), **settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return Report([found async for found in examined(clock)])

    return told


class Report:
    def __init__(self, found):
        self.lines = [str(finding) for finding in found]
        self.problems = [str(f) for f in found if f.state == "problem"]
        self.notes = [str(f) for f in found if f.state == "note"]

    def says(self, *words):
        """The one line with all of these words."""
        (line,) = [line for line in self.lines if all(word in line for word in words)]
        return line
