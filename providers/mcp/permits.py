"""People's permissions for one server, as the vault keeps them."""

from contextlib import AbstractAsyncContextManager

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.ports import Asker, Vault


class Kept(BaseModel):
    """What can be told of a permission without the SDK, which takes a second to import."""

    model_config = ConfigDict(frozen=True)

    #: The server that it is for.
    server: str
    #: When its access token ends, in seconds since 1970.
    expires_at: float | None = None
    renewable: bool = False

    def usable(self, now: float) -> bool:
        """Whether it may still be good for something."""
        return self.renewable or self.expires_at is None or now < self.expires_at


class Permits:
    """One record for each person's permission, and one for a sign-in that is under way."""

    def __init__(self, vault: Vault, name: str) -> None:
        self._vault = vault
        self._name = name
        self._sign_in = f"{name} sign-in"

    def lock(self, asker: Asker) -> AbstractAsyncContextManager[None]:
        """Held while a person's permission changes, by one at a time in all processes."""
        return self._vault.alone(asker, self._name)

    async def read(self, asker: Asker) -> str | None:
        return await self._vault.read(asker, self._name)

    async def kept(self, asker: Asker) -> Kept | None:
        """The outline of a permission, `None` when there is none that this version can read."""
        text = await self.read(asker)
        try:
            return Kept.model_validate_json(text) if text else None
        except ValidationError:
            return None

    async def write(self, asker: Asker, permission: BaseModel) -> None:
        await self._vault.write(asker, self._name, permission.model_dump_json(exclude_none=True))

    async def forget(self, asker: Asker) -> None:
        await self._vault.forget(asker, self._name)

    async def begin(self, asker: Asker, sign_in: BaseModel) -> None:
        """Keep what is needed when the browser comes back; one sign-in of a person at a time."""
        await self._vault.write(asker, self._sign_in, sign_in.model_dump_json(exclude_none=True))

    async def begun(self, asker: Asker) -> str | None:
        return await self._vault.read(asker, self._sign_in)

    async def end(self, asker: Asker) -> None:
        """Forget the sign-in."""
        await self._vault.forget(asker, self._sign_in)
