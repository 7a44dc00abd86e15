"""The Slack app manifest, as it is for Socket Mode or changed for HTTP."""

from pathlib import Path
from typing import Any

import yaml

from bot.domain.errors import ConfigurationError

MANIFEST = Path(__file__).parents[1] / "manifest.yml"


def manifest_text(url: str | None = None) -> str:
    """The manifest to paste into Slack: for Socket Mode, or for HTTP requests to `url`."""
    text = MANIFEST.read_text(encoding="utf-8")
    if url is None:
        return text
    return yaml.safe_dump(for_http(yaml.safe_load(text), url), sort_keys=False, allow_unicode=True)


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
