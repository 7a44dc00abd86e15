"""One file per vendor. This one says which of them are offered."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Provider, Providers, Vault
from providers.http import Http
from providers.ocoya import Ocoya
from providers.plugins import GROUP, Connectable, opened, plugged_in
from providers.posteverywhere import PostEverywhere
from providers.powerpost import PowerPost
from providers.sample import Sample
from providers.settings import Environment

__all__ = ["BUILT_IN", "GROUP", "Connectable", "configured", "known"]

BUILT_IN: tuple[type[Connectable], ...] = (PostEverywhere, PowerPost, Ocoya)


def configured(
    http: Http,
    *,
    env_file: str | Path | None = ".env",
    given: Mapping[str, str] = MappingProxyType({}),
    vault: Vault | None = None,
    with_sample: bool = False,
) -> Providers:
    """The providers that have a key, in the order to offer them, and what the others still need.

    The sample is among them when asked for, or when there is no other. `given` overrides the
    environment, by variable name; `vault` keeps people's own permissions. Raises `ConfigurationError`.
    """
    environment = Environment(env_file=env_file, given=given, vault=vault)
    offered: list[Provider] = []
    missing: dict[str, tuple[str, ...]] = {}
    for kind in known():
        provider = opened(kind, environment, http)
        if provider is None:
            missing[kind.label] = environment.read(kind.Settings).missing()
        else:
            offered.append(provider)
    if with_sample or not offered:
        offered.append(Sample())
    return Providers(tuple(offered), missing=missing)


def known() -> tuple[type[Connectable], ...]:
    """The built-in providers, then those that installed packages add. Raises `ConfigurationError`."""
    kinds = (*BUILT_IN, *plugged_in())
    every: tuple[type[Provider], ...] = (*kinds, Sample)
    homes: dict[str, list[str]] = {}
    for kind in every:
        homes.setdefault(kind.name, []).append(kind.__module__)
    for name, modules in homes.items():
        if len(modules) > 1:
            raise ConfigurationError(f"Two providers are called {name!r}: in {' and in '.join(modules)}.")
    return kinds
