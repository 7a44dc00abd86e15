"""One team's memory: persons, channels, balances, and intents of what cannot be repeated."""

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from bot.domain.money import Balance
from bot.domain.people import ChannelProfile, PersonDefaults
from storage.rows import Row, by_channel, instant, load_or_none, moment
from storage.team import TeamPart, first

PERSON = "SELECT team, person, record FROM persons WHERE team = :team AND person = :person"
CHANNEL = "SELECT team, channel, record FROM channels WHERE team = :team AND channel = :channel"
CHANNELS = "SELECT team, channel, record FROM channels WHERE team = :team ORDER BY channel"
BALANCE = "SELECT team, provider, record FROM balances WHERE team = :team AND provider = :provider"
SAVE_BALANCE = """
INSERT INTO balances (team, provider, at, record) VALUES (:team, :provider, :at, :record)
ON CONFLICT (team, provider) DO UPDATE SET at = excluded.at, record = excluded.record
WHERE excluded.at >= balances.at
"""
INTENT = "SELECT at FROM intents WHERE team = :team AND run = :run AND effect = :effect"


class Remembered(TeamPart):
    """The part of `TeamStore` about what is remembered."""

    async def person(self, person: str) -> PersonDefaults:
        rows = await self._rows(PERSON, person=person)
        return load_or_none(PersonDefaults, rows) or PersonDefaults()

    async def save_person(self, person: str, defaults: PersonDefaults) -> None:
        row = {"team": self._team, "person": person, "record": defaults.model_dump_json()}
        await self._write(lambda database: database.table("persons").upsert(row, pk=("team", "person")))

    async def channel(self, channel: str) -> ChannelProfile:
        rows = await self._rows(CHANNEL, channel=channel)
        return load_or_none(ChannelProfile, rows) or ChannelProfile()

    async def channels(self) -> Mapping[str, ChannelProfile]:
        return by_channel(await self._rows(CHANNELS))

    async def save_channel(self, channel: str, profile: ChannelProfile) -> None:
        row = {"team": self._team, "channel": channel, "record": profile.model_dump_json()}
        await self._write(lambda database: database.table("channels").upsert(row, pk=("team", "channel")))

    async def balance(self, provider: str) -> Balance | None:
        return load_or_none(Balance, await self._rows(BALANCE, provider=provider))

    async def save_balance(self, provider: str, balance: Balance) -> None:
        row = {
            "team": self._team,
            "provider": provider,
            "at": instant(balance.at),
            "record": balance.model_dump_json(),
        }
        await self._write(lambda database: database.execute(SAVE_BALANCE, row))

    async def intend(self, run: str, effect: str, at: datetime) -> datetime | None:
        row = {"team": self._team, "run": run, "effect": effect, "at": instant(at)}
        # Written through to the disk: a forgotten intent could mean paying twice.
        return await self._write(lambda database: _intend(database, row), durable=True)


def _intend(database: Database, row: Row) -> datetime | None:
    if noted := first(database, INTENT, row):
        return moment(noted["at"])
    database.table("intents").insert(row)
    return None
