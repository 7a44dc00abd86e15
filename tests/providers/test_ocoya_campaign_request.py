"""What a campaign can be asked for: every argument at its bounds and beyond, and what is sent of it."""

import pytest
from pydantic import ValidationError

from bot.blocks.form import check_drawable, form_of
from bot.domain.campaigns import Audience, Goal, Plan
from playground.vendors.ocoya.choices import AUDIENCES, GOALS
from providers.ocoya.campaign_request import campaign_model
from providers.ocoya.request import Length, Tone

OVER_MCP = campaign_model(rest=False, fixed=False, watchable=True)
OVER_REST = campaign_model(rest=True, fixed=False, watchable=True)
#: What any campaign is asked for, whoever plans it.
PLANNED = ["campaign_goal", "campaign_audience", "campaign_posts", "campaign_days"]
SMALLEST = {
    "prompt": "Summer",
    "goal": "awareness",
    "audience": "business_owners",
    "duration": 7,
    "count": 5,
    "postLength": "medium",
    "tone": "professional",
    "generateMedia": False,
}
URLS = ("https://a.example/1.png", "https://a.example/2.png", "https://a.example/3.png")
EVERYTHING = {
    "topic": "Summer",
    "campaign_goal": "launch",
    "campaign_audience": "marketing_teams",
    "campaign_days": 10,
    "campaign_posts": 6,
    "post_length": "extra_long",
    "tone": "founder_led",
    "brand": "b1",
    "hashtag_library": "h1",
    "social_profiles": ("s1", "s2"),
    "generate_media": True,
    "image_count": 3,
    "reference_urls": URLS,
    "reference_designs": ("d1", "d2", "d3"),
    "watch": True,
}


def brief(model=OVER_MCP, **fields):
    return model(**{"topic": "Summer", **fields})


def fields_of(caught):
    return [error["loc"][0] for error in caught.value.errors()]


def test_what_is_not_said_is_as_the_vendor_says():
    assert brief().arguments == SMALLEST


def test_everything_that_is_chosen_is_sent():
    assert brief(**EVERYTHING, workspace="w1").arguments == {
        "prompt": "Summer",
        "goal": "launch",
        "audience": "marketing_teams",
        "duration": 10,
        "count": 6,
        "postLength": "extra_long",
        "tone": "founder_led",
        "brandId": "b1",
        "hashtagLibraryId": "h1",
        "socialProfileIds": ["s1", "s2"],
        "generateMedia": True,
        "imageCount": 3,
        "referenceUrls": [*URLS],
        "referenceDesignIds": ["d1", "d2", "d3"],
    }


def test_one_image_is_what_the_vendor_makes_anyway():
    assert brief(generate_media=True).arguments == {**SMALLEST, "generateMedia": True}


@pytest.mark.parametrize(
    ("field", "values", "beyond"),
    [
        ("campaign_days", (1, 30), (0, 31, 1.5)),
        ("campaign_posts", (3, 30), (2, 31, 3.5)),
        ("image_count", (1, 5), (0, 6)),
        ("reference_urls", (URLS,), ((*URLS, URLS[0]), ("no address",))),
        ("reference_designs", (("a", "b", "c"),), (("a", "b", "c", "d"),)),
        ("campaign_goal", tuple(Goal), ("fame", "")),
        ("campaign_audience", tuple(Audience), ("everybody", "")),
        ("post_length", tuple(Length), ("endless",)),
        ("tone", tuple(Tone), ("witty",)),
        ("topic", ("x", "x" * 100_000), ("", "  ")),
    ],
)
def test_every_bound_is_the_vendors_own(field, values, beyond):
    for value in values:
        assert getattr(brief(generate_media=True, **{field: value}), field)
    for value in beyond:
        with pytest.raises(ValidationError) as caught:
            brief(generate_media=True, **{field: value})
        assert set(fields_of(caught)) == {field}


@pytest.mark.parametrize(
    ("field", "value"), [("image_count", 2), ("reference_urls", URLS[:1]), ("reference_designs", ("d1",))]
)
def test_what_is_for_images_needs_images(field, value):
    with pytest.raises(ValidationError, match="This is only for images: tick “Images”") as caught:
        brief(**{field: value})

    assert fields_of(caught) == [field]


def test_over_rest_a_brief_is_longer_and_a_post_has_one_image():
    assert OVER_REST(topic="abc", generate_media=True).arguments["generateMedia"] is True
    for wrong, field in (({"topic": "ab"}, "topic"), ({"image_count": 2}, "image_count")):
        with pytest.raises(ValidationError) as caught:
            brief(OVER_REST, **wrong)
        assert fields_of(caught) == [field]
    assert "image_count" not in {field.name for field in form_of(OVER_REST)}


@pytest.mark.parametrize("rest", [True, False])
@pytest.mark.parametrize("fixed", [True, False])
@pytest.mark.parametrize("watchable", [True, False])
def test_every_installation_has_a_form_in_a_sensible_order(rest, fixed, watchable):
    model = campaign_model(rest=rest, fixed=fixed, watchable=watchable)

    check_drawable(model)
    names = [field.name for field in form_of(model)]
    assert names[:7] == ["topic", *PLANNED, "post_length", "tone"]
    assert ("workspace" in names, "image_count" in names) == (not fixed, not rest)
    assert (names[-1] == "watch", names[-1] == "reference_designs") == (watchable, not watchable)
    assert {f.depends for f in form_of(model) if f.name in {"brand", "social_profiles"}} == {
        () if fixed else ("workspace",)
    }


def test_what_any_campaign_is_asked_for_stays_when_another_provider_is_chosen():
    assert [name for name in OVER_MCP.model_fields if name in Plan.model_fields] == PLANNED


def test_goals_and_audiences_are_the_vendors_own():
    assert (tuple(Goal), tuple(Audience)) == (GOALS, AUDIENCES)
