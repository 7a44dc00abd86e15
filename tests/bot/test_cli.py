"""The command line as a person runs it: what it prints, what it refuses, how it starts and stops."""

import asyncio
import re
import signal
import socket
from importlib.metadata import version

import aiohttp
import pytest
import yaml

from bot import cli
from bot.capabilities import table
from bot.manifest import MANIFEST
from tests.bot.processes import PATIENCE, started


async def address_of(process):
    line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found[0]


def test_the_version_is_the_packages(galley):
    assert galley("--version") == (0, f"galley {version('galley')}\n", "")


def test_help_names_every_command(galley):
    code, printed, _ = galley("--help")
    assert code == 0
    for command in ("run", "playground", "manifest", "providers", "doctor", "connect", "backup", "migrate"):
        assert re.search(rf"\b{command}\b", printed)


def test_the_manifest_is_the_file_for_socket_mode(galley):
    assert galley("manifest") == (0, MANIFEST.read_text(encoding="utf-8"), "")


def test_the_manifest_for_http_sends_everything_to_the_address(galley):
    code, printed, _ = galley("manifest", "--url", "https://galley.example.com/")
    assert code == 0
    manifest = yaml.safe_load(printed)
    endpoint = "https://galley.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == endpoint
    assert {command["url"] for command in manifest["features"]["slash_commands"]} == {endpoint}


def test_the_manifest_for_mentions_asks_for_no_right_to_read_channels(galley, monkeypatch):
    monkeypatch.setenv("GALLEY_THREAD_MODE", "mention")
    code, printed, _ = galley("manifest")
    assert code == 0
    asked, whole = yaml.safe_load(printed), yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    scopes, events = (
        [set(one["oauth_config"]["scopes"]["bot"]) for one in (whole, asked)],
        [set(one["settings"]["event_subscriptions"]["bot_events"]) for one in (whole, asked)],
    )
    assert scopes[0] - scopes[1] == {"channels:history", "groups:history"}
    assert events[0] - events[1] == {"message.channels", "message.groups"}
    assert "app_mentions:read" in scopes[1]
    assert {"app_mention", "message.im"} <= events[1]


def test_the_manifest_refuses_an_address_that_slack_does_not_call(galley):
    code, printed, said = galley("manifest", "--url", "http://galley.example.com")
    assert (code, printed) == (2, "")
    assert "must start with https://" in said


def test_what_providers_can_do_is_printed_and_written_without_a_key(galley, tmp_path):
    (tmp_path / "list.md").write_text("\n<!-- providers -->\n<!-- /providers -->\n")

    assert galley("providers", "--markdown") == (0, table(), "")
    assert galley("providers", "--into", "list.md") == (0, "", "")
    assert table() in (tmp_path / "list.md").read_text()


def test_settings_that_do_not_work_are_named_without_their_values(galley, monkeypatch):
    monkeypatch.setenv("GALLEY_PORT", "three-thousand")
    code, _, said = galley("run")
    assert code == 2
    assert "GALLEY_PORT" in said
    assert "three-thousand" not in said


def test_an_unknown_command_is_refused(galley):
    code, _, said = galley("dance")
    assert code == 2
    assert "No such command" in said


def test_without_slacks_tokens_it_runs_the_playground(galley, monkeypatch):
    for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    opened = []
    monkeypatch.setattr(cli, "_play", lambda _settings, **how: opened.append(how))
    code, printed, _ = galley("run")
    assert (code, opened) == (0, [{"port": 3797, "browser": True}])
    assert "No Slack tokens are set" in printed


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_the_playground_says_where_it_is_answers_and_stops_when_told(tmp_path, sign):
    async with started(tmp_path, "playground", "--port", "0", "--no-browser") as process:
        address = await address_of(process)
        async with aiohttp.ClientSession() as visitor, visitor.get(address) as answer:
            page = await answer.text()
            assert (answer.status, "Message #general" in page) == (200, True)
        process.send_signal(sign)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert (process.returncode, err.decode()) == (0, "")
    assert out.decode().endswith("Stopped.\n")
    assert list(tmp_path.iterdir()) == []


async def test_a_port_that_is_taken_is_said_plainly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with started(tmp_path, "playground", "--port", str(port), "--no-browser") as process:
            _, err = await asyncio.wait_for(process.communicate(), PATIENCE)

    said = f"galley: Port {port} is taken: stop what uses it, or give another one with --port.\n"
    assert (process.returncode, err.decode()) == (2, said)
