"""A soak of a few seconds: nothing is lost over a restart, nothing paid for twice; and it would be told."""

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

from bench.soak.cards import Cards
from bench.soak.suite import soak
from bench.soak.watch import Look, slope, verdict


async def test_nothing_is_lost_and_nothing_paid_for_twice(tmp_path):
    soaked = await soak(minutes=0.1, rate=3, seed=1, folder=tmp_path)

    assert len(soaked.ours.runs) == len(soaked.floor.runs) == 18
    assert soaked.outcomes.total() == 18
    assert soaked.outcomes["ready"] > 10
    assert soaked.charged.total() >= soaked.outcomes["ready"]
    assert (soaked.lost, soaked.twice, soaked.exits, soaked.well) == (set(), [], [0, 0], True)
    words = str(soaked)
    assert words.startswith("18 runs acknowledged")
    assert "lost: 0" in words
    assert "process 2, which ended in 0" in words

    assert not replace(soaked, lost={"RUN"}).well
    assert not replace(soaked, charged=Counter({"T:RUN:0": 2})).well


async def test_a_run_whose_card_never_says_an_end_is_lost():
    slack = SimpleNamespace(listeners=[])
    cards = Cards(slack)
    for run, text in {
        "A": "Writing for X with Bench…",
        "B": "A title: 2 captions for LinkedIn and X are ready",
        "C": "Unsure whether Bench did this. Galley cannot tell.",
    }.items():
        slack.listeners[0]("chat.update", {"metadata": {"event_payload": {"run": run}}, "text": text})

    assert await cards.all_over("ABCD", within=0.01) == {"A", "D"}
    assert cards.outcomes("ABC") == {None: 1, "ready": 1, "Unsure whether Bench did this": 1}


def test_growth_is_told_for_each_thousand_runs():
    looks = [Look(at=n, runs=500 * n, memory=100 + 2 * n, descriptors=20, threads=9) for n in range(10)]
    assert slope(looks, lambda look: look.memory) == 4
    assert slope(looks, lambda look: look.descriptors) == 0
    assert slope(looks[:1], lambda look: look.memory) == 0
    assert verdict(looks, 4) == "growing"
    assert verdict(looks, 0.2) == "flat"
    assert verdict(looks[:2], 4) == "too few runs to tell"
