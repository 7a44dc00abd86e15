"""How a run ended, told once: a line in the log, and what is counted."""

import logging
from collections.abc import Callable

from bot.domain.generations import Generation, State
from bot.domain.ports import Meter, TeamStore
from bot.tracing import traced

logger = logging.getLogger(__name__)


async def noticed(
    meter: Meter, records: TeamStore, run: str, change: Callable[[Generation], Generation]
) -> Generation:
    """Change a run's record, and tell of its end when this change is the one that ended it.

    A record changes one transaction at a time, so of all who try to end a run one finds it open.
    """
    before: list[State] = []

    def noted(generation: Generation) -> Generation:
        before[:] = [generation.state]
        return change(generation)

    after = await records.change_generation(run, noted)
    if after.state.over and not before[0].over:
        tell(meter, after)
    return after


def tell(meter: Meter, run: Generation) -> None:
    """Say how a run ended, and count it."""
    seconds = (run.ended_at - run.created_at).total_seconds() if run.ended_at else 0.0
    receipt, outcome = run.receipt, str(run.state)
    with traced(team=run.team, run=run.id):
        used = "untold" if receipt.used is None else receipt.used
        logger.info("%s: %s after %.1f s, credits used: %s", run.provider, outcome, seconds, used)
    meter.run_ended(run.provider, outcome, max(seconds, 0.0), receipt.used)
    if receipt.left is not None:
        meter.credits_left(run.provider, receipt.left)
