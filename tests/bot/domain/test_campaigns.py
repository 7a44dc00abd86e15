"""Planning a campaign: days, sides of the brief, and a prompt that always fits the provider."""

from datetime import date
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from bot.blocks.form import check_drawable
from bot.domain.campaigns import ADDED, CLOSINGS, OPENINGS, Audience, Goal, angle_of, day_of
from bot.domain.money import Price, PriceBasis
from bot.domain.planned import Planned, planned_model
from bot.domain.platforms import Platform
from bot.domain.requests import Multiline, Prompt, Request

FIRST = date(2026, 12, 1)


class NoteRequest(Request):
    note: Annotated[str, Prompt(), Multiline("Say it")] = Field(min_length=3, max_length=500, title="Note")
    platforms: tuple[Platform, ...] = (Platform.X,)


class Notes:
    """A provider that is only planned for."""

    name, label, sample, request_model = "notes", "Notes", False, NoteRequest

    def __init__(self, price):
        self._price = price

    def price(self, request):
        return self._price


def campaign(**values):
    model = planned_model(NoteRequest)
    return model.model_validate({"note": "Tea", **values})


def planned(price=None):
    return Planned(Notes(price or Price(basis=PriceBasis.AFTER)))


@pytest.mark.parametrize(
    ("posts", "days", "expected"),
    [
        (3, 3, [1, 2, 3]),
        (4, 8, [1, 3, 5, 7]),
        (5, 7, [1, 2, 3, 5, 6]),
        (4, 2, [1, 1, 2, 2]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_posts_spread_evenly_over_the_days(posts, days, expected):
    found = [day_of(FIRST, number, posts, days).day for number in range(1, posts + 1)]
    assert found == expected


@given(st.integers(3, 30), st.integers(1, 30))
def test_no_post_is_outside_the_days_or_out_of_order(posts, days):
    found = [day_of(FIRST, number, posts, days) for number in range(1, posts + 1)]
    assert found == sorted(found)
    assert found[0] == FIRST
    assert (found[-1] - FIRST).days < days


@pytest.mark.parametrize("goal", Goal)
def test_every_post_shows_another_side(goal):
    angles = [angle_of(goal, number, 8) for number in range(1, 9)]
    assert (angles[0], angles[-1]) == (OPENINGS[goal], CLOSINGS[goal])
    assert len(set(angles)) == 8


def test_each_post_asks_for_the_brief_and_its_own_side():
    posts = planned().posts(campaign(campaign_posts=3, campaign_goal="launch"), FIRST)
    assert [post.day.day for post in posts] == [2, 4, 6]
    assert posts[0].request == {
        "note": "Tea\n\nPost 1 of 3 in a campaign (launch) for business owners. This post: announce it.",
        "platforms": ["x"],
    }


def test_the_first_day_is_the_one_picked_else_tomorrow():
    posts = planned().posts(campaign(campaign_start="2026-12-24", campaign_days=3, campaign_posts=3), FIRST)
    assert [post.day.isoformat() for post in posts] == ["2026-12-24", "2026-12-25", "2026-12-26"]


@given(
    st.sampled_from(Goal),
    st.sampled_from(Audience),
    st.integers(3, 30),
    st.text(min_size=3, max_size=500 - ADDED).filter(lambda text: len(text.strip()) >= 3),
)
def test_the_longest_brief_fits_whatever_is_added(goal, audience, posts, brief):
    asked = campaign(note=brief, campaign_goal=goal, campaign_audience=audience, campaign_posts=posts)
    prompts = [post.request["note"] for post in planned().posts(asked, FIRST)]
    assert all(prompt.startswith(asked.prompt) and len(prompt) <= 500 for prompt in prompts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"note": "x" * (500 - ADDED + 1)},
        {"note": "x"},
        {"campaign_posts": 2},
        {"campaign_posts": 31},
        {"campaign_days": 0},
        {"campaign_days": 31},
        {"campaign_goal": "fame"},
        {"platforms": ["nowhere"]},
    ],
)
def test_bounds_are_kept(wrong):
    with pytest.raises(ValidationError) as caught:
        campaign(**wrong)
    assert caught.value.errors()[0]["loc"][0] == next(iter(wrong))


def test_the_form_begins_with_the_brief_and_the_plan():
    model = planned_model(NoteRequest)
    check_drawable(model)
    assert [*model.model_fields][-2:] == ["note", "platforms"]
    assert model.prompt_field == "note"
    assert planned_model(NoteRequest) is model


def test_a_model_with_the_plans_names_is_refused():
    class Clash(NoteRequest):
        campaign_days: int = 3

    with pytest.raises(TypeError, match=r"Clash\.campaign_days has a name that campaigns need"):
        planned_model(Clash)


@pytest.mark.parametrize(
    ("each", "all_"),
    [
        (
            Price(basis=PriceBasis.EXACT, credits=2),
            Price(basis=PriceBasis.EXACT, credits=8, note="4 posts × 2"),
        ),
        (Price(basis=PriceBasis.AFTER), Price(basis=PriceBasis.AFTER, note="for each of 4 posts")),
        (
            Price(basis=PriceBasis.AFTER, note="plus video"),
            Price(basis=PriceBasis.AFTER, note="plus video, for each of 4 posts"),
        ),
    ],
)
def test_all_posts_are_priced_as_one_is(each, all_):
    assert planned(each).price(campaign(campaign_posts=4)) == all_
