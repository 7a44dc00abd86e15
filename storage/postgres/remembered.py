"""One team's memory: persons, channels, balances, permissions, and intents of what cannot be repeated."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, Permission, PersonDefaults
from storage.postgres.session import Session
from storage.postgres.team import TeamPart
from storage.rows import by_channel, instant, load_or_none, moment

PERSON = "SELECT team, person, record FROM persons WHERE team = %(team)s AND person = %(person)s"
SAVE_PERSON = """
INSERT INTO persons (team, person, record) VALUES (%(team)s, %(person)s, %(record)s)
ON CONFLICT (team, person) DO UPDATE SET record = excluded.record
"""
CHANNEL = "SELECT team, channel, record FROM channels WHERE team = %(team)s AND channel = %(channel)s"
CHANNELS = "SELECT team, channel, record FROM channels WHERE team = %(team)s ORDER BY channel"
SAVE_CHANNEL = """
INSERT INTO channels (team, channel, record) VALUES (%(team)s, %(channel)s, %(record)s)
ON CONFLICT (team, channel) DO UPDATE SET record = excluded.record
"""
BALANCE = "SELECT team, provider, record FROM balances WHERE team = %(team)s AND provider = %(provider)s"
SAVE_BALANCE = """
INSERT INTO balances (team, provider, at, record) VALUES (%(team)s, %(provider)s, %(at)s, %(record)s)
ON CONFLICT (team, provider) DO UPDATE SET at = excluded.at, record = excluded.record
WHERE excluded.at >= balances.at
"""
KEY = "team = %(team)s AND person = %(person)s AND name = %(name)s"
PERMISSION = f"SELECT at, sealed FROM permissions WHERE {KEY}"  # noqa: S608  # a constant of this module
SAVE_PERMISSION = """
INSERT INTO permissions (team, person, name, at, sealed)
VALUES (%(team)s, %(person)s, %(name)s, %(at)s, %(sealed)s)
ON CONFLICT (team, person, name) DO UPDATE SET at = excluded.at, sealed = excluded.sealed
"""
DELETE_PERMISSION = f"DELETE FROM permissions WHERE {KEY}"  # noqa: S608  # the same
INTEND = """
INSERT INTO intents (team, run, effect, at) VALUES (%(team)s, %(run)s, %(effect)s, %(at)s)
ON CONFLICT DO NOTHING
"""
INTENT = "SELECT at FROM intents WHERE team = %(team)s AND run = %(run)s AND effect = %(effect)s"


class Remembered(TeamPart):
    """The part of `TeamStore` about what is remembered.

    Writing it twice is writing it once, so a lost answer is no matter. An intent is the one exception:
    done again, it finds itself and is told as noted before. That is what it has to be then, for nobody
    knows any more whether the effect is about to happen for the first time.
    """

    async def person(self, person: str) -> PersonDefaults:
        rows = await self._rows(PERSON, person=person)
        return load_or_none(PersonDefaults, rows) or PersonDefaults()

    async def save_person(self, person: str, defaults: PersonDefaults) -> None:
        await self._keep(SAVE_PERSON, person=person, record=defaults.model_dump_json())

    async def channel(self, channel: str) -> ChannelProfile:
        rows = await self._rows(CHANNEL, channel=channel)
        return load_or_none(ChannelProfile, rows) or ChannelProfile()

    async def channels(self) -> Mapping[str, ChannelProfile]:
        return by_channel(await self._rows(CHANNELS))

    async def save_channel(self, channel: str, profile: ChannelProfile) -> None:
        await self._keep(SAVE_CHANNEL, channel=channel, record=profile.model_dump_json())

    async def balance(self, provider: str) -> Balance | None:
        return load_or_none(Balance, await self._rows(BALANCE, provider=provider))

    async def save_balance(self, provider: str, balance: Balance) -> None:
        at, record = instant(balance.at), balance.model_dump_json()
        await self._keep(SAVE_BALANCE, provider=provider, at=at, record=record)

    async def permission(self, person: str, name: str) -> Permission | None:
        rows = await self._rows(PERMISSION, person=person, name=name)
        return Permission(sealed=rows[0]["sealed"], at=moment(rows[0]["at"])) if rows else None

    async def save_permission(self, person: str, name: str, permission: Permission) -> None:
        at, sealed = instant(permission.at), permission.sealed
        await self._keep(SAVE_PERMISSION, person=person, name=name, at=at, sealed=sealed)

    async def delete_permission(self, person: str, name: str) -> None:
        await self._keep(DELETE_PERMISSION, person=person, name=name)

    async def intend(self, run: str, effect: str, at: datetime) -> datetime | None:
        values = {"team": self._team, "run": run, "effect": effect, "at": instant(at)}

        async def intended(session: Session, *, again: bool) -> datetime | None:  # noqa: ARG001  # as said above
            if await session.run(INTEND, **values):
                return None
            noted = await session.rows(INTENT, **values)
            return moment(noted[0]["at"])

        return await self._pool.statement(intended)
