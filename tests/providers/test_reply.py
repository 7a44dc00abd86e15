"""Bodies and names that a vendor may send, however odd."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.http.reply import Reply, one_line, read_json, request_id


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        None,
        b"<html><h1>502 Bad Gateway</h1></html>",
        b'{"captions": ["cut',
        b"\xff\xfe\x00",
        b'{"a": "\xe9"}',
        b"[" * 100_000,
        b'{"n": ' + b"9" * 5_000 + b"}",
        b"null",
    ],
    ids=["empty", "none", "html", "truncated", "not text", "latin-1", "deep", "long number", "null"],
)
def test_a_body_that_cannot_be_read_is_none(raw):
    assert read_json(raw) is None


def test_a_byte_order_mark_is_read_over():
    assert read_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_half_an_emoji_becomes_a_replacement_character():
    body = read_json(rb'{"caption": "cut \ud83d", "whole": "\ud83d\ude00"}')

    assert body == {"caption": "cut \N{REPLACEMENT CHARACTER}", "whole": "😀"}


@given(st.binary())
def test_any_bytes_are_read_without_an_error(raw):
    read_json(raw)


@given(st.text(st.characters(categories=("Cs", "So", "L")), max_size=30))
def test_whatever_is_read_can_be_encoded(text):
    read = read_json(json.dumps({"caption": text}).encode())

    assert read["caption"].encode().decode() == read["caption"]


@pytest.mark.parametrize(
    ("header", "body", "name"),
    [
        ("h1", {"meta": {"request_id": "a1"}}, "a1"),
        ("h1", {"meta": {"requestId": "b2"}}, "b2"),
        ("h1", {"meta": {}}, "h1"),
        ("h1", {"meta": ["odd"]}, "h1"),
        ("h1", {"meta": {"request_id": 7}}, "h1"),
        ("h1", ["odd"], "h1"),
        (None, None, None),
    ],
)
def test_the_request_id_is_found_under_either_spelling_or_in_the_header(header, body, name):
    assert request_id(header, body) == name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines\r\n", "two lines"),
        ("tab\tand\x00nul", "tab and nul"),
        ("right\u202eto left", "right to left"),
        ("x" * 300, "x" * 19 + "…"),
    ],
)
def test_vendor_text_is_put_on_one_short_line(text, line):
    assert one_line(text, 20) == line


@pytest.mark.parametrize(
    ("status", "ok"), [(200, True), (207, True), (299, True), (199, False), (304, False)]
)
def test_only_statuses_from_200_to_299_say_success(status, ok):
    assert Reply(status=status).ok is ok
