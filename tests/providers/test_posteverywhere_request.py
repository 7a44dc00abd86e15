"""What PostEverywhere is asked, to the byte."""

import httpx
import pytest
from pydantic import ValidationError

from bot.domain.money import Price, PriceBasis
from bot.domain.platforms import Platform
from bot.domain.ports import Balances, Checks, Finds, Offers, Polls, Splits
from providers.posteverywhere import PostEverywhereRequest
from tests.providers.doubles import BASE, KEY

OK = httpx.Response(200, json={"captions": ["One"]})


async def sent(posteverywhere, server, **fields):
    server.answers = [OK]
    await posteverywhere.start(PostEverywhereRequest(**fields), key="run-1")
    (request,) = server.requests
    return request


async def test_the_call_goes_to_the_caption_address_with_the_key_as_bearer(posteverywhere, server):
    request = await sent(posteverywhere, server, topic="Dark mode")

    assert (request.method, str(request.url)) == ("POST", f"{BASE}/ai/generate-caption")
    assert dict(request.headers) == {
        "host": "vendor.test",
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "connection": "keep-alive",
        "user-agent": "Galley",
        "authorization": f"Bearer {KEY}",
        "content-type": "application/json",
        "content-length": str(len(request.content)),
    }


async def test_every_field_is_sent_under_the_vendors_name(posteverywhere, server):
    request = await sent(
        posteverywhere,
        server,
        topic="Black Friday sale on running shoes — 30% off through Monday",
        platforms=("instagram",),
        tone="enthusiastic",
        length="long",
        include_hashtags=False,
        include_emojis=False,
        count=3,
    )

    assert (
        request.content
        == (
            '{"topic":"Black Friday sale on running shoes — 30% off through Monday","platform":"instagram",'
            '"tone":"enthusiastic","length":"long","include_hashtags":false,"include_emojis":false,"count":3}'
        ).encode()
    )


async def test_without_a_platform_none_is_sent(posteverywhere, server):
    request = await sent(posteverywhere, server, topic="Dark mode")

    assert request.content == (
        b'{"topic":"Dark mode","tone":"professional","length":"medium",'
        b'"include_hashtags":true,"include_emojis":true,"count":1}'
    )


@pytest.mark.parametrize(
    ("platform", "wire"),
    [
        (Platform.X, "x"),
        (Platform.BLUESKY, "bluesky"),
        (Platform.THREADS, "threads"),
        (Platform.PINTEREST, "pinterest"),
        (Platform.YOUTUBE, "youtube"),
        (Platform.INSTAGRAM, "instagram"),
        (Platform.TIKTOK, "tiktok"),
        (Platform.LINKEDIN, "linkedin"),
        (Platform.FACEBOOK, "facebook"),
    ],
)
def test_a_platform_has_the_vendors_name(platform, wire):
    assert PostEverywhereRequest(topic="Dark mode", platforms=(platform,)).wire["platform"] == wire


def test_a_brief_is_split_into_one_call_per_platform_in_its_order(posteverywhere):
    brief = PostEverywhereRequest(topic="Dark mode", platforms=("x", "linkedin"), tone="witty", count=2)

    assert posteverywhere.split(brief) == [
        PostEverywhereRequest(topic="Dark mode", platforms=("x",), tone="witty", count=2),
        PostEverywhereRequest(topic="Dark mode", platforms=("linkedin",), tone="witty", count=2),
    ]


def test_the_shares_of_a_brief_cost_together_what_it_costs(posteverywhere):
    brief = PostEverywhereRequest(
        topic="Dark mode", platforms=("x", "linkedin"), count=4, image="ideogram-v2", image_prompt="A moon"
    )

    shares = posteverywhere.split(brief)

    assert sum(posteverywhere.price(share).credits for share in shares) == posteverywhere.price(brief).credits


def test_a_brief_for_no_platform_is_one_call(posteverywhere):
    brief = PostEverywhereRequest(topic="Dark mode")

    assert posteverywhere.split(brief) == [brief]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"topic": ""}, "topic"),
        ({"topic": "   "}, "topic"),
        ({"topic": "x" * 1_001}, "topic"),
        ({"topic": "half \ud83d"}, "topic"),
        ({"platforms": ("x", "x")}, "platforms"),
        ({"platforms": ("any",)}, "platforms"),
        ({"platforms": ("twitter",)}, "platforms"),
        ({"tone": "playful"}, "tone"),
        ({"length": "extra_long"}, "length"),
        ({"count": 0}, "count"),
        ({"count": 6}, "count"),
        ({"image": "gemini-2"}, "image"),
        ({"image": ""}, "image"),
        ({"aspect_ratio": "2:1"}, "aspect_ratio"),
        ({"aspect_ratio": "1:1 "}, "aspect_ratio"),
        ({"image_prompt": "x" * 2_001}, "image_prompt"),
        ({"image_prompt": "half \ud83d"}, "image_prompt"),
    ],
)
def test_a_value_the_vendor_would_refuse_is_refused_at_its_field(fields, where):
    with pytest.raises(ValidationError) as caught:
        PostEverywhereRequest(**{"topic": "Dark mode", **fields})

    assert [error["loc"][0] for error in caught.value.errors()] == [where]


def test_a_topic_may_be_as_long_as_the_vendor_allows():
    assert len(PostEverywhereRequest(topic="é" * 1_000).topic) == 1_000


@pytest.mark.parametrize(
    ("fields", "credits_", "note"),
    [
        ({}, 1, "1 platform × 1, 1 credit per caption"),
        ({"count": 5}, 5, "1 platform × 5, 1 credit per caption"),
        ({"platforms": ("x", "linkedin"), "count": 3}, 6, "2 platforms × 3, 1 credit per caption"),
        ({"image": "flux-schnell"}, 2, "1 platform × 1, 1 credit per caption, plus 1 for the image"),
        ({"image": "gemini-3-pro"}, 6, "1 platform × 1, 1 credit per caption, plus 5 for the image"),
        ({"image": "ideogram-v2"}, 9, "1 platform × 1, 1 credit per caption, plus 8 for the image"),
        (
            {"platforms": ("x", "linkedin"), "count": 3, "image": "nano-banana-pro"},
            21,
            "2 platforms × 3, 1 credit per caption, plus 15 for the image",
        ),
        ({"image": "gemini-3-pro", "count": 5, "image_only": True}, 5, "5 for the image"),
    ],
)
def test_the_price_is_one_credit_per_caption_and_the_image_on_top(posteverywhere, fields, credits_, note):
    brief = PostEverywhereRequest(topic="Dark mode", **fields)

    assert posteverywhere.price(brief) == Price(basis=PriceBasis.EXACT, credits=credits_, note=note)


def test_the_price_in_general_names_no_total(posteverywhere):
    assert posteverywhere.price(None) == Price(
        basis=PriceBasis.EXACT, note="1 credit per caption, 1 to 15 for an image"
    )


def test_it_offers_what_the_vendor_can_do_and_nothing_else(posteverywhere):
    can = [
        port for port in (Balances, Checks, Finds, Offers, Polls, Splits) if isinstance(posteverywhere, port)
    ]

    assert can == [Balances, Checks, Polls, Splits]
