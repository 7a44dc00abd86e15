"""Organizations with their AI credits, and the API keys that open them."""

from collections.abc import Iterable
from dataclasses import dataclass

from playground.vendors.posteverywhere.refusals import forbidden, insufficient_credits, unauthorized

PREFIX = "pe_live_"

#: Keys look like the vendor's, `pe_live_` and 32 hex digits, but nobody could take these for real.
PLAYGROUND_KEY = PREFIX + "feed" * 8
FEW_CREDITS_KEY = PREFIX + "beef" * 8
NO_AI_KEY = PREFIX + "cafe" * 8


@dataclass(kw_only=True)
class Organization:
    """Who pays: `limit` credits a month, and `bonus` bought on top."""

    id: str
    name: str
    limit: int
    bonus: int = 0
    used: int = 0

    @property
    def credits(self) -> int:
        """AI credits left."""
        return self.limit + self.bonus - self.used

    def require(self, needed: int) -> None:
        """Raise `Refused` when fewer credits are left."""
        if needed > self.credits:
            raise insufficient_credits(needed, self.credits)


@dataclass(frozen=True, kw_only=True)
class Key:
    """One API key; `scopes` say what it may do."""

    secret: str
    name: str
    scopes: tuple[str, ...]
    organization: Organization

    @property
    def prefix(self) -> str:
        """As much of it as `/me` and logs show."""
        return self.secret[: len(PREFIX) + 4]

    def require(self, scope: str | None) -> None:
        """Raise `Refused` when the key lacks a scope."""
        if scope is not None and scope not in self.scopes:
            raise forbidden(scope)


def standard_keys() -> tuple[Key, ...]:
    """The keys every simulator begins with: the first for demos, the others for what can go wrong."""
    playground = Organization(id="org_playground", name="Playground", limit=200)
    few = Organization(id="org_few", name="Nearly out", limit=200, used=198)
    everything = ("read", "write", "ai")
    return (
        Key(secret=PLAYGROUND_KEY, name="Playground", scopes=everything, organization=playground),
        Key(secret=FEW_CREDITS_KEY, name="Few credits", scopes=everything, organization=few),
        Key(secret=NO_AI_KEY, name="No AI", scopes=("read", "write"), organization=playground),
    )


def key_for(authorization: str | None, keys: Iterable[Key]) -> Key:
    """The key in an `Authorization` header; raises `Refused`."""
    if authorization is None:
        raise unauthorized("Missing Authorization header")
    scheme, _, secret = authorization.partition(" ")
    if scheme != "Bearer" or not secret.startswith(PREFIX):
        raise unauthorized("Authorization must be 'Bearer pe_live_…'")
    for key in keys:
        if key.secret == secret:
            return key
    raise unauthorized()
