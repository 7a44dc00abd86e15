"""Asking the simulated PowerPost for images."""

import struct
import zlib

import pytest
from dirty_equals import IsStr

from playground.vendors.powerpost import FEW_CREDITS_KEY, FEW_CREDITS_WORKSPACE

MODELS = ["flux2-flex", "ideogram-3", "gpt-image-1.5", "nano-banana-2"]
SIZES = {"square": 1, "feed": 4 / 5, "portrait": 9 / 16, "landscape": 16 / 9}


async def made(api, later, **values):
    images = await api.drawing(**values)
    later()
    return await api.poll_images(images)


BAD = {
    "no prompt": {"prompt": ...},
    "empty prompt": {"prompt": " "},
    "prompt too long": {"prompt": "x" * 2_001},
    "null prompt": {"prompt": None},
    "unknown size": {"size": "wide"},
    "null size": {"size": None},
    "no images": {"quantity": 0},
    "five images": {"quantity": 5},
    "quantity as a text": {"quantity": "1"},
    "quantity as a fraction": {"quantity": 1.0},
    "quantity as a switch": {"quantity": True},
    "unknown model": {"model": "flux"},
    "feed with gpt-image-1.5": {"model": "gpt-image-1.5", "size": "feed"},
    "enhancing as a text": {"enhance_prompt": "true"},
    "enhancing as a number": {"enhance_prompt": 1},
    "no styles": {"style_images": []},
    "styles as a text": {"style_images": "a"},
    "post type without captions": {"source_post_type": "x-post"},
    "null captions": {"generation_id": None},
    "unknown field": {"aspect_ratio": "1:1"},
}


@pytest.mark.parametrize("values", BAD.values(), ids=BAD)
async def test_a_bad_brief_is_refused_and_not_charged(api, simulator, values):
    answer = await api.images(**values)
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "VALIDATION_ERROR")
    assert simulator.charged == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("model", MODELS)
async def test_every_model_takes_every_size_but_one(api, model, size):
    refused = model == "gpt-image-1.5" and size == "feed"
    assert (await api.images(model=model, size=size)).status == (400 if refused else 200)


@pytest.mark.parametrize(
    "values",
    [{"quantity": 1}, {"quantity": 4}, {"prompt": "x"}, {"prompt": "x" * 2_000}, {"enhance_prompt": True}],
)
async def test_a_brief_at_the_bounds_is_taken(api, values):
    assert (await api.images(**values)).status == 200


async def test_a_start_is_answered_with_credits_and_an_address(api):
    body = await (await api.images(quantity=2)).json()
    assert body == {
        "image_generation_id": IsStr(regex=r"[0-9a-f-]{36}"),
        "status": "processing",
        "credits_used": 10,
        "remaining_credits": 290,
        "status_url": f"/api/v1/images/generations/{body['image_generation_id']}",
    }


async def test_images_come_with_the_completion(api, later):
    images = await api.drawing(quantity=2)
    early = await api.poll_images(images)
    assert (early["status"], "images" in early) == ("pending", False)
    later()
    body = await api.poll_images(images)
    assert (body["status"], body["size"], body["quantity"]) == ("completed", "square", 2)
    assert len({image["media_id"] for image in body["images"]}) == 2


@pytest.mark.parametrize(("size", "ratio"), SIZES.items())
async def test_an_image_is_a_real_one_in_its_size(api, later, size, ratio):
    (image,) = (await made(api, later, size=size))["images"]
    answer = await api.look(image["url"])
    content = await answer.read()
    width, height = struct.unpack_from(">II", content, 16)
    assert (answer.content_type, content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert (width, height) == (image["width"], image["height"])
    assert width / height == pytest.approx(ratio)
    assert len(zlib.decompress(content[41:-16])) == height * (1 + 3 * width)


async def test_images_of_one_job_differ_and_the_same_brief_draws_the_same(api, later):
    async def contents():
        images = (await made(api, later, quantity=2))["images"]
        return [await (await api.look(image["url"])).read() for image in images]

    first, second = await contents()
    assert first != second
    assert await contents() == [first, second]


async def test_an_image_can_be_looked_at_for_seven_days(api, later):
    (image,) = (await made(api, later))["images"]
    later(7 * 24 * 3_600 - 1)
    assert [(await api.look(image[name])).status for name in ("url", "thumbnail_url")] == [200, 200]
    later(1)
    assert (await api.look(image["url"])).status == 404


class TestReferenceMode:
    async def test_four_style_images_are_taken(self, api):
        styles = [await api.uploaded() for _ in range(4)]
        assert (await api.images(style_images=styles)).status == 200

    async def test_five_style_images_are_refused(self, api):
        styles = [await api.uploaded() for _ in range(5)]
        assert (await api.images(style_images=styles)).status == 400

    async def test_a_prompt_is_needed(self, api):
        assert (await api.images(prompt=..., style_images=[await api.uploaded()])).status == 400

    async def test_a_video_is_no_style(self, api):
        assert (await api.images(style_images=[await api.uploaded_video()])).status == 400

    async def test_unknown_styles_are_not_found(self, api):
        assert (await api.images(style_images=["nobody"])).status == 404


class TestPostMode:
    async def test_the_prompt_is_derived_from_the_captions(self, api, later):
        generation = await api.started()
        later()
        body = await made(api, later, prompt=..., generation_id=generation, source_post_type="x-post")
        assert (body["status"], body["prompt"]) == ("completed", "Dark mode launch")

    async def test_a_prompt_of_ones_own_is_taken(self, api, later):
        generation = await api.started()
        assert (await made(api, later, generation_id=generation))["prompt"] == "A lantern in the fog"

    async def test_captions_that_are_not_there_yet_have_no_prompt(self, api):
        generation = await api.started()
        assert (await api.images(prompt=..., generation_id=generation)).status == 400

    async def test_unknown_captions_are_not_found(self, api):
        assert (await api.images(prompt=..., generation_id="nobody")).status == 404

    @pytest.mark.parametrize("source", ["x", "linkedin-post", ""])
    async def test_the_post_type_must_be_one_of_the_captions(self, api, source):
        generation = await api.started()
        assert (await api.images(generation_id=generation, source_post_type=source)).status == 400

    async def test_styles_do_not_go_with_it(self, api):
        styles = [await api.uploaded()]
        answer = await api.images(generation_id=await api.started(), style_images=styles)
        assert answer.status == 400


class TestCredits:
    async def price(self, api, **values):
        return (await (await api.images(**values)).json())["credits_used"]

    async def test_every_image_costs_the_same(self, api):
        assert await self.price(api, quantity=4) == 4 * await self.price(api)

    async def test_models_differ(self, api):
        assert len({await self.price(api, model=model) for model in MODELS}) == 4

    async def test_enhancing_costs_extra(self, api):
        assert await self.price(api, enhance_prompt=True) > await self.price(api)

    async def test_without_enough_nothing_begins(self, api):
        api.key, api.workspace = FEW_CREDITS_KEY, FEW_CREDITS_WORKSPACE
        assert ((await api.images()).status, await api.balance()) == (402, 3)

    async def test_a_failure_gives_everything_back(self, api, simulator, later):
        simulator.faults.once("job_failed")
        body = await made(api, later, quantity=3)
        assert (body["status"], body["error"]["code"], "images" in body) == (
            "failed",
            "GENERATION_FAILED",
            False,
        )
        assert (await api.balance(), simulator.refunded) == (300, 15)
        assert simulator.media == ()


class TestPartialFailure:
    async def test_it_is_failed_but_holds_the_successes(self, api, simulator, later):
        simulator.faults.once("partial_images")
        body = await made(api, later, quantity=3)
        assert (body["status"], len(body["images"]), body["quantity"]) == ("failed", 2, 3)
        assert [media.id for media in simulator.media] == [image["media_id"] for image in body["images"]]

    async def test_what_is_missing_is_given_back(self, api, simulator, later):
        simulator.faults.once("partial_images")
        await made(api, later, quantity=3)
        assert (await api.balance(), simulator.charged, simulator.refunded) == (290, 15, 5)

    async def test_of_one_image_nothing_is_left(self, api, simulator, later):
        simulator.faults.once("partial_images")
        body = await made(api, later)
        assert (body["status"], body.get("images", [])) == ("failed", [])
        assert await api.balance() == 300
