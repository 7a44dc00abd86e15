"""The one app of the workspace, as its manifest declares it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field

from playground.slack.shapes import Json


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="ignore")


class Command(_Declared):
    """A slash command; limits as in Slack's manifest schema (slackapi/manifest-schema)."""

    command: str = Field(pattern=r"^/\S+$", max_length=32)
    description: str = Field(max_length=2000)
    usage_hint: str = Field(default="", max_length=1000)
    should_escape: bool = False


class Shortcut(_Declared):
    """An entry of the shortcuts menu (`global`) or of a message's menu (`message`)."""

    name: str = Field(max_length=24)
    kind: Literal["global", "message"] = Field(alias="type")
    callback_id: str = Field(max_length=255)
    description: str = Field(max_length=150)


class App(_Declared):
    """What the app is called, what it may do and what it is told."""

    id: str = "A0PLAYGROUND"
    user_id: str = "U0BOT"
    bot_id: str = "B0BOT"
    bot_token: str = "xoxb-playground"  # noqa: S105  # opens nothing but this stand-in
    app_token: str = "xapp-playground"  # noqa: S105  # the same
    signing_secret: str = "playground-signing-secret"  # noqa: S105  # the same
    title: str = Field(max_length=35)
    name: str = Field(max_length=80)
    description: str = ""
    scopes: frozenset[str] = frozenset()
    commands: dict[str, Command] = Field(default_factory=dict, max_length=50)
    shortcuts: tuple[Shortcut, ...] = Field(default=(), max_length=10)
    events: frozenset[str] = frozenset()
    home_tab: bool = False
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    interactivity: bool = False
    color: str = "#4a154b"

    @classmethod
    def from_manifest(cls, source: Path | Mapping[str, Any]) -> Self:
        """Read a manifest, from its file (YAML or JSON) or as a mapping.

        Raises:
            pydantic.ValidationError: it breaks a limit of Slack's.
        """
        manifest = yaml.safe_load(source.read_text()) if isinstance(source, Path) else source
        shown, features, settings = (
            manifest.get(key) or {} for key in ("display_information", "features", "settings")
        )
        home = features.get("app_home") or {}
        return cls(
            title=shown["name"],
            description=shown.get("description", ""),
            color=shown.get("background_color", "#4a154b"),
            name=(features.get("bot_user") or {}).get("display_name") or shown["name"],
            scopes=_scopes(manifest),
            commands={c["command"]: Command(**c) for c in features.get("slash_commands") or ()},
            shortcuts=tuple(Shortcut(**s) for s in features.get("shortcuts") or ()),
            events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
            home_tab=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", True),
            messages_tab_read_only=home.get("messages_tab_read_only_enabled", False),
            interactivity=(settings.get("interactivity") or {}).get("is_enabled", False),
        )

    @property
    def handle(self) -> str:
        """What a person types after `@` to mention it."""
        return "-".join(self.name.lower().split())

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        """The shortcut of that kind, unless the manifest has none or the app may not have any."""
        if "commands" not in self.scopes:
            return None
        return next((s for s in self.shortcuts if (s.callback_id, s.kind) == (callback_id, kind)), None)

    def command(self, name: str) -> Command | None:
        """The slash command; there is none without the `commands` scope."""
        return self.commands.get(name) if "commands" in self.scopes else None


def _scopes(manifest: Json | Mapping[str, Any]) -> frozenset[str]:
    return frozenset(((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ())
