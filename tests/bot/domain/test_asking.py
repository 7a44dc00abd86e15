"""What a wish asks of each provider: its own brief, another prompt, nothing besides."""

from datetime import UTC, datetime

import pytest

from bot.domain.asking import bounds, requests_for, tones_of
from bot.domain.drafts import Draft, Version
from bot.domain.errors import UserError
from bot.domain.platforms import Platform
from bot.domain.verbs import parse
from providers.ocoya.request import OcoyaRequest
from providers.posteverywhere.request import PostEverywhereRequest
from providers.powerpost.configured import model_for
from providers.powerpost.settings import PowerPostSettings
from providers.sample import SampleRequest

NOON = datetime(2026, 4, 10, 12, tzinfo=UTC)
LINKEDIN, X = Platform.LINKEDIN, Platform.X


def draft(**texts):
    version = Version(
        number=1,
        texts={Platform(name): text for name, text in texts.items()},
        author="U1",
        reason="generated",
        created_at=NOON,
    )
    return Draft(
        id="D1",
        team="T1",
        title="Dark mode",
        author="U1",
        generation="G1",
        latest=version,
        variants={},
        picks={},
        created_at=NOON,
        updated_at=NOON,
    )


def asked(brief, said, **texts):
    one = draft(**texts)
    verb = parse(said, tones=tones_of(type(brief)))
    return requests_for(brief, one, verb, verb.platforms or one.platforms)


def powerpost(**values):
    model = model_for(
        PowerPostSettings(api_key="pp_live_x", workspace_id="w", writing_styles={"House style": "s1"})
    )
    return model(topic="Dark mode is here", **values)


def test_each_text_is_asked_for_with_its_own_platform():
    brief = SampleRequest(topic="Dark mode", platforms=(LINKEDIN, X), variants=5)
    first, second = asked(brief, "shorter", linkedin="One", x="Uno")
    assert [r.platforms for r in (first, second)] == [(LINKEDIN,), (X,)]
    assert (first.prompt.endswith("One"), second.prompt.endswith("Uno")) == (True, True)
    assert (first.variants, first.tone, first.length) == (1, brief.tone, brief.length)


def test_platforms_with_the_same_text_share_a_call():
    (request,) = asked(SampleRequest(topic="Dark mode"), "longer", linkedin="One", x="One")
    assert request.platforms == (LINKEDIN, X)


def test_a_text_for_any_platform_has_none():
    (request,) = asked(SampleRequest(topic="Dark mode", platforms=()), "longer", any="One")
    assert request.platforms == ()


def test_pictures_are_not_made_again():
    brief = PostEverywhereRequest(
        topic="Dark mode", platforms=(X,), image="gemini-3-pro", image_prompt="A moon", count=3
    )
    (request,) = asked(brief, "shorter", x="Uno")
    assert (request.image, request.image_prompt, request.count) == ("none", "", 1)


def test_again_is_the_brief_for_those_platforms():
    brief = PostEverywhereRequest(topic="Dark mode", platforms=(LINKEDIN, X), count=2)
    (request,) = asked(brief, "x only: again", linkedin="One", x="Uno")
    assert (request.topic, request.platforms, request.count) == ("Dark mode", (X,), 2)
    (request,) = asked(brief, "again x4", linkedin="One", x="Uno")
    assert (request.platforms, request.count) == ((LINKEDIN, X), 4)


def test_again_without_a_number_of_variants_is_several_calls():
    requests = asked(OcoyaRequest(topic="Dark mode is here"), "again x3", any="One")
    assert len(requests) == 3


def test_only_the_post_types_of_the_platform_are_asked_for():
    brief = powerpost(post_types=("linkedin-post", "x-post"))
    (request,) = asked(brief, "x only: shorter", linkedin="One", x="Uno")
    assert request.targets == (X,)


@pytest.mark.parametrize(
    ("brief", "said", "field", "value"),
    [
        (SampleRequest(topic="Dark mode"), "tone witty", "tone", "witty"),
        (OcoyaRequest(topic="Dark mode is here"), "tone: Professional", "tone", "professional"),
        (powerpost(), "tone house style", "writing_style", "s1"),
    ],
)
def test_a_tone_is_chosen_by_its_label(brief, said, field, value):
    platform = brief.targets[0]
    (request, *_) = asked(brief, said, **{platform.value: "One"})
    assert str(getattr(request, field)) == value


def test_a_tone_that_the_provider_has_not_is_refused_with_those_it_has():
    with pytest.raises(UserError, match="It has: friendly, professional, witty"):
        asked(SampleRequest(topic="Dark mode"), "tone: baroque", x="Uno")


def test_what_does_not_fit_is_refused_whole():
    text = "Dark mode is here. " * 30
    with pytest.raises(UserError, match=r"longer than the 500 that the provider takes. Nothing was sent"):
        asked(powerpost(post_types=("linkedin-post",)), "shorter", linkedin=text)


def test_the_provider_s_own_bounds_are_kept():
    assert bounds(SampleRequest) == (1, 1_000)
    assert bounds(type(powerpost())) == (3, 500)
    assert bounds(OcoyaRequest)[0] == 10
