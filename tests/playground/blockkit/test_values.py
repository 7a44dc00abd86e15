"""What a field holds, from the form to `view.state.values` and back."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.blockkit.fields import FIELDS
from playground.blockkit.rulebook import rulebook
from playground.blockkit.values import STATEFUL, UnknownChoice, initial, raw_of, value_of

ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
TWO = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}
GROUPS = {
    "option_groups": [{"label": ONE["text"], "options": [ONE]}, {"label": TWO["text"], "options": [TWO]}]
}
OPTIONS = {"options": [ONE, TWO]}
FILE = {"id": "F1", "name": "a.png", "size": 9}
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi\nthere"}]}],
}

ENTERED = [
    ("plain_text_input", {}, ["Hi"], "value", "Hi"),
    ("email_text_input", {}, ["a@b.co"], "value", "a@b.co"),
    ("url_text_input", {}, ["https://b.co"], "value", "https://b.co"),
    ("number_input", {}, ["2.50"], "value", "2.50"),
    ("rich_text_input", {}, ["Hi\nthere"], "rich_text_value", RICH),
    ("datepicker", {}, ["2026-11-30"], "selected_date", "2026-11-30"),
    ("timepicker", {}, ["09:30"], "selected_time", "09:30"),
    ("datetimepicker", {}, ["2026-11-30T09:30"], "selected_date_time", 1796031000),
    ("static_select", OPTIONS, ["2"], "selected_option", TWO),
    ("static_select", GROUPS, ["2"], "selected_option", TWO),
    ("radio_buttons", OPTIONS, ["1"], "selected_option", ONE),
    ("overflow", OPTIONS, ["1"], "selected_option", ONE),
    ("external_select", {}, [TWO], "selected_option", TWO),
    ("multi_static_select", GROUPS, ["2", "1"], "selected_options", [TWO, ONE]),
    ("multi_external_select", {}, [ONE, TWO], "selected_options", [ONE, TWO]),
    ("checkboxes", OPTIONS, ["1", "2"], "selected_options", [ONE, TWO]),
    ("users_select", {}, ["U1"], "selected_user", "U1"),
    ("conversations_select", {}, ["C1"], "selected_conversation", "C1"),
    ("channels_select", {}, ["C1"], "selected_channel", "C1"),
    ("multi_users_select", {}, ["U1", "U2"], "selected_users", ["U1", "U2"]),
    ("multi_conversations_select", {}, ["C1", "D1"], "selected_conversations", ["C1", "D1"]),
    ("multi_channels_select", {}, ["C1", "C2"], "selected_channels", ["C1", "C2"]),
    ("file_input", {}, [FILE], "files", [FILE]),
]
INITIAL = [
    ("plain_text_input", {"initial_value": "Hi"}, "value", "Hi"),
    ("plain_text_input", {"initial_value": ""}, "value", None),
    ("number_input", {"initial_value": "0"}, "value", "0"),
    ("rich_text_input", {"initial_value": RICH}, "rich_text_value", RICH),
    ("datepicker", {"initial_date": "2026-11-30"}, "selected_date", "2026-11-30"),
    ("timepicker", {"initial_time": "09:30"}, "selected_time", "09:30"),
    ("datetimepicker", {"initial_date_time": 1796031000}, "selected_date_time", 1796031000),
    ("static_select", {"initial_option": ONE}, "selected_option", ONE),
    ("external_select", {"initial_option": ONE}, "selected_option", ONE),
    ("checkboxes", {"initial_options": [ONE]}, "selected_options", [ONE]),
    ("users_select", {"initial_user": "U1"}, "selected_user", "U1"),
    ("channels_select", {"initial_channel": "C1"}, "selected_channel", "C1"),
    ("multi_channels_select", {"initial_channels": ["C1"]}, "selected_channels", ["C1"]),
    ("conversations_select", {"initial_conversation": "C1"}, "selected_conversation", "C1"),
    ("multi_conversations_select", {"initial_conversations": ["C1"]}, "selected_conversations", ["C1"]),
]
HERE = {"default_to_current_conversation": True}


@pytest.mark.parametrize(("kind", "fields", "raw", "key", "held"), ENTERED)
def test_what_was_entered_becomes_the_value_slack_sends(kind, fields, raw, key, held):
    assert value_of({"type": kind, **fields}, raw) == {"type": kind, key: held}


@pytest.mark.parametrize(("kind", "fields", "raw", "key", "held"), ENTERED)
def test_a_value_is_drawn_again_as_it_was_entered(kind, fields, raw, key, held):
    flat = [entry if isinstance(entry, str) else entry.get("id") or entry["value"] for entry in raw]
    assert raw_of({"type": kind, key: held}) == flat


@pytest.mark.parametrize("kind", sorted(FIELDS))
@pytest.mark.parametrize("raw", [[], [""]])
def test_nothing_entered_is_an_empty_value_of_the_right_type(kind, raw):
    empty = [] if kind.startswith("multi_") or kind in {"checkboxes", "file_input"} else None
    value = value_of({"type": kind}, raw)
    assert value == {"type": kind, FIELDS[kind].key: empty}
    assert raw_of(value) == []


@pytest.mark.parametrize("kind", sorted(STATEFUL))
def test_an_untouched_field_has_an_empty_value(kind):
    assert initial({"type": kind}) == value_of({"type": kind}, [])


@pytest.mark.parametrize(("kind", "fields", "key", "held"), INITIAL)
def test_a_field_starts_from_its_initial_value(kind, fields, key, held):
    assert initial({"type": kind, **fields}) == {"type": kind, key: held}


def test_a_field_can_start_from_the_conversation_it_was_opened_in():
    assert initial({"type": "conversations_select", **HERE}, "C9")["selected_conversation"] == "C9"
    assert initial({"type": "multi_conversations_select", **HERE}, "C9")["selected_conversations"] == ["C9"]
    assert initial({"type": "conversations_select", **HERE}, None)["selected_conversation"] is None


def test_one_initial_conversation_wins_over_the_current_one_and_several_do_not():
    one = {"type": "conversations_select", "initial_conversation": "C1", **HERE}
    several = {"type": "multi_conversations_select", "initial_conversations": ["C1"], **HERE}
    assert initial(one, "C9")["selected_conversation"] == "C1"
    assert initial(several, "C9")["selected_conversations"] == ["C9"]


def test_a_value_shares_nothing_with_the_view():
    element = {"type": "checkboxes", "initial_options": [ONE]}
    initial(element)["selected_options"].append(TWO)
    assert element["initial_options"] == [ONE]


def test_exactly_the_elements_of_an_input_block_are_stateful():
    assert set(rulebook()["blocks"]["input"].fields["element"].types) == STATEFUL


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons", "checkboxes", "overflow"])
@pytest.mark.parametrize("raw", ["3", ONE | {"value": "3"}])
def test_an_option_that_is_not_offered_is_refused(kind, raw):
    with pytest.raises(UnknownChoice, match="not one of the options: 3"):
        value_of({"type": kind, **OPTIONS}, [raw])


def test_an_external_option_needs_its_label_unless_it_was_there_from_the_start():
    assert value_of({"type": "external_select", "initial_option": ONE}, ["1"])["selected_option"] == ONE
    with pytest.raises(UnknownChoice):
        value_of({"type": "external_select", "initial_option": ONE}, ["2"])


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        ("1796031000", 1796031000),
        ("2026-11-30T09:30Z", 1796031000),
        ("2026-11-30T10:30+01:00", 1796031000),
        ("2026-11-30T09:30:15", 1796031015),
    ],
)
def test_a_moment_is_read_in_its_zone_and_in_utc_without_one(raw, seconds):
    assert value_of({"type": "datetimepicker"}, [raw])["selected_date_time"] == seconds


def test_a_moment_that_is_none_is_refused():
    with pytest.raises(UnknownChoice, match="not a date and time: tomorrow"):
        value_of({"type": "datetimepicker"}, ["tomorrow"])


@given(st.sampled_from(["plain_text_input", "number_input", "rich_text_input"]), st.text(min_size=1))
def test_any_text_survives_the_round_trip(kind, text):
    assert raw_of(value_of({"type": kind}, [text])) == [text]


@given(st.integers(1_000_000_000, 9_999_999_999))
def test_any_moment_survives_the_round_trip(seconds):
    value = {"type": "datetimepicker", "selected_date_time": seconds}
    assert value_of({"type": "datetimepicker"}, raw_of(value)) == value


@given(st.lists(st.text(string.ascii_letters, min_size=1), unique=True))
def test_any_choices_survive_the_round_trip(ids):
    options = [ONE | {"value": one} for one in ids]
    assert raw_of(value_of({"type": "multi_users_select"}, ids)) == ids
    assert raw_of(value_of({"type": "checkboxes", "options": options}, ids)) == ids


def test_formatted_text_is_drawn_again_as_its_words():
    words = [
        {"type": "text", "text": "Ask ", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C1"},
        {"type": "emoji", "name": "wave"},
        {"type": "broadcast", "range": "here"},
        {"type": "link", "url": "https://b.co"},
        {"type": "link", "url": "https://b.co", "text": "b"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "team", "team_id": "T1"},
        {"type": "color", "value": "#f00"},
        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "today"},
    ]
    section = {"type": "rich_text_section", "elements": words}
    bullets = {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [section | {"elements": words[:1]}] * 2,
    }
    value = value_of({"type": "rich_text_input"}, [{"type": "rich_text", "elements": [section, bullets]}])
    first = "Ask @U1 in #C1:wave:@herehttps://b.cob@S1@T1#f00today"
    assert raw_of(value) == [f"{first}\nAsk \nAsk "]
