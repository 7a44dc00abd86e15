"""Which input each annotation becomes, and what cannot become one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

import pytest
from annotated_types import Interval
from pydantic import Field, HttpUrl, StringConstraints

from bot.blocks.fields import Kind
from bot.blocks.fitting import FIT
from bot.blocks.form import check_drawable, form_of
from bot.blocks.inputs import ELEMENTS
from bot.blocks.reading import READ
from bot.domain.platforms import Platform
from bot.domain.requests import Choices, File, Files, Hidden, Multiline, Prompt, Remote, Request
from tests.bot.blocks.kitchen import Everything, Place, Tone

TOPIC = Annotated[str, Prompt()]


def field(annotation, info=...):
    """The form's view of a field with that annotation."""
    return form_of(model(annotation, info))["asked"]


def model(annotation, info=...):
    namespace = {"__annotations__": {"topic": TOPIC, "asked": annotation}, "__module__": __name__}
    return type("Brief", (Request,), namespace | ({} if info is ... else {"asked": info}))


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (str, Kind.TEXT),
        (Annotated[str, Multiline()], Kind.MULTILINE),
        (int, Kind.NUMBER),
        (float, Kind.NUMBER),
        (Tone, Kind.CHOICE),
        (tuple[Tone, ...], Kind.CHOICES),
        (bool, Kind.SWITCH),
        (date, Kind.DATE),
        (HttpUrl, Kind.URL),
        (tuple[HttpUrl, ...], Kind.URLS),
        (Annotated[tuple[File, ...], Files(("png",))], Kind.FILES),
        (Annotated[str, Remote()], Kind.REMOTE),
        (Annotated[tuple[str, ...], Remote()], Kind.REMOTES),
    ],
    ids=str,
)
class TestKinds:
    def test_follows_from_the_annotation(self, annotation, kind):
        assert field(annotation).kind is kind
        assert not field(annotation).nullable

    def test_stays_the_same_for_an_optional_field(self, annotation, kind):
        asked = field(annotation | None, None)
        assert asked.kind is (Kind.CHOICE if kind is Kind.SWITCH else kind)
        assert asked.nullable
        assert asked.may_be_blank


class Unlike(StrEnum):
    pass


@pytest.mark.parametrize(
    "annotation",
    [
        dict[str, int],
        Any,
        datetime,
        bytes,
        list[str],
        tuple[str, ...],
        tuple[int, int],
        tuple[File, ...],
        tuple[dict[str, int], ...],
        int | str,
        Request,
        File,
        Unlike,
        tuple[Unlike, ...],
    ],
    ids=str,
)
def test_what_no_input_shows_fails_and_says_where(annotation):
    with pytest.raises(TypeError, match=r"Brief\.asked cannot be drawn"):
        check_drawable(model(annotation))


MANY = StrEnum("MANY", {f"m{i}": f"m{i}" for i in range(101)})
HUNDRED = StrEnum("HUNDRED", {f"m{i}": f"m{i}" for i in range(100)})
LONG_VALUE = StrEnum("LONG_VALUE", {"a": "a" * 76})


@pytest.mark.parametrize(
    ("annotation", "info", "reason"),
    [
        (str, Field(title="a" * 2_001), "its label has 2,001 characters, Slack takes 2,000"),
        (str, Field(description="a" * 2_001), "its hint has 2,001 characters, Slack takes 2,000"),
        (Annotated[str, Multiline("a" * 151)], ..., "its placeholder has 151 characters"),
        (MANY, ..., "it has 101 options, Slack takes 1 to 100"),
        (HUNDRED | None, None, "it has 100 options, Slack takes 1 to 99"),
        (LONG_VALUE, ..., "is not 1 to 75 characters long"),
        (Annotated[Tone, Choices({Tone.BOLD: "a" * 76})], ..., "is not 1 to 75 characters long"),
        (Annotated[Tone, Choices({Tone.BOLD: "B"}, {Tone.BOLD: "a" * 76})], ..., "is over 75 characters"),
        (Annotated[tuple[File, ...], Files((), most=11)], ..., "it asks for 11 files, Slack takes 1 to 10"),
    ],
    ids=str,
)
def test_what_slack_would_refuse_fails_and_says_why(annotation, info, reason):
    with pytest.raises(TypeError, match=rf"Brief\.asked cannot be drawn: .*{reason}"):
        check_drawable(model(annotation, info))


def test_a_form_of_too_many_fields_fails():
    names = {f"f{i}": int for i in range(80)}
    crowded = type(
        "Crowded", (Request,), {"__annotations__": {"topic": TOPIC, **names}, "__module__": __name__}
    )
    with pytest.raises(TypeError, match="Crowded cannot be drawn: it has 81 fields"):
        check_drawable(crowded)


def test_a_field_with_an_alias_fails_because_errors_would_not_find_it():
    with pytest.raises(TypeError, match=r"Brief\.asked cannot be drawn: it has an alias"):
        check_drawable(model(str, Field(alias="other")))


@pytest.mark.parametrize("annotation", [str, dict[str, int], Annotated[Tone, Field(max_length=3)]], ids=str)
def test_a_hidden_field_has_no_input_whatever_it_holds(annotation):
    hidden = model(Annotated[annotation, Hidden()], None)
    assert [f.name for f in form_of(hidden)] == ["topic"]
    assert hidden.hidden_fields == ("asked",)


def test_a_hidden_field_that_nobody_could_fill_in_fails_and_says_where():
    with pytest.raises(TypeError, match=r"Brief\.asked cannot be hidden: nobody could fill it in"):
        check_drawable(model(Annotated[str, Hidden()]))


def test_a_prompt_cannot_be_hidden():
    namespace = {"__annotations__": {"topic": Annotated[str, Prompt(), Hidden()]}, "topic": "Dark mode"}
    with pytest.raises(TypeError, match=r"Brief\.topic cannot be hidden"):
        check_drawable(type("Brief", (Request,), namespace | {"__module__": __name__}))


@pytest.mark.parametrize(
    ("annotation", "info", "bounds"),
    [
        (str, Field(min_length=3, max_length=9), (3, 9)),
        (Annotated[str, Field(max_length=9)] | None, None, (None, 9)),
        (Annotated[str, StringConstraints(min_length=3)], ..., (3, None)),
        (int, Field(gt=0, lt=6), (1, 5)),
        (Annotated[int, Interval(ge=2, le=4)], ..., (2, 4)),
        (Annotated[int, Interval(ge=2, le=9)], Field(ge=1, le=4), (2, 4)),
        (float, Field(gt=0, le=1.5), (None, 1.5)),
        (date, Field(ge=date(2026, 1, 1)), (None, None)),
        (tuple[Tone, ...], Field(min_length=1, max_length=2), (1, 2)),
        (Annotated[tuple[File, ...], Files((), most=4)], ..., (None, 4)),
        (Annotated[tuple[File, ...], Files((), most=4)], Field(max_length=2), (None, 2)),
    ],
    ids=str,
)
def test_bounds_are_inclusive_and_found_wherever_they_are_written(annotation, info, bounds):
    asked = field(annotation, info)
    assert (asked.least, asked.most) == bounds


def test_the_prompt_comes_first_and_the_others_in_the_models_order():
    assert [f.name for f in form_of(Everything)][:4] == ["topic", "line", "note", "call"]


def test_options_are_labelled_by_the_hint_in_its_order():
    labels = Choices({Place.X: "X", Place.LINKEDIN: "LinkedIn"}, {Place.X: "Short"})
    asked = field(Annotated[Place, labels])
    assert [(o.value, o.label, o.description) for o in asked.options] == [
        ("x", "X", "Short"),
        ("linkedin", "LinkedIn", ""),
    ]


def test_options_without_labels_are_named_after_their_values():
    assert [o.label for o in field(Tone).options] == ["Friendly", "Bold", "Founder led"]


def test_options_that_know_their_label_use_it():
    assert "TikTok" in [o.label for o in field(Platform).options]


def test_a_label_is_the_title_or_else_the_name_in_words():
    assert field(str, Field(title="Call to action")).label == "Call to action"
    assert form_of(Everything)["topic"].label == "What about?"
    assert field(str).label == "Asked"


def test_a_default_made_by_a_factory_is_known():
    assert field(str, Field(default_factory=lambda: "made")).default == "made"


def test_every_kind_can_be_drawn_filled_in_and_read():
    assert {*ELEMENTS} == {*FIT} == {*READ, Kind.FILES} == {*Kind}


def test_a_choice_that_can_be_taken_back_is_another_than_one_that_cannot():
    assert field(Tone).action_id != field(Tone | None, None).action_id


def test_a_choice_of_fewer_options_at_once_is_another():
    wide, narrow = (field(tuple[Tone, ...], Field(max_length=most)) for most in (3, 2))
    assert wide.action_id != narrow.action_id


def test_a_choice_that_begins_with_something_else_is_another():
    assert field(Tone, Tone.BOLD).action_id != field(Tone, Tone.FRIENDLY).action_id


def test_text_keeps_its_action_id_in_every_form_and_a_choice_only_with_its_options():
    assert field(str).action_id == field(Annotated[str, Multiline()] | None, None).action_id == "value"
    assert field(Tone, Tone.BOLD).action_id == field(Tone, Tone.BOLD).action_id
    assert field(Tone).action_id != field(Place).action_id
    assert field(Tone).action_id != field(tuple[Tone, ...]).action_id
    assert field(int).action_id != field(date).action_id


class Dependent(Request):
    topic: Annotated[str, Prompt()] = ""
    place: Annotated[str | None, Remote()] = None
    kit: Annotated[str | None, Remote(depends=("place",))] = None


def test_a_choice_that_depends_on_another_is_another_input_for_each_of_its_choices():
    kit = form_of(Dependent)["kit"]
    ids = [kit.action_id_for(given) for given in ({}, {"place": "p1"}, {"place": "p2"}, {"place": "p1"})]
    assert len(set(ids)) == 3
    assert ids[1] == ids[3]


def test_what_others_depend_on_reports_its_changes():
    form = form_of(Dependent)
    assert (form["place"].leads, form["kit"].leads) == (True, False)


@pytest.mark.parametrize("other", ["nowhere", "topic"])
def test_what_is_no_single_choice_cannot_be_depended_on(other):
    with pytest.raises(TypeError, match=f"asked cannot be drawn: it depends on '{other}'"):
        check_drawable(model(Annotated[str, Remote(depends=(other,))]))
