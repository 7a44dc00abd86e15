"""Accounts with their credits, the API keys that open them, and their workspaces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from playground.vendors.powerpost.refusals import (
    forbidden,
    insufficient_credits,
    insufficient_scope,
    invalid_key,
    validation_error,
)

PREFIX = "pp_live_sk_"
_NAMES = ("content", "images", "videos")
#: https://powerpost.ai/docs/authentication, with its presets.
READ_ONLY = ("account:read", "posts:read", "calendar:read", "analytics:read", *(f"{n}:read" for n in _NAMES))
DRAFT_ONLY = (*READ_ONLY, "media:write", "posts:write", "calendar:write", *(f"{n}:generate" for n in _NAMES))
FULL_ACCESS = (*DRAFT_ONLY, "posts:publish")

#: Keys look like the vendor's, but nobody could take these for real.
PLAYGROUND_KEY = PREFIX + "feed" * 8
READ_ONLY_KEY = PREFIX + "cafe" * 8
CAPTIONS_ONLY_KEY = PREFIX + "face" * 8
FEW_CREDITS_KEY = PREFIX + "beef" * 8

#: Two workspaces of the first account, and the one of the account that is nearly out of credits.
WORKSPACE = "feedfeed-feed-4eed-8eed-feedfeedfeed"
SECOND_WORKSPACE = "feedfeed-feed-4eed-8eed-5ec05ec05ec0"
FEW_CREDITS_WORKSPACE = "beefbeef-beef-4eef-8eef-beefbeefbeef"

#: Writing styles of the first workspace, where the first is active, and of the second, where none is.
WARM_STYLE, DRY_STYLE, SECOND_STYLE = "ws_warm01", "ws_dry01", "ws_plain02"


@dataclass(kw_only=True)
class Account:
    """Who pays; all workspaces of an account share its balance, in credits."""

    name: str
    opening: int
    used: int = 0

    @property
    def balance(self) -> int:
        return self.opening - self.used

    def spend(self, needed: int) -> None:
        """Deduct credits; raises `Refused` when fewer are left."""
        if needed > self.balance:
            raise insufficient_credits(needed, self.balance)
        self.used += needed


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One workspace; `styles` maps the ids of its writing styles to the voices they write in."""

    id: str
    name: str
    account: Account
    styles: Mapping[str, str]
    active_style: str | None = None

    def voice(self, style: str | None) -> str | None:
        """The voice of a style, or of the active one; `None` when neither is there."""
        chosen = style or self.active_style
        return self.styles.get(chosen) if chosen else None


@dataclass(frozen=True, kw_only=True)
class Key:
    """One API key, of an account rather than a workspace."""

    secret: str
    scopes: tuple[str, ...]
    account: Account

    def require(self, scope: str | None) -> None:
        """Raise `Refused` when the key lacks a scope."""
        if scope is not None and scope not in self.scopes:
            raise insufficient_scope(scope)


def standard_world() -> tuple[Sequence[Key], Sequence[Workspace]]:
    """The keys and workspaces every simulator begins with: the first for demos, the others for trouble."""
    playground = Account(name="Playground", opening=300)
    few = Account(name="Nearly out", opening=3)
    keys = (
        Key(secret=PLAYGROUND_KEY, scopes=FULL_ACCESS, account=playground),
        Key(secret=READ_ONLY_KEY, scopes=READ_ONLY, account=playground),
        Key(
            secret=CAPTIONS_ONLY_KEY,
            scopes=("account:read", "content:read", "content:generate"),
            account=playground,
        ),
        Key(secret=FEW_CREDITS_KEY, scopes=FULL_ACCESS, account=few),
    )
    workspaces = (
        Workspace(
            id=WORKSPACE,
            name="Paper Lantern Teas",
            account=playground,
            styles={WARM_STYLE: "warm", DRY_STYLE: "dry"},
            active_style=WARM_STYLE,
        ),
        Workspace(
            id=SECOND_WORKSPACE,
            name="Harbour Street Books",
            account=playground,
            styles={SECOND_STYLE: "plain"},
        ),
        Workspace(id=FEW_CREDITS_WORKSPACE, name="Nearly Out", account=few, styles={}),
    )
    return keys, workspaces


def offered_key(headers: Mapping[str, str]) -> str:
    """The key a call comes with, in either of the two documented headers."""
    if secret := headers.get("x-api-key"):
        return secret
    scheme, _, secret = headers.get("Authorization", "").partition(" ")
    return secret if scheme == "Bearer" else ""


def key_for(secret: str, keys: Iterable[Key]) -> Key:
    """The key with this secret; raises `Refused`."""
    for key in keys:
        if key.secret == secret:
            return key
    raise invalid_key()


def workspace_for(headers: Mapping[str, str], key: Key, workspaces: Iterable[Workspace]) -> Workspace:
    """The workspace named in the headers, if it is the key's to open; raises `Refused`.

    The code for a missing header is not documented; a missing parameter is the nearest.
    """
    wanted = headers.get("X-Workspace-Id")
    if not wanted:
        raise validation_error("X-Workspace-Id header is required")
    for workspace in workspaces:
        if workspace.id == wanted and workspace.account is key.account:
            return workspace
    raise forbidden()
