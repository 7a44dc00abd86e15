"""Messages read as a person would type them."""

import pytest

from handlers.reading import plain_text


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
