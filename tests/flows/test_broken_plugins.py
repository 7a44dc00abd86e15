"""An installed provider that does not fit stops Galley at start, in one sentence that names it."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from bot.app import open_galley
from bot.domain.errors import ConfigurationError
from bot.settings import read_settings
from tests.flows.plugins import register

#: A provider that works, for each case to break in one place.
WHOLE = """
import providers.settings
from typing import Annotated
from bot.domain.money import Price, PriceBasis
from bot.domain.requests import Prompt, Request

class BrokenRequest(Request):
    topic: Annotated[str, Prompt()]

class Broken:
    name, label, sample = "broken", "Broken", False
    request_model = BrokenRequest
    Settings = providers.settings.ProviderSettings

    @classmethod
    def open(cls, environment, http):
        return cls()

    def price(self, request):
        return Price(basis=PriceBasis.FREE)

    async def start(self, request, *, key): ...
"""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is written instead of what, and the sentence it makes."""

    says: str
    instead_of: str = ""
    written: str = ""
    place: str = "broken_plugin:Broken"


CASES = [
    Case(
        instead_of="import providers.settings",
        written="import no_such_package",
        says="The provider 'broken' cannot be loaded: No module named 'no_such_package'",
    ),
    Case(
        instead_of="class BrokenRequest",
        written="class BrokenRequest:",
        says="The provider 'broken' cannot be loaded: invalid syntax (broken_plugin.py, line 7)",
    ),
    Case(
        instead_of="Annotated[str, Prompt()]",
        written="str",
        says="The provider 'broken' cannot be loaded: "
        "BrokenRequest needs exactly one field marked Prompt(), not []",
    ),
    Case(
        instead_of="Annotated[str, Prompt()]",
        written="Annotated[str, Prompt()]; size: bytes",
        says="The provider 'broken' cannot be offered: "
        "BrokenRequest.size cannot be drawn: no input in Slack shows <class 'bytes'>.",
    ),
    Case(
        instead_of="Annotated[str, Prompt()]",
        written="Annotated[str, Prompt()]; campaign_posts: int = 1",
        says="The provider 'broken' cannot be offered: "
        "BrokenRequest.campaign_posts has a name that campaigns need.",
    ),
    Case(
        instead_of="def open",
        written="def opens",
        says="The provider 'broken' cannot be used: broken_plugin:Broken has no open.",
    ),
    Case(
        instead_of="name, label, sample =",
        written="named, labelled, sample =",
        says="The provider 'broken' cannot be used: broken_plugin:Broken has no name and no label.",
    ),
    Case(
        instead_of="providers.settings.ProviderSettings",
        written="dict",
        says="The provider 'broken' cannot be used: "
        "broken_plugin:Broken has Settings that are no subclass of ProviderSettings.",
    ),
    Case(
        instead_of="request_model = BrokenRequest",
        written="request_model = Price",
        says="The provider 'broken' cannot be used: "
        "broken_plugin:Broken has a request_model that is no subclass of Request.",
    ),
    Case(
        place="broken_plugin:WHOLE",
        says="The provider 'broken' cannot be loaded: module 'broken_plugin' has no attribute 'WHOLE'",
    ),
    Case(
        place="broken_plugin",
        says="The provider 'broken' cannot be used: broken_plugin is not a class.",
    ),
    Case(
        instead_of='"broken"',
        written='"powerpost"',
        says="Two providers are called 'powerpost': in providers.powerpost and in broken_plugin.",
    ),
    Case(
        instead_of="return cls()",
        written="raise KeyError('the key is 0123')",
        says="The provider 'broken' broke when it was opened: "
        "KeyError in {folder}/broken_plugin.py, line 17.",
    ),
]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Where packages are installed; `site(case)` installs the case's."""
    folder = tmp_path / "site"

    def installed(case):
        register(folder, {"broken": case.place})
        assert case.instead_of in WHOLE
        text = WHOLE.replace(case.instead_of, case.written, 1)
        (folder / "broken_plugin.py").write_text(text)
        return folder

    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "broken_plugin", raising=False)
    yield installed
    sys.modules.pop("broken_plugin", None)


async def start(folder):
    database = f"sqlite:///{folder / 'galley.db'}"
    settings = read_settings(_env_file=None, slack_bot_token="xoxb-1", database_url=database)
    async with open_galley(settings, env_file=None) as galley:
        return [provider.name for provider in galley.services.providers.offered]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.written or case.place)
async def test_it_is_named_with_what_is_wrong(site, tmp_path, case):
    folder = site(case)

    with pytest.raises(ConfigurationError) as stopped:
        await start(tmp_path)

    assert stopped.value.message == case.says.format(folder=folder)


async def test_the_whole_one_is_offered(site, tmp_path):
    site(Case(says=""))

    assert await start(tmp_path) == ["broken"]


def test_the_process_ends_with_that_sentence_alone(site, tmp_path):
    folder = site(CASES[0])
    paths = os.pathsep.join([str(folder), *sys.path])

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={"PYTHONPATH": paths, "SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", f"galley: {CASES[0].says}\n")
