"""One queue for each vendor key that may be used only so often, in step across all processes.

The queue counts starts, one for each part's paid call, and remembers them over a restart. Repeats inside
a step and free calls count against the same limits of the vendor's, and only the process that makes them
knows of them (`providers.http`): a paid call for which they leave no room goes out later than it was
counted. For that, and for whoever else uses the key, adapters keep below what the vendor allows: 50 of 60.
A start that is taken up again after a kill is counted anew.
"""

from collections.abc import Iterable

from dbos import DBOS

from bot.domain.ports import Limited, Provider, Providers, RateLimit, SharesLimits

#: Calls of one team that one provider works on side by side, so that no team has a queue to itself. Work
#: that is waited for keeps its place: a campaign that is watched at Ocoya, for up to half an hour.
PER_TEAM = 20
#: How often a queue is looked at (seconds). Each look is a query: at this rate about 1 % of a core.
POLL = 0.2
#: Longer waits belong on the card: beyond this (seconds) the provider says itself when to come back.
LONGEST = 60.0
#: Seconds by which a window is longer than the vendor's: a start is counted when it leaves the queue, and
#: its call goes out a moment later, one sooner than the other.
LAG = 1.0


def short(provider: Provider) -> tuple[RateLimit, ...]:
    """The limits whose window a person can sit out without being told."""
    if not isinstance(provider, Limited):
        return ()
    return tuple(limit for limit in provider.limits if limit.seconds <= LONGEST)


def limit_for(limits: Iterable[RateLimit]) -> RateLimit | None:
    """One limit that keeps all of these, `None` for none: a queue has room for one.

    As many calls as the smallest allows, in a window so long that those which fit into any other one are
    not too many for it: of 10 a second and 50 a minute, 10 in 12 seconds.
    """
    every = tuple(limits)
    calls = min((limit.calls for limit in every), default=0)
    if not calls:
        return None
    return RateLimit(calls=calls, seconds=max(limit.seconds / (limit.calls // calls) for limit in every))


def queue_of(provider: Provider) -> str | None:
    """The queue of the provider's key, `None` when its calls may be made at once."""
    if not short(provider):
        return None
    return f"provider {provider.limited_by if isinstance(provider, SharesLimits) else provider.name}"


def limits_of(providers: Providers) -> dict[str, RateLimit]:
    """The limit of each queue, from all providers that share it."""
    shared: dict[str, list[RateLimit]] = {}
    for provider in (*providers.offered, *providers.campaigns):
        if queue := queue_of(provider):
            shared.setdefault(queue, []).extend(short(provider))
    return {queue: limit for queue, limits in shared.items() if (limit := limit_for(limits))}


async def register_queues(providers: Providers) -> None:
    """Tell the engine the present limits; queues of providers no longer offered stay and run dry."""
    for queue, limit in limits_of(providers).items():
        await DBOS.register_queue_async(
            queue,
            limiter={"limit": limit.calls, "period": limit.seconds + LAG},
            partition_concurrency=PER_TEAM,
            polling_interval_sec=POLL,
            on_conflict="always_update",
        )
