import pytest

from playground.page.links import loads_locally, safe_href
from playground.page.markdown import markdown_renderer


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "file:///etc", "//x"]
)
def test_only_harmless_addresses_are_linked(url):
    assert safe_href(url) is None


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:3999/a.png", True),
        ("http://localhost/a.png", True),
        ("https://example.com/a.png", False),
        ("https://127.0.0.1.example.com/a.png", False),
        ("http://[bad", False),
        (None, False),
    ],
)
def test_pictures_are_loaded_from_this_computer_alone(url, local):
    assert loads_locally(url) is local


def test_markdown_keeps_html_as_text_and_fetches_no_pictures():
    html = markdown_renderer().render('<script>x</script> ![A "chart"](https://example.com/a.png)')

    assert "<script>" not in html
    assert "<img" not in html
    assert "Image: A &#34;chart&#34;" in html


def test_markdown_links_open_elsewhere_and_harmful_ones_not_at_all():
    html = markdown_renderer().render("[a](https://a.test) [b](javascript:alert(1))")

    assert '<a href="https://a.test" target="_blank" rel="noopener noreferrer">a</a>' in html
    assert 'href="javascript' not in html
