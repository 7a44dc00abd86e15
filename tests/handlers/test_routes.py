"""The routes, the manifest and the code's calls agree with each other."""

import ast
import inspect
import re
from pathlib import Path

import pytest
import yaml

from bot.blocks.ids import Action, Shortcut, View
from bot.manifest import MANIFEST, for_http
from handlers import ROUTES, files, shelf
from playground.slack.web_api.calls import METHODS

ROOT = Path(__file__).parents[2]
SLACK = yaml.safe_load(MANIFEST.read_text())
#: What Bolt and `attach` can give a listener, by name.
INJECTED = {
    "ack",
    "respond",
    "body",
    "action",
    "event",
    "view",
    "client",
    "services",
    "desk",
    "clock",
    "context",
}
#: Scopes that no method asks for: they are what lets a feature exist at all.
FEATURE_SCOPES = {"app_mentions:read", "commands"}
#: Scopes of addresses that are no methods, and of methods within others, declared beside the code.
FILE_SCOPES = {files.SCOPE, shelf.SCOPE}


def matches(kind):
    return {str(route.match) for route in ROUTES if route.kind == kind and isinstance(route.match, str)}


def test_the_manifest_has_exactly_the_commands_that_are_answered():
    assert {c["command"] for c in SLACK["features"]["slash_commands"]} == matches("command")


def test_the_manifest_has_exactly_the_shortcuts_that_are_answered():
    declared = {s["callback_id"] for s in SLACK["features"]["shortcuts"]}
    assert declared == matches("shortcut") == set(Shortcut)


def test_the_manifest_asks_for_exactly_the_events_that_are_answered():
    declared = set(SLACK["settings"]["event_subscriptions"]["bot_events"])
    heard = {name.partition(".")[0] for name in declared}
    assert heard == matches("event")
    assert declared - heard == {"message.channels", "message.groups", "message.im"}


def test_every_action_id_has_a_listener():
    def answered(action):
        return any(
            route.match.match(f"{action}.x")
            if isinstance(route.match, re.Pattern)
            else str(route.match) == str(action)
            for route in ROUTES
            if route.kind == "action"
        )

    assert [action for action in Action if not answered(action)] == []


def test_every_form_that_can_be_submitted_has_a_listener():
    assert matches("view") == {
        str(view)
        for view in (
            View.COMPOSE,
            View.EDIT,
            View.EXPORT,
            View.RENAME,
            View.SEARCH,
            View.SETTINGS,
            View.VERSION,
        )
    }


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.kind} {route.match}")
def test_a_listener_asks_only_for_what_it_can_get(route):
    asked = set(inspect.signature(route.listener).parameters)
    assert asked <= INJECTED
    assert "ack" in asked or route.kind == "event"


def called_methods():
    """Web API methods called anywhere in the application, as Slack names them."""
    named = {name.replace(".", "_").lower(): name for name in METHODS}
    found = set()
    for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("handlers/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = named.get(node.func.attr.lower())
                if name:
                    found.add(name)
    return found


def scopes_of(method):
    scopes = METHODS[method].scopes
    return {scopes} if isinstance(scopes, str) else set((scopes or {}).values())


def test_the_manifest_asks_for_exactly_the_scopes_that_the_code_needs():
    needed = set().union(*(scopes_of(method) for method in called_methods()))
    needed |= FEATURE_SCOPES | FILE_SCOPES
    assert {"chat.postMessage", "chat.update", "conversations.history"} <= called_methods()
    assert set(SLACK["oauth_config"]["scopes"]["bot"]) == needed


def test_for_http_every_door_leads_to_the_url():
    changed = for_http(yaml.safe_load(MANIFEST.read_text()), "https://galley.example.com/")
    door = "https://galley.example.com/slack/events"
    assert {c["url"] for c in changed["features"]["slash_commands"]} == {door}
    assert changed["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": door,
        "message_menu_options_url": door,
    }
    assert changed["settings"]["event_subscriptions"]["request_url"] == door
    assert changed["settings"]["socket_mode_enabled"] is False
