"""Every setting of the application itself, read once; each provider reads its own beside its code."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import ConfigurationError
from bot.domain.urls import base_url

SLACK_API = "https://slack.com/api/"
#: Characters of a secret key at least: as many as nobody guesses.
SHORTEST_KEY = 32


def _long_enough(value: SecretStr) -> SecretStr:
    if any(len(key) < SHORTEST_KEY for key in _parted(value)):
        raise ValueError(f"must be {SHORTEST_KEY} characters or more; of several, with commas between, each")
    return value


def _parted(value: SecretStr) -> tuple[str, ...]:
    return tuple(key.strip() for key in value.get_secret_value().split(","))


class Settings(BaseSettings):
    """Read from the environment, then from `.env` in the present folder.

    An empty value counts as not given, so that a copied `.env.example` works as it is.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field(SLACK_API, alias="SLACK_API_URL")
    database_url: str = Field("sqlite:///galley.db", alias="GALLEY_DATABASE_URL")
    host: str = Field("0.0.0.0", alias="GALLEY_HOST")  # noqa: S104  # Slack calls from outside
    port: int = Field(3000, alias="GALLEY_PORT", ge=0, le=65535)
    retention_days: int = Field(90, alias="GALLEY_RETENTION_DAYS", ge=0)
    thread_mode: Literal["verbs", "mention"] = Field("verbs", alias="GALLEY_THREAD_MODE")
    public_url: Annotated[str, AfterValidator(base_url)] | None = Field(None, alias="GALLEY_PUBLIC_URL")
    secret_key: Annotated[SecretStr, AfterValidator(_long_enough)] | None = Field(
        None, alias="GALLEY_SECRET_KEY"
    )
    stop_seconds: float = Field(20.0, alias="GALLEY_STOP_SECONDS", ge=0, le=3600)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="GALLEY_LOG_LEVEL")
    log_format: Literal["text", "json"] = Field("text", alias="GALLEY_LOG_FORMAT")
    metrics_token: SecretStr | None = Field(None, alias="GALLEY_METRICS_TOKEN", min_length=16)
    metrics_host: str = Field("127.0.0.1", alias="GALLEY_METRICS_HOST")
    metrics_port: int | None = Field(None, alias="GALLEY_METRICS_PORT", ge=0, le=65535)

    @property
    def mode(self) -> Literal["socket", "http", "playground"]:
        """How Slack reaches us: Socket Mode if there is an app token, else HTTP, else the playground."""
        if self.slack_app_token:
            return "socket"
        return "http" if self.slack_signing_secret else "playground"

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys to encrypt with, newest first; none where none is set."""
        return _parted(self.secret_key) if self.secret_key else ()


def read_settings(**given: object) -> Settings:
    """The settings; raises `ConfigurationError` that names what is wrong, never its value."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        told = ((e["loc"][0], e["msg"]) for e in error.errors(include_input=False))
        wrong = "; ".join(f"{name}: {why.removeprefix('Value error, ')}" for name, why in told)
        message = f"Settings that do not work: {wrong}"
        raise ConfigurationError(message) from None
