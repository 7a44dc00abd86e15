"""Which settings offer Ocoya's campaigns, and what is said of those that do not add up."""

import pytest

from bot.domain.errors import ConfigurationError
from bot.domain.ports import Personal
from providers.ocoya.campaign_access import OcoyaCampaigns
from providers.ocoya.campaign_settings import CampaignSettings, Way
from providers.settings import Environment
from tests.providers.mcp_world import MemoryVault
from tests.providers.ocoyas import KEY

URL = "https://mcp.example/ocoya"


@pytest.fixture(autouse=True)
def _none_of_our_own(monkeypatch):
    for variable in CampaignSettings.variables():
        monkeypatch.delenv(variable, raising=False)


def environment(vault=None, **given):
    variables = {f"OCOYA_{name.upper()}": value for name, value in given.items()}
    return Environment(env_file=None, given=variables, vault=vault)


def read(**given):
    return environment(**given).read(CampaignSettings)


@pytest.mark.parametrize(
    ("given", "way", "missing"),
    [
        ({}, Way.OFF, ("OCOYA_CAMPAIGNS",)),
        ({"api_key": KEY}, Way.OFF, ("OCOYA_CAMPAIGNS",)),
        ({"campaigns": "off", "mcp_url": URL, "api_key": KEY}, Way.OFF, ()),
        ({"campaigns": "mcp"}, Way.MCP, ()),
        ({"mcp_url": URL, "api_key": KEY}, Way.MCP, ()),
        ({"campaigns": "rest", "mcp_url": URL}, Way.REST, ("OCOYA_API_KEY",)),
        ({"campaigns": "rest", "api_key": KEY}, Way.REST, ()),
    ],
)
def test_the_way_is_what_the_settings_say_and_no_guess(http, given, way, missing):
    settings = read(**given)
    opened = OcoyaCampaigns.open(environment(MemoryVault(), **given), http)

    assert (settings.way, settings.missing()) == (way, missing)
    assert (opened is None) is (way is Way.OFF or bool(missing))
    assert isinstance(opened, Personal) is (way is Way.MCP)


def test_the_server_is_the_vendors_own_or_another():
    assert read(campaigns="mcp").server == "https://mcp.ocoya.com"
    assert read(mcp_url=f"{URL}/").server == URL


@pytest.mark.parametrize("given", [{"campaigns": "mcp"}, {"mcp_url": URL}])
def test_permissions_need_a_key_to_be_kept_with(http, given):
    with pytest.raises(ConfigurationError, match="need GALLEY_SECRET_KEY"):
        OcoyaCampaigns.open(environment(**given), http)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"campaigns": "soap"}, "OCOYA_CAMPAIGNS Input should be 'mcp', 'rest' or 'off'"),
        ({"mcp_url": "http://mcp.example"}, "OCOYA_MCP_URL must start with https://"),
        ({"client_id": "two words"}, "OCOYA_CLIENT_ID must be the key alone"),
        ({"client_secret": "secret"}, "OCOYA_CLIENT_SECRET is set, so OCOYA_CLIENT_ID must be set too"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(http, given, complaint):
    with pytest.raises(ConfigurationError, match=complaint):
        OcoyaCampaigns.open(environment(MemoryVault(), **given), http)


def test_settings_never_show_a_secret():
    shown = repr(read(api_key=KEY, client_id="client-1", client_secret="secret-1"))

    assert not [secret for secret in (KEY, "client-1", "secret-1") if secret in shown]


def test_only_over_mcp_with_a_key_or_over_rest_can_drafts_be_watched(http):
    def fields(**given):
        return OcoyaCampaigns.open(environment(MemoryVault(), **given), http).request_model.model_fields

    assert "watch" not in fields(campaigns="mcp")
    assert "watch" in fields(campaigns="mcp", api_key=KEY)
    assert "watch" in fields(campaigns="rest", api_key=KEY)
