"""Which providers are offered, and what the others still need."""

from importlib.metadata import EntryPoint
from typing import ClassVar

import pytest

from bot.domain.errors import ConfigurationError
from providers import configured, plugins
from providers.posteverywhere import PostEverywhere
from providers.sample import Sample
from providers.settings import ProviderSettings
from tests.providers.doubles import KEY
from tests.providers.mcp_world import MemoryVault
from tests.providers.ocoyas import GIVEN as OCOYA
from tests.providers.powerposts import GIVEN as POWERPOST

GIVEN = {"POSTEVERYWHERE_API_KEY": KEY}


class Plugged(Sample):
    """A provider of another package."""

    name: ClassVar[str] = "plugged"
    label: ClassVar[str] = "Plugged in"
    sample: ClassVar[bool] = False
    Settings: ClassVar[type[ProviderSettings]] = ProviderSettings

    vault = None

    @classmethod
    def open(cls, environment, http):
        opened = cls()
        opened.vault = environment.vault
        return opened


class Second(Plugged):
    name: ClassVar[str] = "second"


@pytest.fixture(autouse=True)
def _no_key_of_our_own(monkeypatch):
    for variable in (
        "POSTEVERYWHERE_API_KEY",
        "POWERPOST_API_KEY",
        "POWERPOST_WORKSPACE_ID",
        "OCOYA_API_KEY",
        "OCOYA_CAMPAIGNS",
        "OCOYA_MCP_URL",
    ):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def plug_in(monkeypatch):
    def plug(value, of=plugins.GROUP):
        point = EntryPoint(name="plugged", value=value, group=of)
        monkeypatch.setattr(plugins, "entry_points", lambda group: [point] if group == of else [])

    return plug


def names(offered):
    return [provider.name for provider in offered.offered]


def campaigns(offered):
    return [provider.name for provider in offered.campaigns]


def test_without_any_key_the_sample_is_offered(http):
    assert names(configured(http, env_file=None)) == ["sample"]


def test_with_a_key_the_provider_is_offered_and_the_sample_is_not(http):
    offered = configured(http, env_file=None, given=GIVEN)

    assert names(offered) == ["posteverywhere"]
    assert isinstance(offered.first, PostEverywhere)


def test_every_provider_with_a_key_is_offered(http):
    assert names(configured(http, env_file=None, given={**GIVEN, **POWERPOST, **OCOYA})) == [
        "posteverywhere",
        "powerpost",
        "ocoya",
    ]


def test_the_sample_is_offered_last_when_asked_for(http):
    assert names(configured(http, env_file=None, given=GIVEN, with_sample=True)) == [
        "posteverywhere",
        "sample",
    ]


def test_a_wrong_key_stops_the_start(http):
    with pytest.raises(ConfigurationError, match="POSTEVERYWHERE_API_KEY"):
        configured(http, env_file=None, given={"POSTEVERYWHERE_API_KEY": "nonsense"})


def test_what_a_provider_needs_is_told_until_it_has_it(http):
    campaigns = {"Ocoya campaign": ("OCOYA_CAMPAIGNS",)}
    ocoya = {"Ocoya": ("OCOYA_API_KEY",), **campaigns}
    others = {"PowerPost": ("POWERPOST_API_KEY", "POWERPOST_WORKSPACE_ID"), **ocoya}

    def missing(given):
        return configured(http, env_file=None, given=given).missing

    assert missing({}) == {"PostEverywhere": ("POSTEVERYWHERE_API_KEY",), **others}
    assert missing(GIVEN) == others
    assert missing({**GIVEN, **POWERPOST}) == ocoya
    assert missing({**GIVEN, **POWERPOST, **OCOYA}) == campaigns
    for way in ("rest", "off"):
        assert missing({**GIVEN, **POWERPOST, **OCOYA, "OCOYA_CAMPAIGNS": way}) == {}


def test_a_provider_of_another_package_is_offered_without_a_change_here(http, plug_in):
    plug_in(f"{__name__}:Plugged")

    assert names(configured(http, env_file=None, given=GIVEN)) == ["posteverywhere", "plugged"]


def test_a_provider_gets_the_vault_for_what_people_allow(http, plug_in):
    plug_in(f"{__name__}:Plugged")
    vault = object()

    assert configured(http, env_file=None, vault=vault)["plugged"].vault is vault
    assert configured(http, env_file=None)["plugged"].vault is None


def test_two_packages_are_offered_in_the_order_of_their_names(http, monkeypatch):
    points = [EntryPoint(n, f"{__name__}:{n.title()}", plugins.GROUP) for n in ("second", "plugged")]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points if group == plugins.GROUP else [])

    assert names(configured(http, env_file=None, given={})) == ["plugged", "second"]


def test_campaigns_are_beside_the_providers(http):
    given = {**OCOYA, "OCOYA_CAMPAIGNS": "rest"}

    offered = configured(http, env_file=None, given=given)

    assert (names(offered), campaigns(offered)) == (["ocoya"], ["ocoya_campaign"])
    assert offered["ocoya_campaign"] is offered.campaigns[0]


def test_campaigns_in_a_persons_name_need_the_vault_and_do_not_keep_the_sample_away(http):
    given = {"OCOYA_CAMPAIGNS": "mcp"}

    with pytest.raises(ConfigurationError, match="need GALLEY_SECRET_KEY"):
        configured(http, env_file=None, given=given)

    offered = configured(http, env_file=None, given=given, vault=MemoryVault())
    assert (names(offered), campaigns(offered)) == (["sample"], ["ocoya_campaign"])


def test_another_package_may_add_campaigns(http, plug_in):
    plug_in(f"{__name__}:Plugged", of=plugins.CAMPAIGN_GROUP)

    offered = configured(http, env_file=None, given=GIVEN)

    assert (names(offered), campaigns(offered)) == (["posteverywhere"], ["plugged"])
