"""The App Home: what runs, what I and the team have, how the providers stand, and where to start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.drafts import draft_row
from bot.blocks.elements import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    mrkdwn,
    plain,
    said,
    section,
)
from bot.blocks.help import commands
from bot.blocks.ids import Action
from bot.blocks.progress import doing
from bot.blocks.status import Health, balance_words
from bot.blocks.text import ago, mention
from bot.blocks.values import CardValue, Value
from bot.domain.drafts import Draft
from bot.domain.generations import Generation

#: Rows of each list; the view stays far under Slack's 100 blocks.
_ROWS = 5
_STEPS = (
    "*1.* Press *Compose a post*, or type `/compose` in any channel.\n"
    "*2.* Say what to write about, choose the platforms, and send it.\n"
    "*3.* The result comes as one message: look through its variants and press *Save draft*."
)


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """What the Home shows, all from our own records; `mine` and `team` newest first."""

    running: Sequence[Generation] = ()
    mine: Sequence[Draft] = ()
    team: Sequence[Draft] = ()
    providers: Sequence[Health] = ()


def home_view(facts: HomeFacts, *, now: datetime) -> Block:
    """The view for `views.publish`."""
    begun = bool(facts.running or facts.mine or facts.team)
    compose = button("Compose a post", Action.COMPOSE, Value(), style="primary")
    plan = button("Plan a campaign", Action.PLAN_CAMPAIGN, Value())
    blocks = [
        header("Galley"),
        *actions("start", [compose, plan]),
        *(_work(facts, now) if begun else [header("Your first draft in three steps"), said(_STEPS)]),
        *_providers(facts.providers, now),
        divider(),
        header("Help"),
        said(commands()),
    ]
    return {"type": "home", "blocks": blocks}


def _work(facts: HomeFacts, now: datetime) -> list[Block]:
    return [
        *_running(facts.running, now),
        *_drafts("My drafts", facts.mine, "None yet. Keep one with *Save draft* on its card.", now),
        *_drafts("The team's latest drafts", facts.team, "None yet.", now),
        context(plain("All of them, and a search: /drafts")),
    ]


def _running(running: Sequence[Generation], now: datetime) -> list[Block]:
    """What is being written now, with the way to stop it; nothing when nothing is."""
    rows = [row for generation in running[:_ROWS] for row in _run(generation, now)]
    return [header("Running now"), *rows] if rows else []


def _run(generation: Generation, now: datetime) -> list[Block]:
    value = CardValue(run=generation.id, draft=generation.draft or "")
    stop = button("Cancel", Action.CANCEL, value, spoken=f"Cancel run {generation.code}")
    started = f"started {ago(generation.created_at, now)} · run {generation.code}"
    return [
        section(plain(doing(generation.parts)), stop),
        context(mrkdwn(mention(generation.person)), plain(started)),
    ]


def _drafts(heading: str, drafts: Sequence[Draft], nothing: str, now: datetime) -> list[Block]:
    rows = [row for draft in drafts[:_ROWS] for row in draft_row(draft, now)]
    return [header(heading), *(rows or [said(nothing)])]


def _providers(providers: Sequence[Health], now: datetime) -> list[Block]:
    """Each provider with its balance; what was asked for last, so its age is told."""
    lines = [f"{h.provider.label}: {balance_words(h, now)}" for h in providers]
    return [header("Providers"), *(context(plain(line)) for line in lines)] if lines else []
