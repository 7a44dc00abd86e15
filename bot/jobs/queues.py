"""One queue for each provider that publishes how often it may be called."""

from dbos import DBOS

from bot.domain.ports import Limited, Provider, Providers, RateLimit

#: Calls of one team that one provider works on side by side, so that no team has a queue to itself.
PER_TEAM = 20
#: How often a queue is looked at (seconds). Each look is a query: at this rate about 1 % of a core.
POLL = 0.2
#: Longer waits belong on the card: beyond this (seconds) the provider says itself when to come back.
LONGEST = 60.0


def limit_of(provider: Provider) -> RateLimit | None:
    """The tightest limit whose window a person can sit out without being told."""
    if not isinstance(provider, Limited):
        return None
    short = [limit for limit in provider.limits if limit.seconds <= LONGEST]
    return min(short, key=lambda limit: limit.calls / limit.seconds, default=None)


def queue_of(provider: Provider) -> str | None:
    """The provider's queue, `None` when its calls may be made at once."""
    return f"provider {provider.name}" if limit_of(provider) else None


async def register_queues(providers: Providers) -> None:
    """Tell the engine the present limits; queues of providers no longer offered stay and run dry."""
    for provider in providers.offered:
        limit, queue = limit_of(provider), queue_of(provider)
        if limit and queue:
            await DBOS.register_queue_async(
                queue,
                limiter={"limit": limit.calls, "period": limit.seconds},
                partition_concurrency=PER_TEAM,
                polling_interval_sec=POLL,
                on_conflict="always_update",
            )
