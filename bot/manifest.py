"""The Slack app manifest, as it is for Socket Mode and verbs in threads, or changed for HTTP and mentions."""

from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import ConfigurationError

MANIFEST = Path(__file__).parents[1] / "manifest.yml"


#: What only a Galley needs that hears what people say in channels: to be told of it, and to look there.
HEARING = frozenset({"message.channels", "message.groups", "channels:history", "groups:history"})


def manifest_text(url: str | None = None, mode: str = "verbs") -> str:
    """The manifest to paste into Slack: for Socket Mode, or for HTTP requests to `url`.

    `mode` is how replies in threads are taken (`GALLEY_THREAD_MODE`).
    """
    text = MANIFEST.read_text(encoding="utf-8")
    if url is None and mode == "verbs":
        return text
    changed = manifest_for(mode)
    if url is not None:
        changed = for_http(changed, url)
    return yaml.safe_dump(changed, sort_keys=False, allow_unicode=True)


def manifest_for(mode: str) -> dict[str, Any]:
    """The manifest for a mode; with `mention` it asks for no right to read channels."""
    manifest: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    if mode == "mention":
        for holder, name in (
            (manifest["oauth_config"]["scopes"], "bot"),
            (manifest["settings"]["event_subscriptions"], "bot_events"),
        ):
            holder[name] = [item for item in holder[name] if item not in HEARING]
    return manifest


def for_http(manifest: dict[str, Any], url: str) -> dict[str, Any]:
    """The manifest with every request going to `url`; raises `ConfigurationError` for a wrong one.

    Slack sends requests to public https addresses only.
    """
    if not url.startswith("https://"):
        raise ConfigurationError("The URL must start with https://, as Slack calls nothing else.")
    endpoint = f"{url.rstrip('/')}/slack/events"
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = endpoint
    settings["interactivity"]["request_url"] = endpoint
    settings["interactivity"]["message_menu_options_url"] = endpoint
    for command in manifest["features"]["slash_commands"]:
        command["url"] = endpoint
    return manifest
