"""Drives one app: opens its form, submits briefs, and keeps a crowd of runs in flight behind them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from bench.contenders import Contender
from bench.payloads import command, filled, submission
from bench.slack import PATIENCE

#: Seconds between two measurements, in which what follows an acknowledgement comes to its end.
PAUSE = 0.03


@dataclass(frozen=True)
class Steps:
    """Moments of one run at Slack's edge (`time.perf_counter`)."""

    sent: float
    acknowledged: float
    placed: float
    answered: float
    updated: float


@dataclass(frozen=True)
class Driver:
    """Galley, and the form it drew."""

    contender: Contender
    form: Mapping[str, Any]

    @classmethod
    async def open(cls, contender: Contender) -> Self:
        """Open the form once, to be submitted again and again."""
        slack = contender.slack
        opened = slack.expect("views.open")
        await slack.deliver(command(slack))
        call = await asyncio.wait_for(opened, PATIENCE)
        return cls(contender, filled(slack, call.arguments["view"]))

    async def compose(self) -> float:
        """Seconds from `/compose` to its acknowledgement; returns when the form is open."""
        slack = self.contender.slack
        opened = slack.expect("views.open")
        sent, acknowledged = await slack.deliver(command(slack))
        await asyncio.wait_for(opened, PATIENCE)
        await asyncio.sleep(PAUSE)
        return acknowledged - sent

    async def submit(self, callback_id: str = "compose") -> Steps:
        """One run from its submission to its finished card."""
        slack = self.contender.slack
        slack.vendor.keeping = False
        posting, updating = slack.expect("chat.postMessage"), slack.expect("chat.update")
        sent, acknowledged = await slack.deliver(submission(slack, self.form, callback_id))
        placed, updated = await asyncio.wait_for(asyncio.gather(posting, updating), PATIENCE)
        answered = slack.vendor.answered
        await asyncio.sleep(PAUSE)
        return Steps(sent, acknowledged, placed.at, answered, updated.at)

    async def crowd(self, size: int) -> None:
        """Submit briefs that the vendor keeps, until so many runs are being polled for."""
        slack = self.contender.slack
        slack.vendor.keeping = True
        for number in range(len(slack.vendor.kept) + 1, size + 1):
            await slack.deliver(submission(slack, self.form))
            await slack.vendor.keeps(number, PATIENCE)
        slack.vendor.keeping = False
