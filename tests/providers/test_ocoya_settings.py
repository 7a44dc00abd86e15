"""Ocoya's settings, and what is said when they cannot be used."""

import pytest

from bot.domain.errors import ConfigurationError
from providers.ocoya.settings import OcoyaSettings
from providers.settings import Environment
from tests.providers.doubles import BASE
from tests.providers.ocoyas import GIVEN, KEY, WORKSPACE


def read(**given):
    return Environment(
        env_file=None, given={f"OCOYA_{name.upper()}": value for name, value in given.items()}
    ).read(OcoyaSettings)


@pytest.fixture(autouse=True)
def _none_of_our_own(monkeypatch):
    for variable in OcoyaSettings.variables():
        monkeypatch.delenv(variable, raising=False)


def test_nothing_set_means_no_key_and_the_vendors_own_address():
    settings = read()

    assert (settings.api_key, settings.workspace_id) == (None, None)
    assert settings.base_url == "https://app.ocoya.com/api/_public/v1"
    assert settings.missing() == ("OCOYA_API_KEY",)


def test_everything_can_come_from_the_environment(monkeypatch):
    for variable, value in GIVEN.items():
        monkeypatch.setenv(variable, value)

    settings = Environment(env_file=None).read(OcoyaSettings)

    assert settings.api_key
    assert settings.api_key.get_secret_value() == KEY
    assert (settings.workspace_id, settings.base_url) == (WORKSPACE, BASE)
    assert settings.missing() == ()


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"api_key": "one two"}, "OCOYA_API_KEY must be the key alone"),
        ({"api_key": "é"}, "OCOYA_API_KEY must be the key alone"),
        ({"workspace_id": "two words"}, "OCOYA_WORKSPACE_ID must be the workspace’s id alone"),
        ({"workspace_id": "a/b"}, "OCOYA_WORKSPACE_ID must be the workspace’s id alone"),
        ({"workspace_id": " "}, "OCOYA_WORKSPACE_ID must be the workspace’s id alone"),
        ({"base_url": "http://app.ocoya.com"}, "OCOYA_BASE_URL must start with https://"),
        ({"base_url": "app.ocoya.com"}, "OCOYA_BASE_URL must be an address"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(given, complaint):
    with pytest.raises(ConfigurationError) as caught:
        read(**given)

    assert caught.value.message.startswith(complaint)
    assert caught.value.__cause__ is None


def test_settings_never_show_the_key():
    assert KEY not in repr(read(api_key=KEY))
