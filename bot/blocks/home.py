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
from bot.blocks.facts import CardFacts, asked_of, facts_of
from bot.blocks.help import commands
from bot.blocks.ids import Action
from bot.blocks.progress import doing
from bot.blocks.status import Health, balance_words
from bot.blocks.text import ago, mention
from bot.blocks.values import CardValue, Filter, ListValue, Value
from bot.domain.drafts import Draft
from bot.domain.generations import Generation, State
from bot.domain.ports import Page

#: Rows of each list; the view stays far under Slack's 100 blocks.
_ROWS, _PROVIDERS = 5, 15
_STEPS = (
    "*1.* Press *Compose a post*, or type `/compose` in any channel.\n"
    "*2.* Say what to write about, choose the platforms, and send it.\n"
    "*3.* The result comes as one message: look through its variants and press *Save draft*."
)


_NOTHING, _START = Page(drafts=(), after=None, total=0), ListValue()


@dataclass(frozen=True, kw_only=True)
class HomeFacts:
    """What the Home shows, all from our own records; `mine` and `team` newest first."""

    needs: Sequence[Generation] = ()
    unsaved: Sequence[Draft] = ()
    running: Sequence[Generation] = ()
    mine: Page = _NOTHING
    #: Which page of the person's own drafts it is.
    at: ListValue = _START
    team: Sequence[Draft] = ()
    providers: Sequence[Health] = ()


def home_view(facts: HomeFacts, *, now: datetime) -> Block:
    """The view for `views.publish`."""
    begun = bool(facts.needs or facts.unsaved or facts.running or facts.mine.total or facts.team)
    compose = button("Compose a post", Action.COMPOSE, Value(), style="primary")
    plan = button("Plan a campaign", Action.PLAN_CAMPAIGN, Value())
    search = button("Search drafts", Action.SEARCH, ListValue(show=Filter.TEAM))
    mine = button("My settings", Action.SETTINGS, Value())
    blocks = [
        header("Galley"),
        *actions("start", [compose, plan, *([search] if begun else []), mine]),
        *(_work(facts, now) if begun else [header("Your first draft in three steps"), said(_STEPS)]),
        *_providers(facts.providers, now),
        divider(),
        header("Help"),
        said(commands()),
    ]
    return {"type": "home", "blocks": blocks}


def _work(facts: HomeFacts, now: datetime) -> list[Block]:
    return [
        *_needs(facts, now),
        *_drafts("My drafts", facts.mine.drafts, "None yet. Keep one with *Save draft* on its card.", now),
        *_pages(facts.mine, facts.at),
        *_running(facts, now),
        *([] if _all_mine(facts) else _drafts("Recent team drafts", facts.team, "None yet.", now)),
        context(plain("All of them, and a search: /drafts")),
    ]


def _all_mine(facts: HomeFacts) -> bool:
    """Whether the team's newest are on the first page of one's own anyway."""
    return {draft.id for draft in facts.team} <= {draft.id for draft in facts.mine.drafts}


def _needs(facts: HomeFacts, now: datetime) -> list[Block]:
    """What waits for this person: runs that gave nothing, results to save. No heading for nothing."""
    rows = [row for run in facts.needs[:_ROWS] for row in _need(run, facts, now)]
    rows += [row for draft in facts.unsaved[:_ROWS] for row in draft_row(draft, now)]
    return [header("Needs you"), *rows] if rows else []


def _need(run: Generation, home: HomeFacts, now: datetime) -> list[Block]:
    """A run that gave nothing, with a next step that costs nothing, where there is one."""
    unsure, facts = run.state is State.UNSURE, _facts(run, home, now)
    label, action = ("Check again", Action.CHECK_AGAIN) if unsure else ("Edit brief", Action.EDIT_BRIEF)
    step = button(label, action, CardValue(run=run.id), spoken=f"{label}, run {run.code}")
    why = f": {run.failures[0].message}" if run.failures else "."
    what = "It is not known whether this was written" if unsure else "Nothing came of this brief"
    return [
        section(_titled(facts, f"{what}{why}"), step if facts.finds or not unsure else None),
        context(plain(f"{ago(run.created_at, now)} · run {run.code} · its card says more")),
    ]


def _facts(run: Generation, home: HomeFacts, now: datetime) -> CardFacts:
    """What the provider says of a run's brief, as on its card."""
    provider = next(
        (health.provider for health in home.providers if health.provider.name == run.provider), None
    )
    return facts_of(asked_of(provider, run), run.request, now=now)


def _titled(facts: CardFacts, words: str) -> Block:
    """What a brief is about, where its provider is still there to read it, and how it stands."""
    return plain(f"{facts.title}\n{words}" if facts.title else words, 300)


def _pages(page: Page, at: ListValue) -> list[Block]:
    turns = []
    if at.after:
        turns.append(button("Previous", f"{Action.HOME_PAGE}.previous", at.preceding()))
    if page.after:
        turns.append(button("Next", f"{Action.HOME_PAGE}.next", at.following(page.after)))
    return actions("mine", turns)


def _running(facts: HomeFacts, now: datetime) -> list[Block]:
    """What is being written now, with the way to stop it; nothing when nothing is."""
    rows = [row for run in facts.running[:_ROWS] for row in _run(run, _facts(run, facts, now), now)]
    return [header("Running now"), *rows] if rows else []


def _run(generation: Generation, facts: CardFacts, now: datetime) -> list[Block]:
    value = CardValue(run=generation.id, draft=generation.draft or "")
    stop = button("Cancel", Action.CANCEL, value, spoken=f"Cancel run {generation.code}")
    started = f"started {ago(generation.created_at, now)} · run {generation.code}"
    return [
        section(_titled(facts, doing(generation.parts)), stop),
        context(mrkdwn(mention(generation.person)), plain(started)),
    ]


def _drafts(heading: str, drafts: Sequence[Draft], nothing: str, now: datetime) -> list[Block]:
    rows = [row for draft in drafts[:_ROWS] for row in draft_row(draft, now)]
    return [header(heading), *(rows or [said(nothing)])]


def _providers(providers: Sequence[Health], now: datetime) -> list[Block]:
    """Each provider with its balance; what was asked for last, so its age is told."""
    lines = [f"{h.provider.label}: {balance_words(h, now)}" for h in providers[:_PROVIDERS]]
    return [header("Providers"), *(context(plain(line)) for line in lines)] if lines else []
