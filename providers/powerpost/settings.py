"""What an installation says about its PowerPost account."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode, SettingsConfigDict

from providers.settings import BaseUrl, Key, ProviderSettings

#: Characters; Slack shows and keeps no more of an option.
LONGEST = 75
MOST_STYLES = 99
#: The option that sends no writing style.
DEFAULT_STYLE = "workspace-default"
#: The secret end of an address: too long to be guessed, and the same however it is written there.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,200}")
#: RFC 9110, 5.1 and 5.6.2.
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")


def _live(key: SecretStr) -> SecretStr:
    if not key.get_secret_value().startswith("pp_live_"):
        raise ValueError('must start with "pp_live_"')
    return key


def _styles(text: object) -> object:
    """From `Our voice=ws_abc123,Formal=ws_def456` to labels and ids."""
    if not isinstance(text, str):
        return text
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    styles = {label.strip(): id_.strip() for label, _, id_ in pairs}
    if not all(0 < len(part) <= LONGEST for pair in styles.items() for part in pair):
        raise ValueError(f"must look like label=id,label=id, each part of 1 to {LONGEST} characters")
    if len({*styles.values()}) < len(pairs):
        raise ValueError("must name each label and each id once")
    if DEFAULT_STYLE in styles.values():
        raise ValueError(f"must not use the id {DEFAULT_STYLE}, which stands for none of them")
    if len(pairs) > MOST_STYLES:
        raise ValueError(f"must not hold more than {MOST_STYLES} writing styles")
    return styles


def _plain(workspace: str) -> str:
    text = workspace.strip()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("must be the id alone, as Settings → Workspaces shows it")
    return text


def _unguessable(token: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError('must be 32 to 200 letters, digits, "-" and "_"')
    return token


def _header(name: str) -> str:
    if not _HEADER.fullmatch(name):
        raise ValueError("must be the name of a header, such as X-Signature")
    return name


class PowerPostSettings(ProviderSettings):
    """`POWERPOST_API_KEY` and `POWERPOST_WORKSPACE_ID`, which go together, and what may be asked for.

    `prompt_max`: the vendor's published texts disagree, so it is the lower number unless told otherwise.
    `source_urls` is off, because only newer texts of the vendor's know it. Webhooks are off without a
    token; how they are signed is not published, so it is not looked at unless told.
    """

    model_config = SettingsConfigDict(env_prefix="POWERPOST_")
    required: ClassVar[tuple[str, ...]] = ("api_key", "workspace_id")

    api_key: Annotated[Key, AfterValidator(_live)] | None = None
    workspace_id: Annotated[str, AfterValidator(_plain)] | None = None
    base_url: BaseUrl = "https://powerpost.ai/api/v1"
    prompt_max: int = Field(default=500, ge=3, le=2_000)
    writing_styles: Annotated[Mapping[str, str], NoDecode, BeforeValidator(_styles)] = Field(
        default_factory=dict
    )
    source_urls: bool = False
    webhook_token: Annotated[Key, AfterValidator(_unguessable)] | None = None
    webhook_signature_header: Annotated[str, AfterValidator(_header)] | None = None
    webhook_secret: Key | None = None
