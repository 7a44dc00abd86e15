"""The base of every provider's settings: read once at start-up, from the environment and a `.env` file."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Vault
from bot.domain.urls import base_url

_PRINTABLE = frozenset(string.ascii_letters + string.digits + string.punctuation)


def key(value: SecretStr) -> SecretStr:
    """A key that can go into a header: stripped, visible ASCII characters only."""
    text = value.get_secret_value().strip()
    if not text or not _PRINTABLE.issuperset(text):
        raise ValueError("must be the key alone, without spaces or quotation marks around it")
    return SecretStr(text)


BaseUrl = Annotated[str, AfterValidator(base_url)]
Key = Annotated[SecretStr, AfterValidator(key)]


class ProviderSettings(BaseSettings):
    """One provider's settings. A subclass sets `env_prefix`; `required` names the fields it needs."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    required: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def variable(cls, name: str) -> str:
        """The environment variable of a field."""
        return (cls.model_config.get("env_prefix", "") + name).upper()

    @classmethod
    def variables(cls) -> tuple[str, ...]:
        """Every environment variable that these settings read."""
        return tuple(cls.variable(name) for name in cls.model_fields)

    @property
    def refused(self) -> bool:
        """Whether the provider is expressly not wanted, so that nobody needs to be told what it lacks."""
        return False

    def missing(self) -> tuple[str, ...]:
        """The variables that must be set before the provider can be offered."""
        return tuple(self.variable(name) for name in self.required if getattr(self, name) is None)


Settings = TypeVar("Settings", bound=ProviderSettings)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """Where settings come from: `given` (by variable name) before the environment before `env_file`.

    `vault` keeps people's own permissions; there is none without `GALLEY_SECRET_KEY`.
    """

    env_file: str | Path | None = ".env"
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    vault: Vault | None = None

    def read(self, model: type[Settings]) -> Settings:
        """One provider's settings; raises `ConfigurationError` that names the variable, not its value."""
        variables = {name: model.variable(name) for name in model.model_fields}
        given: dict[str, Any] = {n: self.given[v] for n, v in variables.items() if self.given.get(v)}
        try:
            return model(_env_file=self.env_file, **given)
        except ValidationError as invalid:
            raise ConfigurationError(_complaint(model, invalid)) from None


def _complaint(model: type[ProviderSettings], invalid: ValidationError) -> str:
    lines = [
        f"{model.variable(str(error['loc'][0]))} {error['msg'].removeprefix('Value error, ')}."
        for error in invalid.errors(include_url=False, include_input=False, include_context=False)
    ]
    return " ".join(lines)
