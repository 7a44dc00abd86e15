"""Every answer that is a success, in every shape the vendor's documents show."""

import httpx
import pytest

from bot.domain.captions import Caption
from bot.domain.errors import NoContent, OutcomeUnknown
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from providers.posteverywhere import PostEverywhereRequest

BARE = {
    "captions": ["One #a", "Two #b"],
    "platform": "x",
    "tone": "professional",
    "length": "medium",
    "count_requested": 2,
    "count_returned": 2,
    "credits_used": 2,
    "credits_remaining": 198,
}
META = {"request_id": "a1b2c3d4", "timestamp": "2026-04-10T12:00:00.000Z"}


async def write(posteverywhere, server, body, *, status=200, count=2, platforms=("x",)):
    server.answers = [httpx.Response(status, json=body)]
    brief = PostEverywhereRequest(topic="Dark mode", platforms=platforms, count=count)
    return await posteverywhere.start(brief, key="run-1")


async def test_a_bare_reply_gives_captions_and_a_receipt(posteverywhere, server):
    result = await write(posteverywhere, server, BARE)

    assert result.captions == (
        Caption(platform=Platform.X, text="One #a"),
        Caption(platform=Platform.X, text="Two #b"),
    )
    assert result.receipt == Receipt(used=2, left=198)
    assert result.notes == ()


async def test_an_enveloped_reply_gives_the_same_and_the_request_id(posteverywhere, server):
    bare = await write(posteverywhere, server, BARE)
    enveloped = await write(posteverywhere, server, {"data": BARE, "error": None, "meta": META})

    assert enveloped == bare.model_copy(update={"request_id": "a1b2c3d4"})


@pytest.mark.parametrize("status", [200, 201, 202, 207, 422, 500])
async def test_data_without_an_error_is_a_success_whatever_the_status(posteverywhere, server, status):
    result = await write(posteverywhere, server, {"data": BARE, "error": None}, status=status)

    assert len(result.captions) == 2


async def test_unknown_fields_and_a_platform_of_null_are_read_over(posteverywhere, server):
    result = await write(
        posteverywhere,
        server,
        {**BARE, "platform": None, "model": "new", "extra": {"deep": [1]}},
        platforms=(),
    )

    assert {caption.platform for caption in result.captions} == {Platform.ANY}


async def test_fewer_captions_than_asked_are_kept_and_noted(posteverywhere, server):
    result = await write(posteverywhere, server, {**BARE, "count_returned": 2}, count=3)

    assert len(result.captions) == 2
    assert result.notes == ("X: 2 of 3 captions arrived.",)


async def test_a_count_that_disagrees_with_the_captions_is_not_believed(posteverywhere, server):
    result = await write(posteverywhere, server, {**BARE, "count_returned": 1})

    assert (len(result.captions), result.notes) == (2, ())


async def test_empty_captions_are_dropped(posteverywhere, server):
    result = await write(posteverywhere, server, {**BARE, "captions": ["", "Two", " \n"]}, count=3)

    assert [caption.text for caption in result.captions] == ["Two"]
    assert result.notes == ("X: 1 of 3 captions arrived.",)


async def test_captions_that_are_no_texts_are_dropped(posteverywhere, server):
    result = await write(posteverywhere, server, {**BARE, "captions": [None, 7, {"text": "x"}, "Two"]})

    assert [caption.text for caption in result.captions] == ["Two"]


async def test_a_caption_is_kept_as_written(posteverywhere, server):
    text = "<!channel> *bold* <@U123> &amp; \u202e\n\n👨‍👩‍👧 {subject} #a"

    result = await write(posteverywhere, server, {**BARE, "captions": [text]}, count=1)

    assert result.captions[0].text == text


@pytest.mark.parametrize("odd", [None, "3", 2.5, True, -1, [3]])
async def test_credits_that_are_no_numbers_are_not_reported(posteverywhere, server, odd):
    result = await write(posteverywhere, server, {**BARE, "credits_used": odd, "credits_remaining": odd})

    assert result.receipt == Receipt()


async def test_missing_credits_are_not_invented(posteverywhere, server):
    result = await write(posteverywhere, server, {"captions": ["One", "Two"]})

    assert result.receipt == Receipt(used=None, left=None)


@pytest.mark.parametrize(
    "extra", [{"captions": []}, {"captions": ["", " "]}, {"captions": [], "credits_used": 0}], ids=str
)
async def test_no_caption_at_all_is_no_content(posteverywhere, server, extra):
    body = {key: value for key, value in BARE.items() if not key.startswith("credits")}

    with pytest.raises(NoContent, match="Rephrasing it usually helps") as caught:
        await write(posteverywhere, server, {**body, **extra})

    assert caught.value.charged is Charged.NO


@pytest.mark.parametrize(
    "body",
    [
        {**BARE, "captions": []},
        {"captions": [{"text": "One"}]},
        {"captions": "One"},
        {"captions": None},
        {"data": None, "error": None},
        {"data": ["One"]},
        {},
        [],
        ["One"],
        "One",
        7,
        None,
    ],
    ids=str,
)
async def test_a_success_without_a_usable_caption_that_may_have_cost_is_unclear(posteverywhere, server, body):
    with pytest.raises(OutcomeUnknown, match="may have done the work") as caught:
        await write(posteverywhere, server, body)

    assert len(server.requests) == 1
    assert caught.value.charged is Charged.MAYBE
