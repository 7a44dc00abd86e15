from playground.blockkit.check import message_problems, view_problems

TITLE = {"type": "plain_text", "text": "Compose"}


def test_a_title_too_long_is_named_as_slack_names_it():
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x" * 25},
        "blocks": [{"type": "divider"}],
    }
    assert view_problems(view) == ["must be less than 25 characters [json-pointer:/view/title/text]"]


def test_an_unknown_field_is_refused():
    assert message_problems([{"type": "divider", "text": "x"}]) == [
        "invalid additional property: text [json-pointer:/blocks/0]"
    ]
