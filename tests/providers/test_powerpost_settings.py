"""PowerPost's settings, and what is said when they cannot be used."""

import pytest

from bot.domain.errors import ConfigurationError
from providers.powerpost import PowerPost, PowerPostSettings
from providers.settings import Environment
from tests.providers.powerposts import GIVEN, KEY, WORKSPACE


def read(**given):
    environment = Environment(env_file=None, given={f"POWERPOST_{n.upper()}": v for n, v in given.items()})
    return environment.read(PowerPostSettings)


@pytest.fixture(autouse=True)
def _none_of_our_own(monkeypatch):
    for variable in PowerPostSettings.variables():
        monkeypatch.delenv(variable, raising=False)


def test_nothing_set_means_no_key_and_the_vendors_own_address_and_bounds():
    settings = read()

    assert (settings.api_key, settings.workspace_id) == (None, None)
    assert settings.base_url == "https://powerpost.ai/api/v1"
    assert (settings.prompt_max, settings.writing_styles, settings.source_urls) == (500, {}, False)
    assert settings.missing() == ("POWERPOST_API_KEY", "POWERPOST_WORKSPACE_ID")


def test_everything_can_come_from_the_environment(monkeypatch):
    for variable, value in GIVEN.items():
        monkeypatch.setenv(variable, value)

    settings = Environment(env_file=None).read(PowerPostSettings)

    assert settings.api_key
    assert settings.api_key.get_secret_value() == KEY
    assert settings.workspace_id == WORKSPACE
    assert (settings.prompt_max, settings.source_urls) == (2_000, True)
    assert settings.writing_styles == {"Our voice": "ws_abc123", "Dry": "ws_def456"}
    assert settings.missing() == ()


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("Ours=ws_1", {"Ours": "ws_1"}),
        (" Our voice = ws_1 , Dry=ws_2, ", {"Our voice": "ws_1", "Dry": "ws_2"}),
        ("Ours=ws=1", {"Ours": "ws=1"}),
        (",".join(f"Style {n}=ws_{n}" for n in range(99)), {f"Style {n}": f"ws_{n}" for n in range(99)}),
    ],
)
def test_writing_styles_are_labels_with_ids(text, styles):
    assert read(writing_styles=text).writing_styles == styles


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"api_key": "pe_live_" + "0" * 32}, 'POWERPOST_API_KEY must start with "pp_live_".'),
        ({"api_key": "pp_live_one two"}, "POWERPOST_API_KEY must be the key alone"),
        ({"workspace_id": "two words"}, "POWERPOST_WORKSPACE_ID must be the id alone"),
        ({"workspace_id": "a\nX-Evil: 1"}, "POWERPOST_WORKSPACE_ID must be the id alone"),
        ({"workspace_id": "é"}, "POWERPOST_WORKSPACE_ID must be the id alone"),
        ({"workspace_id": " "}, "POWERPOST_WORKSPACE_ID must be the id alone"),
        ({"base_url": "http://powerpost.ai"}, "POWERPOST_BASE_URL must start with https://"),
        ({"prompt_max": "2001"}, "POWERPOST_PROMPT_MAX Input should be less than or equal to 2000"),
        ({"prompt_max": "2"}, "POWERPOST_PROMPT_MAX Input should be greater than or equal to 3"),
        ({"prompt_max": "many"}, "POWERPOST_PROMPT_MAX Input should be a valid integer"),
        ({"source_urls": "perhaps"}, "POWERPOST_SOURCE_URLS Input should be a valid boolean"),
        ({"writing_styles": "ws_1"}, "POWERPOST_WRITING_STYLES must look like label=id,label=id"),
        ({"writing_styles": "=ws_1"}, "POWERPOST_WRITING_STYLES must look like label=id,label=id"),
        ({"writing_styles": "Ours="}, "POWERPOST_WRITING_STYLES must look like label=id,label=id"),
        ({"writing_styles": f"{'x' * 76}=ws_1"}, "POWERPOST_WRITING_STYLES must look like"),
        ({"writing_styles": "A=ws_1,A=ws_2"}, "POWERPOST_WRITING_STYLES must name each label and each id"),
        ({"writing_styles": "A=ws_1,B=ws_1"}, "POWERPOST_WRITING_STYLES must name each label and each id"),
        ({"writing_styles": "A=workspace-default"}, "POWERPOST_WRITING_STYLES must not use the id"),
        (
            {"writing_styles": ",".join(f"{n}=ws_{n}" for n in range(100))},
            "POWERPOST_WRITING_STYLES must not hold more than 99 writing styles",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given, complaint):
    with pytest.raises(ConfigurationError) as caught:
        read(**given)

    assert caught.value.message.startswith(complaint)
    assert caught.value.__cause__ is None


def test_without_a_key_it_is_not_offered(http):
    given = {"POWERPOST_WORKSPACE_ID": WORKSPACE}

    assert PowerPost.open(Environment(env_file=None, given=given), http) is None


def test_a_key_needs_a_workspace(http):
    environment = Environment(env_file=None, given={"POWERPOST_API_KEY": KEY})

    with pytest.raises(ConfigurationError, match=r"POWERPOST_WORKSPACE_ID must be set too\.$"):
        PowerPost.open(environment, http)


def test_two_installations_have_models_of_their_own(http):
    short, long = (
        PowerPost.open(Environment(env_file=None, given={**GIVEN, "POWERPOST_PROMPT_MAX": most}), http)
        for most in ("500", "2000")
    )

    assert short
    assert long
    assert short.request_model is not long.request_model


def test_settings_never_show_the_key():
    assert KEY not in repr(read(api_key=KEY))
