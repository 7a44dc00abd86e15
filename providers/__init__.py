"""One file per vendor. This one says which of them are offered."""

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Protocol, Self

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Provider, Providers
from providers.http import Http
from providers.posteverywhere import PostEverywhere
from providers.powerpost import PowerPost
from providers.sample import Sample
from providers.settings import Environment, ProviderSettings

#: Installed packages add providers here: `name = "package.module:Class"`.
GROUP = "galley.providers"


class Connectable(Provider, Protocol):
    """A provider that opens itself from its own settings."""

    Settings: ClassVar[type[ProviderSettings]]

    @classmethod
    def open(cls, environment: Environment, http: Http) -> Self | None:
        """The provider ready for use, or `None` when it has no key. Raises `ConfigurationError`."""
        ...


BUILT_IN: tuple[type[Connectable], ...] = (PostEverywhere, PowerPost)


def configured(
    http: Http,
    *,
    env_file: str | Path | None = ".env",
    given: Mapping[str, str] = MappingProxyType({}),
    with_sample: bool = False,
) -> Providers:
    """The providers that have a key, in the order to offer them.

    The sample is among them when asked for, or when there is no other. `given` overrides the
    environment, by variable name. Raises `ConfigurationError`.
    """
    environment = Environment(env_file=env_file, given=given)
    opened = [kind.open(environment, http) for kind in known()]
    offered: list[Provider] = [provider for provider in opened if provider]
    if with_sample or not offered:
        offered.append(Sample())
    return Providers(tuple(offered))


def missing(
    *, env_file: str | Path | None = ".env", given: Mapping[str, str] = MappingProxyType({})
) -> dict[str, tuple[str, ...]]:
    """By label, the environment variables that a provider still needs before it is offered."""
    environment = Environment(env_file=env_file, given=given)
    wanted = {kind.label: environment.read(kind.Settings).missing() for kind in known()}
    return {label: names for label, names in wanted.items() if names}


def known() -> tuple[type[Connectable], ...]:
    """The built-in providers, then those that installed packages add. Raises `ConfigurationError`."""
    kinds = (*BUILT_IN, *_plugged_in())
    names = [*(kind.name for kind in kinds), Sample.name]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise ConfigurationError(f"Two providers are called {doubled[0]!r}.")
    return kinds


def _plugged_in() -> Iterator[type[Connectable]]:
    for point in entry_points(group=GROUP):
        try:
            kind: type[Connectable] = point.load()
            yield kind
        except Exception as error:
            raise ConfigurationError(f"The provider {point.name!r} cannot be loaded: {error}") from error
