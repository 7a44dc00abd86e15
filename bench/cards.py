"""Seconds from submitting to the card in the channel, and from the vendor's answer to the finished card.

From the moment Slack sends the submission until `chat.postMessage` arrives there; from the moment the
vendor's answer leaves until `chat.update` arrives. The floor is a bare Bolt app that makes the same
calls one after the other with slack_sdk, and keeps nothing: were it killed, the brief would be lost.
"""

from collections.abc import Sequence
from pathlib import Path

from bench.bare import WHOLE_JOB
from bench.contenders import bare, galley
from bench.crowd import Driver, Steps
from bench.size import Size
from bench.table import Figure, Row, growing


async def rows(size: Size, folder: Path) -> list[Row]:
    """Two rows without, and two with other runs in flight; over Socket Mode."""
    found: dict[int, tuple[Row, Row]] = {}
    async with galley(folder / "galley", "Socket Mode") as app, bare(folder / "bare", "Socket Mode") as floor:
        driver = await Driver.open(app)
        bystander = Driver(floor, driver.form)
        for in_flight in (0, size.in_flight):
            await driver.crowd(in_flight)
            pairs = [(await driver.submit(), await bystander.submit(WHOLE_JOB)) for _ in range(size.samples)]
            ours, theirs = zip(*pairs, strict=True)
            found[in_flight] = _rows(ours, theirs, f"{in_flight:,} runs in flight")
    return growing(found)


def _rows(ours: Sequence[Steps], theirs: Sequence[Steps], where: str) -> tuple[Row, Row]:
    return (
        Row(
            what=f"submit to card placed, {where}",
            figure=Figure.of([steps.placed - steps.sent for steps in ours]),
            floor=Figure.of([steps.placed - steps.sent for steps in theirs]),
            unit="s",
        ),
        Row(
            what=f"vendor's answer to card updated, {where}",
            figure=Figure.of([steps.updated - steps.answered for steps in ours]),
            floor=Figure.of([steps.updated - steps.answered for steps in theirs]),
            unit="s",
        ),
    )
