"""The people: so many `/compose` a second, each followed by its form, and what is made of it."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

from bench.payloads import command, submission
from bench.slack import Complaint, Slack
from bot.domain.generations import run_id
from playground.slack.delivery import Envelope, NoAck

#: Seconds after which a person tries again, for as long as a person tries.
AGAIN, TRYING = 1.0, 60.0
#: Seconds that a person waits for a form to open.
OPENING = 10.0
FORM = "compose"


class Load:
    """Gives one app its work, and keeps what came of it. Times are in seconds."""

    def __init__(self, slack: Slack, form: Mapping[str, Any], *, opens: bool = True) -> None:
        self._slack = slack
        self._form = form
        self._opens = opens
        self._opening: dict[str, asyncio.Event] = {}
        self._people: set[asyncio.Task[None]] = set()
        #: From each delivery that was acknowledged to its acknowledgement.
        self.acknowledged: list[float] = []
        #: The runs whose submission was acknowledged.
        self.runs: set[str] = set()
        self.tried_again = self.given_up = self.never_opened = 0
        slack.listeners.append(self._hear)

    def begin(self) -> None:
        """One person more."""
        person = asyncio.create_task(self._compose())
        self._people.add(person)
        person.add_done_callback(self._people.discard)

    async def end(self) -> None:
        """Wait until everybody has either sent their form or given up."""
        await asyncio.gather(*self._people)

    async def _compose(self) -> None:
        typed = command(self._slack)
        opened = self._opening[typed.payload["trigger_id"]] = asyncio.Event()
        if await self._deliver(typed) and self._opens:
            try:
                await asyncio.wait_for(opened.wait(), OPENING)
            except TimeoutError:
                self.never_opened += 1
        del self._opening[typed.payload["trigger_id"]]
        sent = submission(self._slack, self._form, FORM)
        if await self._deliver(sent):
            self.runs.add(run_id(self._slack.workspace.team.id, sent.payload["view"]["id"]))

    async def _deliver(self, envelope: Envelope) -> bool:
        """Whether it was acknowledged, sooner or later: the same form is sent again and again."""
        ends = time.perf_counter() + TRYING
        while time.perf_counter() < ends:
            try:
                sent, acknowledged = await self._slack.deliver(envelope)
            except (NoAck, Complaint):
                self.tried_again += 1
                await asyncio.sleep(AGAIN)
            else:
                self.acknowledged.append(acknowledged - sent)
                return True
        self.given_up += 1
        return False

    def _hear(self, method: str, arguments: Mapping[str, Any]) -> None:
        if method == "views.open" and (opened := self._opening.get(arguments["trigger_id"])):
            opened.set()


async def pressed(seconds: float, rate: float, begin: Callable[[], None]) -> None:
    """Call `begin` so many times a second, however long each takes to come to its end."""
    began = time.perf_counter()
    for number in range(round(seconds * rate)):
        await asyncio.sleep(began + number / rate - time.perf_counter())
        begin()
