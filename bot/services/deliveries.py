"""What Slack delivers: an event is sent again until somebody takes it, to whichever process there is."""

from bot.domain.ports import Clock, Store


class Deliveries:
    """Knows what came before, for all processes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def first(self, key: str) -> bool:
        """Whether this is the first time that this comes; `key` has the team in it."""
        return await self._store.first(key, self._clock())
