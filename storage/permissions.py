"""One team's people and what they allowed at vendors: bytes that mean nothing without the vault."""

from bot.domain.people import Permission
from storage.rows import instant, moment
from storage.team import TeamPart

KEY = ("team", "person", "name")
ONE = "SELECT at, sealed FROM permissions WHERE team = :team AND person = :person AND name = :name"
DELETE = "DELETE FROM permissions WHERE team = :team AND person = :person AND name = :name"


class Permissions(TeamPart):
    """The part of `TeamStore` about permissions.

    Writes go through to the disk: a vendor that gives out a new permission for the old one would not
    take the old one again.
    """

    async def permission(self, person: str, name: str) -> Permission | None:
        rows = await self._rows(ONE, person=person, name=name)
        return Permission(sealed=rows[0]["sealed"], at=moment(rows[0]["at"])) if rows else None

    async def save_permission(self, person: str, name: str, permission: Permission) -> None:
        key = {"team": self._team, "person": person, "name": name}
        row = {**key, "at": instant(permission.at), "sealed": permission.sealed}
        await self._write(lambda database: database.table("permissions").upsert(row, pk=KEY), durable=True)

    async def delete_permission(self, person: str, name: str) -> None:
        key = {"team": self._team, "person": person, "name": name}
        await self._write(lambda database: database.execute(DELETE, key), durable=True)
