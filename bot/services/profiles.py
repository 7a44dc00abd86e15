"""Channel profiles: looked up for whoever asks where, and changed by one person at a time."""

import logging
from collections.abc import Mapping

from bot.domain.generations import Generation
from bot.domain.people import ChannelProfile
from bot.domain.ports import Clock, Store, TeamStore
from bot.domain.profiles import ProfileClash, changed, profile_key

logger = logging.getLogger(__name__)


class Profiles:
    """Every channel's defaults and rules, and each person's own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of(self, team: str, channel: str | None, person: str) -> ChannelProfile:
        """The profile that counts there."""
        return await self._store.team(team).channel(profile_key(channel, person))

    async def of_run(self, run: Generation) -> ChannelProfile:
        """The profile of where a run was asked for, which is not always where its card is."""
        return await self.of(run.team, run.asked_in or run.channel, run.person)

    async def save(
        self, team: str, person: str, channel: str | None, wanted: ChannelProfile, *, seen: int
    ) -> ChannelProfile:
        """Keep it, if it is still the revision `seen` that it was made from; returns it as kept.

        Raises `ProfileClash` with the present one when somebody was faster.
        """
        records, key = self._store.team(team), profile_key(channel, person)
        async with records.alone(f"profile {key}"):
            old = await records.channel(key)
            if old.revision != seen:
                raise ProfileClash(old)
            return await self._keep(records, key, person, old, wanted)

    async def replace(
        self, team: str, wanted: Mapping[str, ChannelProfile], by: str
    ) -> dict[str, ChannelProfile]:
        """Keep all of these, by channel; returns those that changed, as they are now."""
        records = self._store.team(team)
        kept = {}
        for key, profile in wanted.items():
            async with records.alone(f"profile {key}"):
                old = await records.channel(key)
                new = await self._keep(records, key, by, old, profile)
            if new is not old:
                kept[key] = new
        return kept

    async def every(self, team: str) -> Mapping[str, ChannelProfile]:
        """All profiles of a team that say anything, by channel or person."""
        every = await self._store.team(team).channels()
        return {key: profile for key, profile in every.items() if changed_at_all(profile)}

    async def _keep(
        self, records: TeamStore, key: str, person: str, old: ChannelProfile, wanted: ChannelProfile
    ) -> ChannelProfile:
        new = changed(old, wanted.model_copy(update={"reviewers": old.reviewers}), person, self._clock())
        if new is not old:
            await records.save_channel(key, new)
            logger.info("%s changed the profile of %s: %s", person, key, ", ".join(new.changes[0].what))
        return new


def changed_at_all(profile: ChannelProfile) -> bool:
    """Whether it differs from none."""
    empty = ChannelProfile(changes=profile.changes, revision=profile.revision)
    return profile != empty
