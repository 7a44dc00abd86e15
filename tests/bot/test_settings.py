"""Settings are read once and complained about without showing them."""

import pytest

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
