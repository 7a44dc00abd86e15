"""Drafts over REST: held to the vendor's own OpenAPI document, and answered in every likely form."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

import pytest

from playground.vendors.ocoya.choices import LENGTHS, TONES
from playground.vendors.ocoya.contract import document
from playground.vendors.ocoya.world import BAKERY, TEAS
from tests.playground.vendors.ocoya.kit import PROMPT, WORKSPACE

BRAND, LIBRARY = TEAS.brands[0].id, TEAS.libraries[0].id
JSON = "application/json"
PROFILES = [profile.id for profile in TEAS.profiles]
EVERYTHING = {
    "brandId": BRAND,
    "tone": "founder_led",
    "length": "extra_long",
    "socialProfileIds": PROFILES[:2],
    "hashtagLibraryId": LIBRARY,
    "generateImage": True,
    "referenceUrls": ["https://example.com/reference.png"],
    "referenceDesignIds": ["design_123"],
}


@dataclass(frozen=True)
class Case:
    fields: dict[str, Any]
    says: str


BAD = {
    "short prompt": Case({"prompt": "x" * 9}, "prompt:"),
    "prompt of no text": Case({"prompt": 1234567890}, "prompt:"),
    "null prompt": Case({"prompt": None}, "prompt:"),
    "unknown tone": Case({"tone": "witty"}, "tone:"),
    "tone in capitals": Case({"tone": "Bold"}, "tone:"),
    "unknown length": Case({"length": "huge"}, "length:"),
    "null length": Case({"length": None}, "length:"),
    "profiles as a text": Case({"socialProfileIds": PROFILES[0]}, "socialProfileIds:"),
    "profiles as numbers": Case({"socialProfileIds": [1]}, "socialProfileIds.0:"),
    "image as a text": Case({"generateImage": "true"}, "generateImage:"),
    "reference as a text": Case({"referenceUrls": "https://example.com"}, "referenceUrls:"),
    "unknown brand": Case({"brandId": "cm0"}, "brandId: cm0 was not found"),
    "another workspace's brand": Case({"brandId": BAKERY.brands[0].id}, "brandId:"),
    "unknown library": Case({"hashtagLibraryId": "cm0"}, "hashtagLibraryId: cm0"),
    "unknown profile": Case({"socialProfileIds": [PROFILES[0], "cm0"]}, "socialProfileIds: cm0"),
    "unknown design": Case({"referenceDesignIds": ["design_9"]}, "referenceDesignIds: design_9"),
    "unknown field": Case({"language": "en"}, "'language' was unexpected"),
    "the tool's field": Case({"postLength": "short"}, "'postLength' was unexpected"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
async def test_a_bad_request_is_refused_and_makes_no_draft(api, simulator, case):
    answer = await api.draft(**case.fields)
    body = await answer.json()
    assert (answer.status, list(body)) == (400, ["message"])
    assert case.says in body["message"]
    assert simulator.drafts == 0


@pytest.mark.parametrize("raw", [b"", b"[]", b'"text"', b"{", b'{"prompt": NaN}', b"\xff", b"[" * 100_000])
async def test_a_body_that_is_no_json_object_is_refused(api, raw):
    answer = await api.call("POST", "/post/ai", params={"workspaceId": WORKSPACE}, data=raw, type_=JSON)
    assert answer.status == 400


async def test_a_body_must_be_called_json(api):
    answer = await api.call("POST", "/post/ai", params={"workspaceId": WORKSPACE}, data={"prompt": PROMPT})
    assert await answer.json() == {"message": "Content-Type must be application/json"}


async def test_a_prompt_is_needed(api):
    answer = await api.call("POST", "/post/ai", params={"workspaceId": WORKSPACE}, json={"tone": "bold"})
    assert (answer.status, await answer.json()) == (400, {"message": "'prompt' is a required property"})


async def test_a_workspace_is_needed(api):
    answer = await api.draft(workspace=None)
    assert (answer.status, await answer.json()) == (400, {"message": "workspaceId is required"})


@pytest.mark.parametrize("prompt", ["x" * 10, "é" * 10, "x" * 20_000])
async def test_a_prompt_has_ten_characters_or_more(api, prompt):
    assert (await api.draft(prompt=prompt)).status == 201


async def test_every_field_is_taken_together(api):
    assert (await api.draft(**EVERYTHING)).status == 201


async def test_the_documented_example_is_taken_word_for_word(api):
    schema = document()["paths"]["/post/ai"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    example = {name: field["example"] for name, field in schema["properties"].items()}
    assert set(example) == {"prompt", *EVERYTHING}
    assert (await api.draft(**example)).status == 201


async def test_a_new_draft_is_in_the_list_of_posts(api):
    answer = await api.draft(**EVERYTHING)
    (group,) = await api.posts()
    assert await answer.json() == {"postGroupId": group["id"]}
    assert (group["postType"], group["status"], group["scheduledAt"]) == ("REGULAR", "DRAFT", None)
    assert [post["provider"] for post in group["posts"]] == ["GENERAL", "FACEBOOK", "INSTAGRAM"]
    assert [entry["socialProfile"]["id"] for entry in group["socialProfiles"]] == PROFILES[:2]


async def caption_of(api, **fields) -> str:
    await api.draft(**fields)
    return (await api.posts(perPage=1))[0]["posts"][0]["caption"]


async def test_the_same_order_again_is_written_anew_and_speaks_of_its_subject(api):
    captions = {await caption_of(api) for _ in range(3)}
    assert len(captions) == 3
    assert all("ur new analytics dashboard" in caption for caption in captions)


async def test_lengths_grow(api):
    sizes = [len(await caption_of(api, length=length)) for length in LENGTHS]
    assert sizes == sorted(set(sizes))
    assert sizes[0] < 160
    assert sizes[-1] > 500


async def test_every_tone_has_its_own_voice(api):
    assert len({await caption_of(api, tone=tone) for tone in TONES}) == len(TONES)


@pytest.mark.usefixtures("always_first")
async def test_tone_and_length_begin_as_the_tool_says(api):
    assert await caption_of(api) == await caption_of(api, tone="professional", length="medium")


async def test_hashtags_are_those_of_the_library(api):
    assert "#" not in await caption_of(api)
    assert (await caption_of(api, hashtagLibraryId=LIBRARY)).endswith("\n\n#teatime #looseleaf #slowliving")


@pytest.mark.parametrize("tone", TONES)
async def test_the_brand_signs(api, tone):
    assert "From all of us at Paper Lantern." in await caption_of(api, tone=tone, brandId=BRAND)
    assert "Paper Lantern" not in await caption_of(api, tone=tone)


async def test_an_image_is_a_square_png_on_this_computer(api):
    await api.draft(generateImage=True)
    (creative,) = (await api.posts())[0]["posts"][0]["creatives"]
    picture = await api.client.session.get(creative["image"])
    data = await picture.read()
    assert creative["image"].startswith("http://127.0.0.1:")
    assert (picture.status, picture.content_type, data[:8]) == (200, "image/png", b"\x89PNG\r\n\x1a\n")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    length = int.from_bytes(data[33:37])
    pixels = zlib.decompress(data[41 : 41 + length])
    assert (width, height, len(pixels)) == (256, 256, 256 * (1 + 3 * 256))


async def test_there_is_no_image_unless_asked_for(api):
    await api.draft(referenceUrls=["https://example.com/reference.png"])
    assert (await api.posts())[0]["posts"][0]["creatives"] == []


async def test_an_unknown_image_is_not_found(api):
    assert (await api.client.get("/vendors/ocoya/media/9.png")).status == 404


SEEN = {
    "post_group_id": lambda group, _: {"postGroupId": group["id"]},
    "id": lambda group, _: {"id": group["id"]},
    "full": lambda group, _: group,
    "list": lambda group, _: [group],
    "data": lambda group, _: {"data": {"postGroupId": group["id"]}},
    "post": lambda group, _: {"post": group},
    "post_group": lambda group, _: {"postGroup": group},
    "result": lambda group, caption: {"result": caption},
    "caption": lambda group, caption: caption,
    "no_id": lambda group, _: {"message": "Created"},
}


@pytest.mark.parametrize("form", SEEN)
async def test_the_reply_takes_any_form(api, simulator, form):
    simulator.variants.choose(created=form)
    answer = await api.draft(generateImage=True, socialProfileIds=PROFILES[:1])
    (group,) = await api.posts()
    general = group["posts"][0]
    flat = {
        "postGroupId": group["id"],
        "caption": general["caption"],
        "mediaUrls": [general["creatives"][0]["image"]],
    }
    assert (answer.status, json.loads(await answer.read())) == (201, SEEN[form](group, flat))


@pytest.mark.parametrize(("form", "body"), [("empty", b""), ("no_json", b"Created")])
async def test_the_reply_may_be_no_json(api, simulator, form, body):
    simulator.variants.choose(created=form)
    answer = await api.draft()
    assert (answer.status, await answer.read(), simulator.drafts) == (201, body, 1)
