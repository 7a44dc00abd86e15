"""Slack's requests as they arrive: which kind, whose, and how long Slack waited for its answer."""

import hashlib
import re
import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.domain.ports import Meter
from bot.tracing import traced
from handlers.acks import PromptRunner

#: Slack's types of payloads -> what `handlers.ROUTES` calls their kind.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "event_callback": "event",
        "block_actions": "action",
        "block_suggestion": "options",
        "view_submission": "view",
        "view_closed": "view",
        "shortcut": "shortcut",
        "message_action": "shortcut",
    }
)
#: Whatever else an id may hold has no business in a log; the body may be anybody's until Bolt has checked it.
STRANGE = re.compile(r"[^\w.:-]")
LONGEST = 64


class Arrival(NamedTuple):
    """One request: `request` is Slack's id of it, the same in a resend, which adds its number."""

    kind: str
    team: str
    request: str


class WatchedApp(AsyncApp):
    """Bolt's app, each request of which is traced from its arrival to the end of its listener, and timed.

    Bolt's own middleware cannot do either: it ends before the listener begins. Acknowledgements are prompt.
    """

    def __init__(self, *, meter: Meter, **bolt: Any) -> None:
        super().__init__(**bolt)
        self._meter = meter
        self._async_listener_runner = PromptRunner.like(self.listener_runner)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer a request of Slack's."""
        began, arrival = time.perf_counter(), arrival_of(req.body, req.headers)
        with traced(team=arrival.team, request=arrival.request):
            answer = await super().async_dispatch(req)
        outcome = "ok" if answer.status < 400 else "refused" if answer.status < 500 else "failed"
        self._meter.acknowledged(arrival.kind, outcome, time.perf_counter() - began)
        return answer


def arrival_of(body: Mapping[str, Any], headers: Mapping[str, Sequence[str]]) -> Arrival:
    """What a request says of itself; nobody may have checked it yet."""
    retry = _plain(next(iter(headers.get("x-slack-retry-num") or ()), ""))
    named = _plain(_id_of(body))
    return Arrival(
        kind="command" if "command" in body else KINDS.get(str(body.get("type")), "other"),
        team=_plain(_team_of(body)),
        request=f"{named}#{retry}" if named and retry else named,
    )


def _id_of(body: Mapping[str, Any]) -> object:
    """Slack's id of a request. A command has a trigger only: its digest, because a trigger opens windows."""
    if event := body.get("event_id"):
        return event
    if "actions" in body and isinstance(body["actions"], list):
        return _within(next(iter(body["actions"]), None), "action_ts")
    if at := body.get("action_ts"):
        return at
    if view := _within(body.get("view"), "id"):
        return view
    trigger = body.get("trigger_id")
    return hashlib.blake2b(str(trigger).encode(), digest_size=6).hexdigest() if trigger else ""


def _team_of(body: Mapping[str, Any]) -> object:
    """The team as `handlers.reading.who_of` and Slack's events have it."""
    home = _within(body.get("user"), "team_id") or _within(body.get("team"), "id")
    return body.get("team_id") or home or ""


def _within(found: object, name: str) -> object:
    return found.get(name) if isinstance(found, Mapping) else None


def _plain(value: object) -> str:
    return STRANGE.sub("", str(value or ""))[:LONGEST]
