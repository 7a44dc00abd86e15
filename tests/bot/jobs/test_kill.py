"""SIGKILL at every boundary of a run, before and after its effect, and at many runs at once.

After a restart no run is lost, none is paid for twice, and the channel holds one card that says how
it ended.
"""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from bot.domain.campaign_runs import AT_ONCE

pytestmark = pytest.mark.kill

#: Every effect of a run at a provider that is polled, in order; see `test_no_effect_is_missing_here`.
EFFECTS = [
    "begin",  # the handler tells the engine
    "intend card",
    "place",
    "change_generation 1",  # where the card is
    "change_generation 2",  # under way
    "change_generation 3",  # about to be sent
    "intend call 0",
    "start 0",
    "change_generation 4",  # the remote id
    "poll 1",
    "poll 2",
    "change_generation 5",  # the result
    "change_generation 6",  # nothing unaccounted for
    "save_balance 1",
    "add_draft 1",
    "change_generation 7",  # done
    "show",
]
#: What a run that adds a version to a draft does differently.
VERSION_EFFECTS = ["intend version", "change_draft 1"]
#: What a run with two files does differently, once it is under way.
FILE_EFFECTS = ["upload 1", "change_generation 3", "upload 2", "change_generation 4", "show"]
#: What a campaign of four posts, of which three are written at once, does besides.
CAMPAIGN_EFFECTS = [
    "start 0",
    "add_draft 1",
    "change_draft 1",
    "add_draft 3",
    "start 3",
    "add_draft 4",
    "show",
]
#: The call may have been made, and no answer was recorded: only the provider could tell.
UNCLEAR = {"after intend call 0", "before start 0", "after start 0", "before change_generation 4"}


def both(effects: list[str]) -> list[str]:
    return [f"{when} {effect}" for effect in effects for when in ("before", "after")]


#: Cases of one kill each; their lives are strung together, each taking up what the last one left.
CASES: dict[str, dict[str, Any]] = {
    **{f"polling, {kill}": {"vendor": "polling", "kill": kill} for kill in both(EFFECTS)},
    **{f"again, {kill}": {"again": True, "kill": kill} for kill in both(VERSION_EFFECTS)},
    **{f"finding, {kill}": {"vendor": "finding", "kill": kill} for kill in sorted(UNCLEAR)},
    **{f"limited, {kill}": {"vendor": "limited", "kill": kill} for kill in both(["begin", "place"])},
    **{
        f"files, {kill}": {"vendor": "uploading", "files": 2, "parts": 2, "kill": kill}
        for kill in both(FILE_EFFECTS)
    },
    **{f"campaign, {kill}": {"posts": 4, "kill": kill} for kill in both(CAMPAIGN_EFFECTS)},
    **{f"parts, {kill}": {"parts": 2, "kill": kill} for kill in both(["start 0", "start 1", "show"])},
}
RUNS = {name: f"RUN{number}" for number, name in enumerate(CASES)}
STRANDS = 6

UNDISTURBED = [{"run": "CALM", "vendor": "polling"}]
OVER_AND_OVER = [
    {"run": "POOR", "vendor": "finding", "kill": "after place"},
    {"kill": "after intend call 0"},
    {"kill": "after start 0"},
    {"kill": "after add_draft 1"},
    {"kill": "before show"},
    {},
]
CROWD = [
    {"run": "CROWD", "vendor": "polling", "crowd": 200, "kill": "after start 0"},
    {"kill": "after add_draft 40"},  # as many are surely left: half were asked, and not all of those are lost
    {},
]


@dataclass(frozen=True)
class Lived:
    """What became of one run."""

    run: str
    state: str
    versions: int
    #: How many of its posts became drafts.
    drafts: int
    #: How often each of its calls was paid for.
    calls: Counter[str]
    #: How often each of its files was sent.
    uploads: Counter[str]
    #: How many cards were posted for it.
    cards: int
    #: The state its card showed last.
    shown: str


@pytest.fixture(scope="module")
def chains(tmp_path_factory) -> list[dict[str, Any]]:
    """All chains of lives, lived through once and side by side."""
    lives = [{"run": RUNS[name], **case} for name, case in CASES.items()]
    strands = [[*lives[start::STRANDS], {}] for start in range(STRANDS)]
    harness = subprocess.run(
        [sys.executable, "-m", "tests.bot.jobs.harness", str(tmp_path_factory.mktemp("lives"))],
        input=json.dumps([UNDISTURBED, OVER_AND_OVER, CROWD, *strands]),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert harness.returncode == 0, harness.stderr
    lived: list[dict[str, Any]] = json.loads(harness.stdout)
    return lived


@pytest.fixture(scope="module")
def lived(chains) -> dict[str, Lived]:
    """What became of each run."""
    return {run: lived_of(chain, run) for chain in chains for run in chain.get("runs", ())}


def lived_of(chain: dict[str, Any], run: str) -> Lived:
    shows = [line["state"] for line in chain["slack"] if (line["did"], line["run"]) == ("show", run)]
    keys = [line["key"] for line in chain["vendor"] if line["did"] == "start"]
    files = [line["file"] for line in chain["vendor"] if line["did"] == "upload"]
    return Lived(
        run=run,
        **chain["runs"][run],
        calls=Counter(key for key in keys if key.split(":")[1] == run),
        uploads=Counter(file for file in files if file.startswith(f"F{run}-")),
        cards=sum((line["did"], line["run"]) == ("place", run) for line in chain["slack"]),
        shown=shows[-1],
    )


def test_every_life_but_the_last_was_killed_and_the_last_ended_by_itself(chains):
    for chain in chains:
        *killed, last = chain["deaths"]
        assert last == 0, chain["log"]
        assert set(killed) <= {-9}, chain["log"]


def test_no_effect_is_missing_here(chains):
    assert chains[0]["effects"] == EFFECTS


@pytest.mark.parametrize("name", CASES)
def test_a_killed_run_ends_on_its_one_card_and_is_paid_for_once(lived, name):
    life, case = lived[RUNS[name]], CASES[name]
    parts = case.get("posts", case.get("parts", 1))

    assert life.shown == life.state
    assert life.cards == (0 if case.get("again") else 1)
    assert max(life.calls.values(), default=0) <= 1
    if life.state == "done":
        assert len(life.calls) == parts or parts > 1


@pytest.mark.parametrize("kill", both(EFFECTS))
def test_a_run_is_unsure_only_when_its_call_may_have_been_made_unanswered(lived, kill):
    assert lived[RUNS[f"polling, {kill}"]].state == ("unsure" if kill in UNCLEAR else "done")


@pytest.mark.parametrize("kill", sorted(UNCLEAR))
def test_a_provider_that_can_tell_leaves_nothing_unsure_or_unpaid(lived, kill):
    life = lived[RUNS[f"finding, {kill}"]]

    assert life.state == "done"
    assert list(life.calls.values()) == [1]


@pytest.mark.parametrize("kill", both(VERSION_EFFECTS))
def test_a_killed_run_adds_its_version_once(lived, kill):
    assert lived[RUNS[f"again, {kill}"]].versions == 2


@pytest.mark.parametrize("kill", both(FILE_EFFECTS))
def test_a_run_killed_over_its_files_sends_again_only_the_one_not_written_down(lived, kill):
    life = lived[RUNS[f"files, {kill}"]]
    again = {"after upload 1": "0", "before change_generation 3": "0"}
    again |= {"after upload 2": "1", "before change_generation 4": "1"}

    assert life.state == "done"
    assert list(life.calls.values()) == [1, 1]
    assert life.uploads == {
        f"F{life.run}-{number}": 2 if again.get(kill) == number else 1 for number in ("0", "1")
    }


@pytest.mark.parametrize("kill", both(CAMPAIGN_EFFECTS))
def test_a_killed_campaign_goes_on_where_it_stopped(lived, kill):
    life = lived[RUNS[f"campaign, {kill}"]]

    assert life.state == "done"
    # Of three posts that are under way at once, those whose answers were lost cannot be told.
    assert 4 - AT_ONCE <= len(life.calls) <= 4
    assert 4 - AT_ONCE <= life.drafts <= len(life.calls)
    if kill in both(["add_draft 4"]):
        assert life.drafts == 4


def test_a_run_killed_over_and_over_ends_all_the_same(lived):
    life = lived["POOR"]

    assert (life.state, life.shown, life.cards) == ("done", "done", 1)
    assert list(life.calls.values()) == [1]


def test_a_crowd_of_runs_is_taken_up_whole(lived):
    crowd = [life for life in lived.values() if life.run.startswith("CROWD")]

    assert len(crowd) == 200
    assert {life.cards for life in crowd} == {1}
    assert max(count for life in crowd for count in life.calls.values()) == 1
    assert {life.shown for life in crowd} <= {"done", "unsure"}
    # Half of them had been asked when the process was killed, and a few more were about to be.
    assert sum(life.state == "unsure" for life in crowd) <= 130
