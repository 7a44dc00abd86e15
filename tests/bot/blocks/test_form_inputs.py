"""How each kind is drawn."""

from datetime import date

import pytest
from dirty_equals import IsPartialDict
from inline_snapshot import snapshot

from bot.blocks.form import form_of, input_blocks, remote_options
from bot.domain.ports import Choice
from tests.bot.blocks.kitchen import SHOWN, Everything, Place, Tone, drawn, element, inputs


def block(field, values=None):
    return inputs(drawn(Everything, values))[field]


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def option(value, label):
    return {"value": value, "text": plain(label)}


def test_a_block_id_is_a_fields_name_and_the_prompt_comes_first():
    names = [b["block_id"] for b in input_blocks(Everything, {})]
    assert names == ["topic", *(name for name in SHOWN if name != "topic")]


def test_a_hidden_field_is_drawn_for_no_value():
    assert drawn(Everything, {"share": "half"}) == drawn(Everything)


def test_text_is_one_line_or_several():
    assert block("line") == snapshot(
        {
            "type": "input",
            "block_id": "line",
            "label": {"type": "plain_text", "text": "Line", "emoji": False},
            "hint": {"type": "plain_text", "text": "At most 50 characters.", "emoji": False},
            "element": {"action_id": "value", "type": "plain_text_input", "multiline": False},
            "optional": False,
        }
    )
    assert element(Everything, "topic") == IsPartialDict(multiline=True, placeholder=plain("Say it"))


def test_slack_is_not_told_a_texts_bounds_so_that_the_words_are_ours_and_nothing_is_cut():
    assert not {"min_length", "max_length"} & element(Everything, "topic").keys()


def test_a_line_break_in_a_one_line_text_is_kept():
    assert element(Everything, "line", {"line": "a\nb"}) == IsPartialDict(
        multiline=True, initial_value="a\nb"
    )


def test_a_text_too_long_for_the_model_is_filled_in_whole():
    assert element(Everything, "line", {"line": "a" * 3_000})["initial_value"] == "a" * 3_000


def test_a_number_knows_its_bounds_as_strings():
    assert element(Everything, "count", {"count": 2}) == snapshot(
        {
            "action_id": "value.number",
            "type": "number_input",
            "is_decimal_allowed": False,
            "initial_value": "2",
            "min_value": "1",
            "max_value": "5",
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
        }
    )


def test_a_whole_number_kept_as_a_decimal_is_drawn_whole():
    assert element(Everything, "count", {"count": 2.0})["initial_value"] == "2"


def test_a_decimal_number_has_no_exponent():
    assert element(Everything, "heat", {"heat": 1e-7}) == IsPartialDict(
        is_decimal_allowed=True, initial_value="0.0000001", min_value="0", max_value="1"
    )


def test_one_choice_is_a_select_with_the_default_chosen():
    assert element(Everything, "voice") == IsPartialDict(
        type="static_select",
        initial_option=option("bold", "Bold"),
        options=[
            option("friendly", "Friendly"),
            option("bold", "Bold"),
            option("founder_led", "Founder led"),
        ],
    )


def test_an_optional_choice_can_be_taken_back():
    shown = element(Everything, "mood")
    assert shown["options"][0] == shown["initial_option"] == option("_none", "No preference")


def test_a_required_choice_starts_empty():
    assert "initial_option" not in element(Everything, "tone")


def test_one_choice_with_descriptions_is_radio_buttons():
    assert element(Everything, "length") == IsPartialDict(
        type="radio_buttons",
        initial_option={**option("friendly", "Short"), "description": plain("About 80 characters")},
    )


def test_several_choices_are_a_select_bounded_as_the_model_is():
    assert element(Everything, "places", {"places": ("linkedin", "x")}) == IsPartialDict(
        type="multi_static_select",
        max_selected_items=3,
        initial_options=[option("linkedin", "Linkedin"), option("x", "X")],
    )


def test_several_choices_with_descriptions_are_checkboxes():
    assert element(Everything, "others")["type"] == "checkboxes"


@pytest.mark.parametrize(("value", "ticked"), [(True, 1), (False, 0)])
def test_a_switch_is_one_box(value, ticked):
    shown = element(Everything, "emoji", {"emoji": value})
    assert shown["type"] == "checkboxes"
    assert len(shown["options"]) == 1
    assert len(shown.get("initial_options", [])) == ticked


def test_an_optional_switch_is_yes_no_or_neither():
    assert [o["text"]["text"] for o in element(Everything, "formal")["options"]] == [
        "No preference",
        "Yes",
        "No",
    ]
    assert element(Everything, "formal", {"formal": False})["initial_option"] == option("false", "No")


def test_a_date_is_a_date_picker():
    assert element(Everything, "start", {"start": date(2026, 11, 30)}) == IsPartialDict(
        type="datepicker", initial_date="2026-11-30"
    )


def test_a_url_is_a_url_input_and_a_list_of_them_several_lines():
    assert element(Everything, "url", {"url": "https://a.b/c"}) == IsPartialDict(
        type="url_text_input", initial_value="https://a.b/c"
    )
    assert element(Everything, "urls", {"urls": ["https://a.b/", "https://c.d/"]}) == IsPartialDict(
        type="plain_text_input", multiline=True, initial_value="https://a.b/\nhttps://c.d/"
    )


def test_a_remote_choice_asks_for_its_options_and_shows_the_chosen_ones_label():
    assert element(Everything, "kit", {"kit": "k1"}, {"k1": "Spring"}) == IsPartialDict(
        type="external_select",
        min_query_length=0,
        placeholder=plain("Pick a kit"),
        initial_option=option("k1", "Spring"),
    )
    assert element(Everything, "tags", {"tags": ["t1", "t2"]}, {"t1": "Launch"}) == IsPartialDict(
        type="multi_external_select", initial_options=[option("t1", "Launch"), option("t2", "t2")]
    )


def test_an_optional_remote_choice_can_be_taken_back_unless_somebody_searches():
    kit = form_of(Everything)["kit"]
    choices = [Choice(value="k1", label="Spring", description="Green")]
    spring = {**option("k1", "Spring"), "description": plain("Green")}
    assert remote_options(kit, choices) == [option("_none", "No preference"), spring]
    assert remote_options(kit, choices, "spr") == [spring]
    assert remote_options(form_of(Everything)["brand"], choices) == [spring]


def test_a_vendors_options_are_made_to_fit():
    brand = form_of(Everything)["brand"]
    choices = [Choice(value="a" * 76, label="Too long to come back"), Choice(value="b", label="b" * 100)]
    choices += [Choice(value=str(i), label="") for i in range(200)]
    shown = remote_options(brand, choices)
    assert len(shown) == 100
    assert shown[0] == option("b", "b" * 74 + "…")
    assert shown[1] == option("0", "0")


@pytest.mark.parametrize(
    ("field", "optional"),
    [
        ("line", False),
        ("note", True),
        ("count", False),
        ("heat", True),
        ("tone", False),
        ("voice", False),
        ("mood", True),
        ("places", False),
        ("others", True),
        ("more", True),
        ("draft", True),
        ("start", False),
        ("end", True),
        ("brand", False),
        ("tags", True),
    ],
)
def test_only_what_may_be_blank_is_optional(field, optional):
    assert block(field)["optional"] is optional


def test_a_priced_field_reports_its_changes():
    reporting = {name for name, b in inputs(drawn(Everything)).items() if b.get("dispatch_action")}
    assert reporting == {"count", "places"}


def test_a_hint_is_the_models_description_or_else_its_bounds():
    assert block("count")["hint"] == plain("How many")
    assert block("topic")["hint"] == plain("10 to 3,000 characters.")
    assert block("heat")["hint"] == plain("0 to 1.")
    assert "hint" not in block("places")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", 9),
        ("count", "x"),
        ("count", 1.5),
        ("count", True),
        ("most", "1e999999"),
        ("heat", float("nan")),
        ("tone", "sarcastic"),
        ("places", "x"),
        ("draft", "maybe"),
        ("start", "30.11.2026"),
        ("url", "not an address"),
        ("media", ["F1"]),
        ("brand", "a" * 76),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_dropped(field, value):
    assert drawn(Everything, {field: value}) == drawn(Everything)


def test_a_value_that_the_field_cannot_hold_leaves_the_default():
    assert element(Everything, "voice", {"voice": "sarcastic"})["initial_option"] == option("bold", "Bold")


def test_of_several_values_those_that_fit_are_kept_in_their_order():
    shown = element(Everything, "places", {"places": ["linkedin", "mastodon", "x", "x"]})
    assert [o["value"] for o in shown["initial_options"]] == ["linkedin", "x"]


def test_no_more_values_are_chosen_than_the_field_takes():
    assert len(element(Everything, "places", {"places": [*Place]})["initial_options"]) == 3


def test_what_was_emptied_stays_empty():
    assert "initial_value" not in element(Everything, "call", {"call": ""})
    assert element(Everything, "length", {"length": None})["initial_option"]["value"] == "_none"
    assert "initial_options" not in element(Everything, "emoji", {"emoji": False})


def test_text_right_or_wrong_is_always_kept():
    assert element(Everything, "urls", {"urls": "nope"})["initial_value"] == "nope"
    assert element(Everything, "topic", {"topic": Tone.BOLD})["initial_value"] == "bold"
