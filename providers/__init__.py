"""One file per vendor. This one says which of them are offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Provider, Providers, Vault
from providers.http import Http
from providers.ocoya import Ocoya
from providers.ocoya.campaign_access import OcoyaCampaigns
from providers.plugins import CAMPAIGN_GROUP, GROUP, Connectable, opened, plugged_in
from providers.posteverywhere import PostEverywhere
from providers.powerpost import PowerPost
from providers.sample import Sample
from providers.settings import Environment

__all__ = ["BUILT_IN", "CAMPAIGNS", "GROUP", "Connectable", "configured", "known"]

BUILT_IN: tuple[type[Connectable], ...] = (PostEverywhere, PowerPost, Ocoya)
#: Those that write a whole campaign in one call.
CAMPAIGNS: tuple[type[Connectable], ...] = (OcoyaCampaigns,)


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
    kinds = known()
    found = {kind: opened(kind, environment, http) for kind in kinds.every}
    offered = [provider for kind in kinds.offered if (provider := found[kind])]
    if with_sample or not offered:
        offered.append(Sample())
    lacking = {
        kind.label: environment.read(kind.Settings) for kind, provider in found.items() if not provider
    }
    return Providers(
        tuple(offered),
        campaigns=tuple(provider for kind in kinds.campaigns if (provider := found[kind])),
        missing={label: settings.missing() for label, settings in lacking.items() if not settings.refused},
    )


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """The classes of the providers to write with, and of those that write whole campaigns."""

    offered: tuple[type[Connectable], ...]
    campaigns: tuple[type[Connectable], ...]

    @property
    def every(self) -> tuple[type[Connectable], ...]:
        return (*self.offered, *self.campaigns)


def known() -> Kinds:
    """The built-in providers, then those that installed packages add. Raises `ConfigurationError`."""
    kinds = Kinds(
        offered=(*BUILT_IN, *plugged_in(GROUP)), campaigns=(*CAMPAIGNS, *plugged_in(CAMPAIGN_GROUP))
    )
    every: tuple[type[Provider], ...] = (*kinds.every, Sample)
    homes: dict[str, list[str]] = {}
    for kind in every:
        homes.setdefault(kind.name, []).append(kind.__module__)
    for name, modules in homes.items():
        if len(modules) > 1:
            raise ConfigurationError(f"Two providers are called {name!r}: in {' and in '.join(modules)}.")
    return kinds
