"""Messages read as a person would type them."""

import pytest

from handlers.reading import files_of, plain_text


@pytest.mark.parametrize(
    ("slack", "typed"),
    [
        ("Ship it &amp; tell &lt;everyone&gt;", "Ship it & tell <everyone>"),
        ("See <https://example.com|our page>", "See our page (https://example.com)"),
        ("See <https://example.com>", "See https://example.com"),
        ("Post in <#C1|news>", "Post in #news"),
        ("Ask <@U1|ana> and <@U2>", "Ask @ana and @U2"),
        ("<!here> listen", "@here listen"),
        ("<!subteam^S1|@editors> listen", "@editors listen"),
        ("&amp;lt; stays an escape", "&lt; stays an escape"),
        ("  two\nlines  ", "two\nlines"),
        ("It is *green*, _really_ (~red~): `make`", "It is green, really (red): make"),
        ("2 * 3 * 4 = snake_case_name", "2 * 3 * 4 = snake_case_name"),
        ("See <https://example.com/_a_/*b*>", "See https://example.com/_a_/*b*"),
        ("Done :tada: at 10:30:45 :not_an_emoji:", "Done 🎉 at 10:30:45 :not_an_emoji:"),
        ("", ""),
    ],
)
def test_a_message_becomes_a_prompt_as_typed(slack, typed):
    assert plain_text({"text": slack}) == typed


def test_a_message_without_text_becomes_an_empty_prompt():
    assert plain_text({"text": None}) == ""


def slack_file(**facts):
    known = {"id": "F1", "name": "dog.png", "mimetype": "image/png", "size": 9, "mode": "hosted"}
    return known | {"url_private": "https://files.slack.com/F1/dog.png", "is_external": False} | facts


def test_the_files_of_a_message_are_references():
    found, others = files_of({"files": [slack_file(), slack_file(id="F2")]})

    assert [(file.id, file.url) for file in found] == [
        ("F1", "https://files.slack.com/F1/dog.png"),
        ("F2", "https://files.slack.com/F1/dog.png"),
    ]
    assert others == 0


@pytest.mark.parametrize(
    "file",
    [
        slack_file(is_external=True),
        slack_file(mode="tombstone"),
        slack_file(mode="hidden_by_limit"),
        {"id": "F1", "file_access": "check_file_info"},
        {},
    ],
    ids=["kept elsewhere", "deleted", "hidden", "another organisation's", "nothing"],
)
def test_a_file_that_cannot_be_read_is_only_counted(file):
    assert files_of({"files": [file]}) == ((), 1)


@pytest.mark.parametrize("message", [{}, {"files": None}, {"files": []}, {"files": ["F1"]}])
def test_a_message_may_have_no_files(message):
    assert files_of(message) == ((), 0)
