"""The image that PostEverywhere makes: what is asked, and every form of the answer."""

import json

import httpx
import pytest
from pydantic import ValidationError

from bot.domain.captions import Started
from bot.domain.errors import OutcomeUnknown
from bot.domain.money import Charged, Receipt
from bot.domain.platforms import Platform
from providers.posteverywhere import PostEverywhereRequest
from providers.posteverywhere.images import AspectRatio, ImageModel, Picture
from tests.providers.doubles import BASE, KEY
from tests.providers.pictures import LONG, SHORT, enveloped, image, made

MODELS = [model for model in ImageModel if model is not ImageModel.NONE]


async def test_the_call_names_prompt_model_and_ratio_and_nothing_else(posteverywhere, server):
    await made(posteverywhere, server, SHORT, image_prompt="Shoes — on a track", aspect_ratio="9:16")

    (request,) = server.requests
    assert (request.method, str(request.url)) == ("POST", f"{BASE}/ai/generate-image")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert (
        request.content
        == '{"prompt":"Shoes — on a track","model":"nano-banana-pro","aspect_ratio":"9:16"}'.encode()
    )


@pytest.mark.parametrize("blank", ["", "  \n "])
async def test_without_a_prompt_of_its_own_it_shows_the_topic(posteverywhere, server, blank):
    await made(posteverywhere, server, SHORT, image_prompt=blank)

    assert b'"prompt":"Dark mode"' in server.requests[0].content


@pytest.mark.parametrize("ratio", AspectRatio)
@pytest.mark.parametrize("model", MODELS)
async def test_every_model_and_ratio_is_sent_as_chosen(posteverywhere, server, model, ratio):
    await made(posteverywhere, server, SHORT, image=model, aspect_ratio=ratio)

    assert json.loads(server.requests[0].content) == {
        "prompt": "Dark mode",
        "model": model.value,
        "aspect_ratio": ratio.value,
    }


def test_models_ratios_and_prices_are_those_published():
    assert {model.value: model.credits for model in MODELS} == {
        "nano-banana-pro": 15,
        "ideogram-v2": 8,
        "gemini-3-pro": 5,
        "flux-schnell": 1,
    }
    assert {ratio.value for ratio in AspectRatio} == {"1:1", "16:9", "9:16", "4:3", "3:4", "4:5", "5:4"}


def test_a_prompt_may_be_as_long_as_the_vendor_allows():
    assert len(image(image_prompt="é" * 2_000).image_wire["prompt"]) == 2_000


def test_no_image_is_asked_for_unless_it_is_chosen(posteverywhere):
    brief = PostEverywhereRequest(topic="Dark mode", aspect_ratio="16:9")

    assert brief.image is ImageModel.NONE
    assert posteverywhere.split(brief) == [brief]


def test_what_an_image_shows_is_complained_of_where_none_is_wanted():
    with pytest.raises(ValidationError, match="choose one above, or leave this empty"):
        PostEverywhereRequest(topic="Dark mode", image_prompt="A moon")


async def test_captions_are_asked_for_without_a_word_of_the_image(posteverywhere, server):
    brief = PostEverywhereRequest(topic="Dark mode", image="gemini-3-pro", image_prompt="A moon")
    text, _ = posteverywhere.split(brief)
    server.answers = [httpx.Response(200, json={"captions": ["One"]})]
    await posteverywhere.start(text, key="run-1")

    assert server.requests[0].content == (
        b'{"topic":"Dark mode","tone":"professional","length":"medium",'
        b'"include_hashtags":true,"include_emojis":true,"count":1}'
    )


@pytest.mark.parametrize(
    ("platforms", "texts"), [((), [(Platform.ANY,)]), (("x", "linkedin"), [("x",), ("linkedin",)])]
)
def test_the_image_is_a_share_of_its_own_after_the_captions(posteverywhere, platforms, texts):
    brief = PostEverywhereRequest(topic="Dark mode", platforms=platforms, image="gemini-3-pro")

    *captions, picture = posteverywhere.split(brief)

    assert [share.targets for share in captions] == texts
    assert [(share.image, share.makes, share.image_only) for share in captions] == [
        (ImageModel.NONE, "", False) for _ in texts
    ]
    assert (picture.targets, picture.makes) == ((), "the image")
    assert picture == brief.changed(image_only=True)


@pytest.mark.parametrize("body", [SHORT, LONG, enveloped(SHORT), enveloped(LONG)], ids=str)
async def test_both_published_replies_are_put_on_record_before_the_look(posteverywhere, server, body):
    started = await made(posteverywhere, server, body, image_prompt="A red\nfox")

    assert isinstance(started, Started)
    assert (started.poll_after, started.so_far, len(server.requests)) == (0, None, 1)
    request_id = "a1b2c3d4" if "meta" in body else None
    assert Picture.read(started.remote_id) == Picture(
        media_id="a1b2-c3", alt="A red fox", receipt=Receipt(used=15, left=485), request_id=request_id
    )


@pytest.mark.parametrize("status", [200, 201, 202, 207, 422, 500])
async def test_an_image_without_an_error_is_a_success_whatever_the_status(posteverywhere, server, status):
    assert await made(posteverywhere, server, enveloped(SHORT), status=status)


@pytest.mark.parametrize(
    "change",
    [
        {"media_id": None, "media_ids": ["a1b2-c3"]},
        {"media_id": 12, "media_ids": ["a1b2-c3", "b2"]},
        {"media_id": "a1b2-c3", "media_ids": "none"},
        {"media_id": "a1b2-c3", "media_ids": []},
        {"media_id": "a1b2-c3", "ai": None, "width": "wide", "extra": [{}]},
    ],
    ids=str,
)
async def test_an_id_is_read_wherever_it_is_told(posteverywhere, server, change):
    started = await made(posteverywhere, server, {**LONG, **change})

    assert Picture.read(started.remote_id).media_id == "a1b2-c3"


@pytest.mark.parametrize("odd", [None, "15", 2.5, True, -1, [3]])
async def test_credits_that_are_no_numbers_are_not_reported(posteverywhere, server, odd):
    body = {**SHORT, "credits_used": odd, "credits_remaining": odd}
    started = await made(posteverywhere, server, body)

    assert Picture.read(started.remote_id).receipt == Receipt()


@pytest.mark.parametrize(
    "body",
    [
        {name: value for name, value in SHORT.items() if name != "media_id"},
        {**SHORT, "media_id": None},
        {**SHORT, "media_id": ""},
        {**SHORT, "media_id": 12},
        {**SHORT, "media_id": "../me"},
        {**SHORT, "media_id": "a/b?c"},
        {**SHORT, "media_id": "é"},
        {**SHORT, "media_id": "x" * 201},
        {**SHORT, "media_id": {"id": "a"}, "media_ids": [None, "a"]},
        {"data": None, "error": None},
        {"data": [SHORT]},
        {},
        [],
        [SHORT],
        "a1b2-c3",
        7,
        None,
    ],
    ids=str,
)
async def test_a_success_without_an_id_may_have_cost_and_is_unclear(posteverywhere, server, body):
    with pytest.raises(OutcomeUnknown, match="may have done the work") as caught:
        await made(posteverywhere, server, body)

    assert caught.value.charged is Charged.MAYBE
    assert len(server.requests) == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"media_id": "a1'], ids=repr)
async def test_a_success_that_is_no_json_is_unclear(posteverywhere, server, content):
    server.answers = [httpx.Response(201, content=content)]
    with pytest.raises(OutcomeUnknown):
        await posteverywhere.start(image(), key="run-1")

    assert len(server.requests) == 1
