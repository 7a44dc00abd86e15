import pytest

from playground.page.rich_text import RichText


@pytest.fixture
def draw(mrkdwn):
    rich_text = RichText(mrkdwn)
    return lambda *elements: rich_text({"type": "rich_text", "elements": list(elements)})


def section(*elements):
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words, **style):
    return {"type": "text", "text": words, "style": style} if style else {"type": "text", "text": words}


def test_text_elements_are_literal(draw):
    drawn = draw(section(text("<!channel> *bold* <@U1> &amp; :tada:")))

    assert drawn == '<p dir="auto">&lt;!channel&gt; *bold* &lt;@U1&gt; &amp;amp; :tada:</p>'


def test_styles_nest(draw):
    assert "<i><b>now</b></i>" in draw(section(text("now", bold=True, italic=True)))


@pytest.mark.parametrize(
    ("element", "html"),
    [
        ({"type": "user", "user_id": "U1"}, '<span class="mention me">@Ana Ruiz</span>'),
        ({"type": "channel", "channel_id": "C1"}, '<span class="mention">#general</span>'),
        ({"type": "broadcast", "range": "here"}, '<span class="mention me">@here</span>'),
        ({"type": "emoji", "name": "rocket"}, "🚀"),
        ({"type": "emoji", "name": "unheard", "unicode": "1f468-200d-1f469"}, "👨\u200d👩"),
        ({"type": "link", "url": "javascript:alert(1)", "text": "click"}, ">click<"),
        ({"type": "color", "value": "#fff"}, "<code>#fff</code>"),
        ({"type": "date", "timestamp": 0, "format": "{date}", "fallback": "long ago"}, "long ago</time>"),
    ],
)
def test_every_other_element_means_what_it_says(draw, element, html):
    assert html in draw(section(element))


def test_an_ordered_list_goes_on_where_another_ended(draw):
    drawn = draw(
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 2,
            "indent": 1,
            "elements": [section(text("c"))],
        }
    )

    assert drawn == '<ol class="indent-1" start="3"><li dir="auto">c</li></ol>'


@pytest.mark.parametrize(
    ("kind", "tag"), [("rich_text_quote", "blockquote"), ("rich_text_preformatted", "pre")]
)
def test_quotes_and_code_are_blocks(draw, kind, tag):
    assert draw({"type": kind, "elements": [text("a\n b")]}) == f'<{tag} dir="auto">a\n b</{tag}>'
