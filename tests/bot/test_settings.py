"""Settings are read once and complained about without showing them."""

import pytest

from bot.app import open_galley
from bot.domain.errors import ConfigurationError
from bot.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)


@pytest.mark.parametrize(
    ("given", "mode"),
    [
        ({}, "playground"),
        ({"SLACK_SIGNING_SECRET": "s"}, "http"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "socket"),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "s"}, "socket"),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": ""}, "playground"),
    ],
)
def test_the_way_to_slack_follows_from_what_is_set(monkeypatch, given, mode):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert read_settings(_env_file=None).mode == mode


def test_a_file_beside_the_process_is_read(tmp_path):
    (tmp_path / ".env").write_text("GALLEY_PORT=4001\nUNRELATED=1\n")
    assert read_settings(_env_file=tmp_path / ".env").port == 4001


def test_a_wrong_value_is_named_and_not_shown(monkeypatch):
    monkeypatch.setenv("GALLEY_PORT", "xoxb-pasted-in-the-wrong-line")
    with pytest.raises(ConfigurationError, match="GALLEY_PORT") as told:
        read_settings(_env_file=None)
    assert "xoxb" not in str(told.value)


def test_slack_means_the_real_one_until_told_otherwise(monkeypatch):
    assert read_settings(_env_file=None).slack_api_url == "https://slack.com/api/"
    monkeypatch.setenv("SLACK_API_URL", "https://slack.example.com/api/")
    assert read_settings(_env_file=None).slack_api_url == "https://slack.example.com/api/"


@pytest.mark.parametrize(
    ("value", "keys"),
    [
        ("", ()),
        ("k" * 32, ("k" * 32,)),
        (f"{'n' * 32}, {'o' * 40}", ("n" * 32, "o" * 40)),
    ],
)
def test_secret_keys_are_read_newest_first(monkeypatch, value, keys):
    monkeypatch.setenv("GALLEY_SECRET_KEY", value)
    assert read_settings(_env_file=None).secret_keys == keys


@pytest.mark.parametrize("value", ["hunter2", "k" * 31, f"{'n' * 32},hunter2", f"{'n' * 32},", "," * 40])
def test_a_secret_key_that_can_be_guessed_is_refused_and_not_shown(monkeypatch, value):
    monkeypatch.setenv("GALLEY_SECRET_KEY", value)
    with pytest.raises(ConfigurationError, match=r"GALLEY_SECRET_KEY: must be 32 characters or more") as told:
        read_settings(_env_file=None)
    assert value not in str(told.value)


def test_a_secret_key_is_not_shown(monkeypatch):
    monkeypatch.setenv("GALLEY_SECRET_KEY", "k" * 32)
    assert "k" * 32 not in repr(read_settings(_env_file=None))


@pytest.mark.parametrize("url", ["https://galley.example.com/", "http://127.0.0.1:3000"])
def test_browsers_reach_galley_by_https_or_on_this_machine(monkeypatch, url):
    monkeypatch.setenv("GALLEY_PUBLIC_URL", url)
    assert read_settings(_env_file=None).public_url == url.rstrip("/")


def test_browsers_reach_galley_in_no_other_way(monkeypatch):
    monkeypatch.setenv("GALLEY_PUBLIC_URL", "http://galley.example.com")
    with pytest.raises(ConfigurationError, match="GALLEY_PUBLIC_URL: must start with https://"):
        read_settings(_env_file=None)


@pytest.mark.parametrize("way_in", ["slack_app_token", "slack_signing_secret"])
async def test_slack_needs_the_bot_token_whatever_the_way_in(way_in, tmp_path):
    settings = read_settings(
        _env_file=None, **{way_in: "given"}, database_url=f"sqlite:///{tmp_path}/galley.db"
    )
    with pytest.raises(ConfigurationError, match="Set SLACK_BOT_TOKEN as well"):
        async with open_galley(settings, env_file=None):
            pass
    assert not list(tmp_path.iterdir())
