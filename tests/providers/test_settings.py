"""Where a provider's settings come from, and what is said when they cannot be used."""

import pytest

from bot.domain.errors import ConfigurationError
from providers.posteverywhere import PostEverywhereSettings
from providers.settings import Environment
from tests.providers.doubles import KEY

OTHER = KEY.replace("0", "f")


def read(**given):
    environment = Environment(
        env_file=None, given={f"POSTEVERYWHERE_{n.upper()}": v for n, v in given.items()}
    )
    return environment.read(PostEverywhereSettings)


def test_nothing_set_means_no_key_and_the_vendors_own_address(monkeypatch):
    monkeypatch.delenv("POSTEVERYWHERE_API_KEY", raising=False)

    settings = Environment(env_file=None).read(PostEverywhereSettings)

    assert settings.api_key is None
    assert settings.base_url == "https://app.posteverywhere.ai/api/v1"
    assert settings.missing() == ("POSTEVERYWHERE_API_KEY",)


def test_a_key_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("POSTEVERYWHERE_API_KEY", KEY)

    settings = Environment(env_file=None).read(PostEverywhereSettings)

    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == KEY
    assert settings.missing() == ()


def test_a_key_comes_from_the_env_file(tmp_path):
    (tmp_path / ".env").write_text(f"POSTEVERYWHERE_API_KEY={KEY}\nSLACK_BOT_TOKEN=xoxb-1\n")

    settings = Environment(env_file=tmp_path / ".env").read(PostEverywhereSettings)

    assert settings.api_key is not None
    assert settings.api_key.get_secret_value() == KEY


def test_what_is_given_beats_the_environment_which_beats_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("POSTEVERYWHERE_BASE_URL=https://file.test\n")
    environment = Environment(env_file=tmp_path / ".env")
    assert environment.read(PostEverywhereSettings).base_url == "https://file.test"

    monkeypatch.setenv("POSTEVERYWHERE_BASE_URL", "https://environment.test")
    assert environment.read(PostEverywhereSettings).base_url == "https://environment.test"

    given = Environment(env_file=tmp_path / ".env", given={"POSTEVERYWHERE_BASE_URL": "https://given.test"})
    assert given.read(PostEverywhereSettings).base_url == "https://given.test"


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_variable_counts_as_not_set(monkeypatch, empty):
    monkeypatch.setenv("POSTEVERYWHERE_API_KEY", "")

    assert read(**({} if empty is None else {"api_key": empty})).api_key is None


def test_space_around_a_key_is_taken_off():
    key = read(api_key=f" {KEY}\n").api_key

    assert key is not None
    assert key.get_secret_value() == KEY


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("sk_live_0123456789abcdef", 'POSTEVERYWHERE_API_KEY must start with "pe_live_".'),
        ("pe_live_one two", "POSTEVERYWHERE_API_KEY must be the key alone"),
        ("pe_live_one\nX-Evil: 1", "POSTEVERYWHERE_API_KEY must be the key alone"),
        ("pe_live_clé", "POSTEVERYWHERE_API_KEY must be the key alone"),
        ("   ", "POSTEVERYWHERE_API_KEY must be the key alone"),
    ],
)
def test_a_key_that_cannot_be_one_is_named_but_never_shown(key, complaint):
    with pytest.raises(ConfigurationError) as caught:
        read(api_key=key)

    assert caught.value.message.startswith(complaint)
    assert key.strip() not in repr(caught.value) or not key.strip()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://vendor.test/api/v1/", "https://vendor.test/api/v1"),
        ("http://127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("http://localhost:8123/api", "http://localhost:8123/api"),
        ("http://[::1]:8123", "http://[::1]:8123"),
    ],
)
def test_an_address_is_https_or_on_this_machine(url, kept):
    assert read(base_url=url).base_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "http://vendor.test",
        "http://127.0.0.1.vendor.test",
        "ftp://vendor.test",
        "vendor.test/api",
        "https://",
        "https://me:secret@vendor.test",
        "https://vendor.test?key=secret",
        "https://vendor.test:port",
        "https://[::1",
    ],
)
def test_an_address_that_would_leak_a_key_or_is_none_is_refused(url):
    with pytest.raises(ConfigurationError, match=r"^POSTEVERYWHERE_BASE_URL must") as caught:
        read(base_url=url)

    assert "secret" not in str(caught.value)


def test_every_wrong_variable_is_named_at_once():
    with pytest.raises(ConfigurationError, match=r"POSTEVERYWHERE_API_KEY .*POSTEVERYWHERE_BASE_URL"):
        read(api_key="nonsense", base_url="nonsense")


def test_settings_never_show_the_key():
    assert KEY not in repr(read(api_key=KEY))


def test_settings_know_their_variables():
    assert PostEverywhereSettings.variables() == ("POSTEVERYWHERE_API_KEY", "POSTEVERYWHERE_BASE_URL")
