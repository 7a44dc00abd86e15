"""What PowerPost is asked for captions, to the byte, and every bound of its fields."""

import json

import pytest
from pydantic import ValidationError

from bot.blocks.form import form_of
from bot.domain.platforms import Platform
from bot.domain.requests import Request
from providers.powerpost import PowerPostRequest
from providers.powerpost.configured import model_for
from providers.powerpost.request import PostType
from providers.powerpost.settings import PowerPostSettings
from tests.providers.doubles import BASE
from tests.providers.powerposts import KEY, STARTED, WORKSPACE, file, reply

PHOTO, FILM = file("photo.jpg", media_id="m-photo"), file("film.mp4", media_id="m-film")


async def sent(powerpost, server, **fields):
    server.answers = [reply(STARTED)]
    await powerpost.start(powerpost.request_model(**fields), key="run-1")
    (request,) = server.requests
    return request


async def test_the_call_goes_to_the_workspace_with_the_key(powerpost, server):
    request = await sent(powerpost, server, topic="Dark mode")

    assert (request.method, str(request.url)) == ("POST", f"{BASE}/content/generate")
    assert dict(request.headers) == {
        "host": "vendor.test",
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "connection": "keep-alive",
        "user-agent": "Galley",
        "x-api-key": KEY,
        "x-workspace-id": WORKSPACE,
        "content-type": "application/json",
        "content-length": str(len(request.content)),
    }


async def test_the_vendors_own_example_is_sent_as_it_shows_it(powerpost, server):
    request = await sent(
        powerpost,
        server,
        topic="We just shipped dark mode across all our apps",
        post_types=("instagram-reel", "tiktok-video", "x-post"),
    )

    assert request.content == (
        b'{"prompt":"We just shipped dark mode across all our apps",'
        b'"post_types":["instagram-reel","tiktok-video","x-post"],"research_mode":"regular"}'
    )


async def test_every_field_is_sent_under_the_vendors_name(powerpost, server):
    request = await sent(
        powerpost,
        server,
        topic="Behind the scenes — at our launch",
        media=(PHOTO,),
        post_types=("instagram-feed", "facebook-post"),
        research_mode="deep",
        writing_style="ws_abc123",
        cta_text="Join the waitlist",
        source_urls=("https://example.com/launch?x=1", "https://example.org/press"),
    )

    assert (
        request.content
        == (
            '{"prompt":"Behind the scenes — at our launch","media_ids":["m-photo"],'
            '"post_types":["instagram-feed","facebook-post"],"research_mode":"deep",'
            '"writing_style_id":"ws_abc123","cta_text":"Join the waitlist",'
            '"source_urls":["https://example.com/launch?x=1","https://example.org/press"]}'
        ).encode()
    )


async def test_what_the_images_shall_be_is_not_sent_with_the_captions(powerpost, server):
    request = await sent(powerpost, server, topic="Dark mode", images="ideogram-3", image_count=4)

    assert set(json.loads(request.content)) == {"prompt", "post_types", "research_mode"}


async def test_media_alone_will_do(powerpost, server):
    request = await sent(powerpost, server, media=(FILM,), post_types=("youtube-short",))

    assert request.content == (
        b'{"media_ids":["m-film"],"post_types":["youtube-short"],"research_mode":"regular"}'
    )


def test_the_workspace_default_sends_no_writing_style(powerpost):
    assert "writing_style_id" not in powerpost.request_model(topic="Dark mode").wire


TYPES = {
    "instagram-feed": (Platform.INSTAGRAM, "Instagram · Feed"),
    "instagram-reel": (Platform.INSTAGRAM, "Instagram · Reel"),
    "instagram-story": (Platform.INSTAGRAM, "Instagram · Story"),
    "tiktok-video": (Platform.TIKTOK, "TikTok · Video"),
    "tiktok-photos": (Platform.TIKTOK, "TikTok · Photos"),
    "youtube-video": (Platform.YOUTUBE, "YouTube · Video"),
    "youtube-short": (Platform.YOUTUBE, "YouTube · Short"),
    "x-post": (Platform.X, "X · Post"),
    "facebook-post": (Platform.FACEBOOK, "Facebook · Post"),
    "facebook-reel": (Platform.FACEBOOK, "Facebook · Reel"),
    "facebook-story": (Platform.FACEBOOK, "Facebook · Story"),
    "linkedin-post": (Platform.LINKEDIN, "LinkedIn · Post"),
}


def test_the_twelve_post_types_are_offered_by_platform():
    offered = form_of(PowerPostRequest)["post_types"].options

    assert {o.value: (PostType(o.value).platform, o.label) for o in offered} == TYPES
    assert [o.value for o in offered] == list(TYPES)


def test_each_platform_is_written_for_once():
    brief = PowerPostRequest(
        topic="Dark mode", post_types=("x-post", "instagram-reel", "instagram-feed", "x-post")
    )

    assert brief.targets == (Platform.X, Platform.INSTAGRAM)
    assert brief.wire["post_types"] == ["x-post", "instagram-reel", "instagram-feed"]


def many(count, name="{}.png"):
    return tuple(file(name.format(n)) for n in range(count))


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": "Tea"},
        {"topic": "é" * 2_000},
        {"topic": "", "media": (PHOTO,)},
        {"topic": "Tea", "media": (PHOTO,)},
        {"media": many(10)},
        {"media": (file("a.jpeg", 10_000_000), file("b.webp"))},
        {"media": (file("film.MOV", 500_000_000),)},
        {"topic": "Tea", "post_types": tuple(TYPES)},
        {"topic": "Tea", "cta_text": "x" * 100},
        {"topic": "Tea", "source_urls": [f"https://example.com/{n}" for n in range(10)]},
        {"topic": "Tea", "writing_style": "ws_def456"},
        {"topic": "Tea", "images": "gpt-image-1.5", "image_size": "portrait", "image_count": 4},
        {"topic": "Tea", "images": "flux2-flex", "image_size": "feed", "image_count": 1},
        {"topic": "Tea", "image_size": "feed"},
    ],
)
def test_a_brief_may_go_to_the_bounds(powerpost, fields):
    powerpost.request_model(**fields)


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({}, (), "Say what the post is about, or add images or a video"),
        ({"topic": "   "}, (), "Say what the post is about, or add images or a video"),
        ({"topic": "Te"}, ("topic",), "at least 3"),
        ({"topic": "Te", "media": (PHOTO,)}, ("topic",), "at least 3"),
        ({"topic": "x" * 2_001}, ("topic",), "at most 2000"),
        ({"media": many(11)}, ("media",), "at most 10"),
        ({"media": (PHOTO, FILM)}, ("media",), "Add images or a video, not both"),
        ({"media": (FILM, file("other.mov"))}, ("media",), "Add one video at a time"),
        (
            {"media": (file("big.png", 10_000_001),)},
            ("media",),
            "“big.png” has 10 MB; PowerPost takes images of 10 MB at most",
        ),
        (
            {"media": (file("big.mp4", 612_000_000),)},
            ("media",),
            "“big.mp4” has 612 MB; PowerPost takes videos of 500 MB at most",
        ),
        ({"topic": "Tea", "post_types": ()}, ("post_types",), "at least 1"),
        ({"topic": "Tea", "post_types": ("threads-post",)}, ("post_types", 0), "Input should be"),
        ({"topic": "Tea", "research_mode": "none"}, ("research_mode",), "'regular' or 'deep'"),
        ({"topic": "Tea", "writing_style": "ws_other"}, ("writing_style",), "Input should be"),
        ({"topic": "Tea", "cta_text": "x" * 101}, ("cta_text",), "at most 100"),
        ({"topic": "Tea", "source_urls": ["http://example.com"]}, ("source_urls", 0), "start with https://"),
        (
            {"topic": "Tea", "source_urls": [f"https://e.test/{n}" for n in range(11)]},
            ("source_urls",),
            "most 10",
        ),
        ({"topic": "Tea", "images": "dall-e"}, ("images",), "Input should be"),
        ({"topic": "Tea", "image_size": "wide"}, ("image_size",), "Input should be"),
        (
            {"topic": "Tea", "images": "gpt-image-1.5", "image_size": "feed"},
            ("image_size",),
            "GPT Image 1.5 does not make this size",
        ),
        ({"topic": "Tea", "image_count": 0}, ("image_count",), "greater than or equal to 1"),
        ({"topic": "Tea", "image_count": 5}, ("image_count",), "less than or equal to 4"),
    ],
)
def test_what_the_vendor_would_refuse_is_refused_at_its_field(powerpost, fields, where, said):
    with pytest.raises(ValidationError) as caught:
        powerpost.request_model(**fields)

    found, *_ = caught.value.errors()
    assert found["loc"] == where
    assert said in found["msg"]


def test_a_brief_without_a_topic_is_called_after_its_files():
    brief = PowerPostRequest(media=(PHOTO, file("shop.png")))

    assert (brief.prompt, brief.topic) == ("photo.jpg, shop.png", "")


@pytest.mark.parametrize(("mode", "style"), [("regular", ""), ("deep", "deep research")])
def test_deep_research_is_named_on_the_card(mode, style):
    assert PowerPostRequest(topic="Tea", research_mode=mode).style == style


class TestSettings:
    def model(self, **given) -> type[Request]:
        return model_for(PowerPostSettings(_env_file=None, **given))

    def test_leave_out_what_is_not_configured(self):
        assert list(self.model().model_fields) == list(PowerPostRequest.model_fields)
        assert form_of(self.model())["topic"].most == 500

    def test_add_fields_where_they_belong(self, powerpost):
        assert [field.name for field in form_of(powerpost.request_model)] == [
            "topic",
            "media",
            "post_types",
            "research_mode",
            "writing_style",
            "source_urls",
            "cta_text",
            "images",
            "image_size",
            "image_count",
        ]

    def test_raise_the_longest_prompt(self):
        assert form_of(self.model(prompt_max=2_000))["topic"].most == 2_000
        with pytest.raises(ValidationError, match="at most 600"):
            self.model(prompt_max=600)(topic="x" * 601)

    def test_name_the_writing_styles(self, powerpost):
        field = form_of(powerpost.request_model)["writing_style"]

        assert [option.label for option in field.options] == ["Workspace default", "Our voice", "Dry"]
        assert field.default == "workspace-default"

    def test_change_neither_title_nor_hints_of_the_topic(self, powerpost):
        plain, opened = form_of(PowerPostRequest)["topic"], form_of(powerpost.request_model)["topic"]

        assert (opened.label, opened.placeholder, opened.prompt) == (plain.label, plain.placeholder, True)

    def test_make_no_difference_to_a_stored_brief(self, powerpost):
        brief = powerpost.request_model(
            topic="Dark mode", media=(PHOTO,), writing_style="ws_abc123", source_urls=("https://a.test/",)
        )

        assert powerpost.request_model.model_validate(brief.model_dump(mode="json")) == brief
