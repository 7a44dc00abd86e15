"""`galley doctor`: each fault is found and told with what to do, what works is told too, and no secret is."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor.slack import punctual
from bot.manifest import MANIFEST
from playground.slack.limits import Failure
from playground.vendors.posteverywhere import NO_AI_KEY
from tests.flows.worlds import open_playground, vendor_settings

SIGNING = "0123456789abcdef" * 2
KEY = "not-a-real-key-0123456789-0123456789"


async def test_with_nothing_set_it_says_what_runs_and_what_to_set(report):
    told = await report()
    assert told.problems == []
    assert told.says("Way to Slack", "playground", "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN").startswith(
        "! note"
    )
    assert told.says("PostEverywhere", "set POSTEVERYWHERE_API_KEY").startswith("! note")
    assert told.says("Database", "is made at the first start")


async def test_what_works_is_told_line_by_line(report, given, slack):
    told = await report(**given)
    assert told.problems == []
    assert told.says("Bot token", f"@{slack.workspace.app.name} in the workspace {slack.workspace.team.name}")
    assert told.says("✓ ok       Scopes: all that manifest.yml asks for")
    assert told.says("✓ ok       App token: works")
    assert told.says("✓ ok       Clock: agrees")
    assert told.says("✓ ok       Way to Slack: Socket Mode")


async def test_settings_that_cannot_be_read_are_named(report):
    told = await report(GALLEY_PORT="xoxb-in-the-wrong-line", GALLEY_SECRET_KEY="short")
    (line,) = told.problems
    assert line.startswith("✗ problem  Settings: ")
    assert "GALLEY_PORT" in line
    assert "GALLEY_SECRET_KEY: must be 32 characters" in line
    assert "xoxb" not in line


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("invalid_auth", "Copy the xoxb-… token"),
        ("token_revoked", "Reinstall to Workspace"),
        ("account_inactive", "not installed any more"),
        ("ratelimited", "Try again in a while"),
    ],
)
async def test_a_bot_token_that_slack_refuses_is_told_with_what_to_do(report, given, slack, error, advice):
    slack.limits.fail("auth.test", Failure(error=error, status=200, retry_after=None))
    told = await report(**given)
    assert told.problems == [told.says("✗ problem  Bot token: Slack refuses it", error, advice)]
    assert told.says("Clock: agrees")


async def test_tokens_in_each_others_place_are_both_found(report, given):
    swapped = {"SLACK_BOT_TOKEN": given["SLACK_APP_TOKEN"], "SLACK_APP_TOKEN": given["SLACK_BOT_TOKEN"]}
    told = await report(**given | swapped)
    assert told.problems == [
        told.says("Bot token", "not_allowed_token_type", "xoxb-…"),
        told.says("App token", "not_allowed_token_type", "xapp-"),
    ]
    for token in swapped.values():
        assert not [line for line in told.lines if token in line]


async def test_an_app_token_that_may_not_connect_is_found(report, given, slack):
    missing = Failure(error="missing_scope", status=200, retry_after=None)
    slack.limits.fail("apps.connections.open", missing)
    told = await report(**given)
    assert told.problems == [told.says("App token", "lacks the scope connections:write", "Generate one")]


async def test_scopes_are_compared_with_the_manifest(report, given, slack):
    app = slack.workspace.app
    scopes = app.scopes - {"files:read", "im:write"} | {"users:read"}
    slack.workspace.app = app.model_copy(update={"scopes": scopes})
    told = await report(**given)
    missing = told.says("Scopes", "files:read and im:write not granted", "Reinstall to Workspace")
    assert told.problems == [missing]
    assert told.says("! note", "Galley has no use for users:read")


async def test_slack_that_cannot_be_reached_is_told_once(report, given, unused_tcp_port):
    told = await report(**given | {"SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/"})
    assert told.problems == [
        told.says("Slack: ", f"127.0.0.1:{unused_tcp_port} does not answer", "https calls")
    ]


async def test_slack_that_talks_nonsense_is_told(report, given, slack):
    slack.limits.fail("auth.test", Failure(error="x", status=0, retry_after=None), times=1)
    told = await report(**given)
    assert told.problems == [told.says("Slack: ", "does not answer")]


@pytest.mark.parametrize(("off", "words"), [(600, "ahead of"), (-600, "behind")])
async def test_a_clock_that_is_off_is_found_whether_the_token_works_or_not(report, given, off, words):
    def clock():
        return datetime.now(UTC) + timedelta(seconds=off)

    for token in (given["SLACK_BOT_TOKEN"], "xoxb-unknown"):
        told = await report(clock, **given | {"SLACK_BOT_TOKEN": token})
        assert told.says("✗ problem  Clock: is", f"seconds {words} Slack's", "NTP") in told.problems


def test_a_date_that_cannot_be_read_is_no_problem():
    assert punctual("yesterday", datetime.now(UTC)).state == "note"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SLACK_BOT_TOKEN": ""}, ("✗ problem", "SLACK_BOT_TOKEN is not set")),
        ({"SLACK_APP_TOKEN": ""}, ("✗ problem", "nothing by which Slack reaches Galley")),
        ({"SLACK_SIGNING_SECRET": SIGNING}, ("! note", "is not used in Socket Mode")),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SIGNING}, ("✓ ok", "HTTP, at port 3000")),
        (
            {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "pasted"},
            ("! note", "does not look like one of Slack's"),
        ),
        ({"OCOYA_CAMPAIGNS": "mcp"}, ("✗ problem", "Secret key: Ocoya campaign", "Make one")),
        ({"OCOYA_CAMPAIGNS": "mcp", "GALLEY_SECRET_KEY": KEY}, ("! note", "GALLEY_PUBLIC_URL is not set")),
        ({"GALLEY_PUBLIC_URL": "http://localhost:3000"}, ("! note", "from this machine only")),
        ({"GALLEY_PUBLIC_URL": "https://galley.example.com"}, ("✓ ok", "https://galley.example.com")),
        ({"GALLEY_PUBLIC_URL": "http://galley.example.com"}, ("✗ problem", "must start with https://")),
        ({"GALLEY_METRICS_PORT": "9100"}, ("✓ ok", "Measurements")),
        ({"GALLEY_METRICS_PORT": "9100", "GALLEY_METRICS_HOST": "::"}, ("! note", "GALLEY_METRICS_TOKEN")),
        ({"POWERPOST_API_KEY": "pp_live_0123456789"}, ("✗ problem", "POWERPOST_WORKSPACE_ID must be set")),
    ],
)
async def test_what_the_settings_say_by_themselves(report, given, settings, words):
    told = await report(**given | settings)
    line = told.says(*words)
    assert (line in told.problems) == (len(told.problems) == 1) == line.startswith("✗")


async def test_providers_are_asked(report):
    async with open_playground() as (playground, vendor):
        told = await report(**vendor_settings(playground, vendor))
        assert told.says("✓ ok       PostEverywhere: works: 200 credits left")
        told = await report(POSTEVERYWHERE_API_KEY=NO_AI_KEY)
        assert told.problems == [told.says("PostEverywhere: does not work", "lacks the ai scope")]


@pytest.mark.parametrize(("token", "code"), [("", 0), ("xoxb-unknown", 1)])
async def test_the_command_prints_it_and_ends_in_1_for_a_problem(tmp_path, given, token, code):
    settings = given | ({"SLACK_BOT_TOKEN": token} if token else {})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor"),
        cwd=tmp_path,
        env={"PYTHONPATH": str(MANIFEST.parent), "PYTHONIOENCODING": "utf-8", **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    lines = out.decode().splitlines()

    assert (process.returncode, err) == (code, b"")
    assert lines[0] == "✓ ok       Settings: can be read."
    assert any(line.startswith("✗ problem  Bot token") for line in lines) == bool(code)
    for secret in (given["SLACK_APP_TOKEN"], settings["SLACK_BOT_TOKEN"]):
        assert secret not in out.decode()
