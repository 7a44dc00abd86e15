"""Room for a paid call, within the limits of its vendor's key, counted by all processes together.

The queue hands out starts at the right pace, but what it counted is forgotten when a killed process's work
goes back to it. Here every call is counted just before it is made, and stays counted.
"""

from collections.abc import Awaitable

from bot.domain.ports import Provider, RateLimit
from bot.jobs.queues import LAG, queue_of, short
from bot.jobs.retry import patiently
from bot.jobs.runtime import Run


async def found(run: Run, provider: Provider) -> None:
    """Wait until the call may be made, and count it; it may be counted twice, never be made uncounted.

    A run that is stopped meanwhile waits no longer.
    """
    key = queue_of(provider)
    if key is None:
        return
    # Longer by as much as one call may take more than another from here to the vendor.
    limits = [RateLimit(calls=each.calls, seconds=each.seconds + LAG) for each in short(provider)]
    runtime = run.runtime

    def ask() -> Awaitable[float]:
        return runtime.store.room(key, limits, run.now())

    what = f"Counting a call of {run.key}"
    while wait := await patiently(runtime, ask, runtime.patience.storing, what, final=()):
        await runtime.pause(min(wait, runtime.patience.looking))
        if (await run.read()).state.over:
            return
