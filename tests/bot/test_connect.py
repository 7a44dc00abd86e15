"""`galley connect`: from the command to the browser and back, beside a Galley that has the records open."""

import asyncio
import os
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot import connect
from bot.domain.errors import ConfigurationError, NotFound
from bot.domain.ports import Asker
from bot.manifest import MANIFEST
from bot.services.vault import SealedVault
from bot.settings import read_settings
from storage.sqlite import open_sqlite
from tests.bot.processes import PATIENCE, started
from tests.flows.embassy import Embassy, open_authority
from tests.flows.plugins import install
from tests.flows.visits import open_browser

KEY = "k" * 32
ANA = Asker("T1", "U1ANA")
FOR_ANA = ("connect", "embassy", "--team", "T1", "--person", "U1ANA")


@pytest.fixture
async def authority():
    async with open_authority() as opened:
        yield opened


@pytest.fixture
def environment(authority, tmp_path):
    """A Galley with Embassy installed."""
    install(tmp_path / "site", (Embassy,))
    path = os.pathsep.join((str(MANIFEST.parent), str(tmp_path / "site")))
    return {"PYTHONPATH": path, "GALLEY_SECRET_KEY": KEY, "EMBASSY_ADDRESS": authority.address}


@pytest.fixture
async def vault(tmp_path):
    """That of a Galley which is running, on the same records."""
    store = await open_sqlite(f"sqlite:///{tmp_path}/galley.db")
    yield SealedVault(store, (KEY,), lambda: datetime.now(UTC))
    await store.close()


async def link_of(process):
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    found = re.fullmatch(r"Sign in on this page, within ten minutes: (http://127\.0\.0\.1:\d+/\S+)\n", line)
    assert found, line
    return found[1]


async def end_of(process):
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, out.decode(), err.decode()


async def test_a_person_is_connected_for_a_galley_that_is_running(tmp_path, environment, vault, authority):
    async with (
        started(tmp_path, *FOR_ANA, "--no-browser", **environment) as process,
        open_browser() as browser,
    ):
        status, page = await browser.goes_to(await link_of(process))
        assert (status, "Embassy is connected" in page) == (200, True)
        assert await end_of(process) == (0, "Embassy is connected. Go back to Slack.\n", "")
    (token,) = authority.tokens
    assert token in await vault.read(ANA, "embassy")
    assert await vault.read(Asker("T1", "U2BEN"), "embassy") is None


async def test_who_declines_is_told_so_in_both_places(tmp_path, environment, vault, authority):
    authority.consents = False
    async with (
        started(tmp_path, *FOR_ANA, "--no-browser", **environment) as process,
        open_browser() as browser,
    ):
        status, page = await browser.goes_to(await link_of(process))
        assert (status, "Run galley connect once more." in page) == (400, True)
        told = "Not connected: You did not allow it at Embassy. Run galley connect once more.\n"
        assert await end_of(process) == (1, "", told)
    assert await vault.read(ANA, "embassy") is None


async def test_others_who_find_the_page_end_nothing(tmp_path, environment, vault):
    async with (
        started(tmp_path, *FOR_ANA, "--no-browser", **environment) as process,
        open_browser() as browser,
    ):
        link = await link_of(process)
        here = link.partition("/connect/")[0]
        assert (await browser.goes_to(f"{here}/connect/embassy/back?state=s&code=c"))[0] == 400
        assert (await browser.goes_to(f"{here}/connect/embassy/forged"))[0] == 400
        assert (await browser.goes_to(link))[0] == 200
        assert (await end_of(process))[0] == 0


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """Embassy, for the command line inside this process."""
    install(tmp_path / "site", (Embassy,))
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setenv("EMBASSY_ADDRESS", "https://embassy.example.com")


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("GALLEY_SECRET_KEY", KEY)


def test_what_can_be_connected_is_listed(galley, installed, key):
    assert galley("connect") == (0, "These can be connected:\n  embassy: Embassy\n", "")


def test_where_nothing_needs_connecting_it_says_so(galley, key):
    code, out, _ = galley("connect")
    assert (code, out) == (0, "Nothing needs connecting here: the providers work with keys of their own.\n")


def test_a_provider_that_is_not_there_is_refused_with_those_that_are(galley, installed, key):
    code, _, err = galley("connect", "nobody", *FOR_ANA[2:])
    assert code == 2
    assert err.startswith("galley: There is no provider 'nobody' to connect. These can be connected:")
    assert "embassy" in err


@pytest.mark.parametrize("words", [FOR_ANA, ("connect",)])
def test_without_a_secret_key_it_says_how_to_get_one(galley, installed, words):
    code, _, err = galley(*words)
    assert code == 2
    assert "GALLEY_SECRET_KEY is not set here." in err
    assert ".env.example" in err


@pytest.mark.parametrize(
    ("team", "person"), [("", ""), ("T1", ""), ("", "U1"), ("U1", "T1"), ("T1", "@ana"), ("t1", "U1")]
)
def test_a_person_is_named_as_slack_names_them(galley, installed, key, team, person):
    code, _, err = galley("connect", "embassy", "--team", team, "--person", person)
    assert code == 2
    assert "/galley connect in Slack shows the whole command" in err


def test_the_beginning_of_a_name_is_enough_where_it_is_the_only_one():
    named = [SimpleNamespace(name=name, label=name) for name in ("ocoya_campaign", "ocean", "ocean_two")]

    class Connections:
        connectable = named

        def __getitem__(self, name):
            if found := [p for p in named if p.name == name]:
                return found[0]
            raise NotFound

    ground = SimpleNamespace(connections=Connections())
    assert connect._wanted(ground, "ocoya") is named[0]
    assert connect._wanted(ground, "ocean") is named[1]
    for name in ("oc", "x"):
        with pytest.raises(ConfigurationError, match=f"There is no provider '{name}' to connect"):
            connect._wanted(ground, name)


async def test_nobody_is_waited_for_for_ever(tmp_path, environment, monkeypatch, capsys):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.setattr(connect, "PATIENCE", 0.05)
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    settings = read_settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/galley.db")
    assert await connect.connect(settings, "embassy", ANA, browser=True) is False
    printed = capsys.readouterr()
    assert opened[0] in printed.out
    assert printed.err == (
        "Nobody came back within ten minutes, so nothing is connected. Run galley connect once more.\n"
    )
