"""The simulated PostEverywhere makes images, strictly by its page, and serves them."""

import json
import struct
import zlib

import pytest
from aiohttp import ServerDisconnectedError
from dirty_equals import IsStr

from playground.vendors.posteverywhere import FEW_CREDITS_KEY, NO_AI_KEY

PROMPT = "A lantern in the fog"
PRICES = {"nano-banana-pro": 15, "ideogram-v2": 8, "gemini-3-pro": 5, "flux-schnell": 1}
RATIOS = {"1:1": 1, "16:9": 16 / 9, "9:16": 9 / 16, "4:3": 4 / 3, "3:4": 3 / 4, "4:5": 4 / 5, "5:4": 5 / 4}
ID = IsStr(regex=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def data_of(answer):
    return (await answer.json())["data"]


async def seen(api, made):
    return await data_of(await api.get(f"/media/{made['media_id']}"))


BAD = {
    "no prompt": ({"model": "flux-schnell"}, "prompt"),
    "empty prompt": ({"prompt": ""}, "prompt"),
    "blank prompt": ({"prompt": " \n"}, "prompt"),
    "prompt of no text": ({"prompt": 5}, "prompt"),
    "long prompt": ({"prompt": "x" * 2_001}, "prompt"),
    "unknown model": ({"prompt": PROMPT, "model": "gemini-2"}, "model"),
    "null model": ({"prompt": PROMPT, "model": None}, "model"),
    "model of no text": ({"prompt": PROMPT, "model": 5}, "model"),
    "unknown ratio": ({"prompt": PROMPT, "aspect_ratio": "2:1"}, "aspect_ratio"),
    "ratio as a number": ({"prompt": PROMPT, "aspect_ratio": 1.5}, "aspect_ratio"),
    "null ratio": ({"prompt": PROMPT, "aspect_ratio": None}, "aspect_ratio"),
    "topic for prompt": ({"topic": PROMPT}, "topic"),
    "unknown field": ({"prompt": PROMPT, "count": 2}, "count"),
    "a list": ([PROMPT], None),
}


@pytest.mark.parametrize(("body", "field"), BAD.values(), ids=BAD)
async def test_a_bad_brief_is_refused_at_its_field_and_not_charged(api, simulator, body, field):
    answer = await api.image(body)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"], error["retryable"]) == (400, "validation_error", False)
    assert error["details"].get("field") == field
    assert simulator.charged == 0


@pytest.mark.parametrize("prompt", ["x", "x" * 2_000, "🎉" * 2_000])
async def test_a_prompt_has_up_to_two_thousand_characters(api, prompt):
    assert (await api.image(prompt=prompt)).status == 201


@pytest.mark.parametrize(("model", "price"), PRICES.items())
async def test_every_model_has_its_published_price(api, simulator, model, price):
    data = await data_of(await api.image(model=model))
    assert (data["credits_used"], data["credits_remaining"]) == (price, 200 - price)
    assert (simulator.charged, simulator.credits) == (price, 200 - price)


async def test_the_longer_reply_tells_everything_of_the_image(api):
    answer = await api.image(aspect_ratio="16:9")
    data = await data_of(answer)
    assert answer.status == 201
    assert data == {
        "media_id": ID,
        "media_ids": [data["media_id"]],
        "type": "image",
        "width": 480,
        "height": 270,
        "aspect_ratio": "16:9",
        "ai": {"model": "nano-banana-pro", "prompt": PROMPT},
        "credits_used": 15,
        "credits_remaining": 185,
        "created_at": IsStr(regex=r"2026-.*Z"),
        "next_step": IsStr(),
    }


async def test_the_shorter_reply_is_that_of_the_older_page(api, simulator):
    await simulator.press("short_images")
    assert await data_of(await api.image(model="ideogram-v2")) == {
        "media_id": ID,
        "model": "ideogram-v2",
        "aspect_ratio": "1:1",
        "credits_used": 8,
        "credits_remaining": 192,
        "message": IsStr(),
    }


async def test_neither_reply_has_an_address(api, simulator):
    first = await (await api.image()).text()
    await simulator.press("short_images")
    assert "http" not in first + await (await api.image()).text()


async def test_a_reply_may_be_bare(api, simulator):
    await simulator.press("bare")
    assert (await (await api.image()).json())["media_id"] == ID


async def test_a_look_at_the_image_tells_its_addresses(api):
    made = await data_of(await api.image())
    data = await seen(api, made)
    assert {**data, "url": "", "thumbnail_url": "", "file_size": 0} == {
        "id": made["media_id"],
        "filename": f"{made['media_id']}.png",
        "media_type": "image",
        "mime_type": "image/png",
        "file_size": 0,
        "upload_status": "ready",
        "url": "",
        "thumbnail_url": "",
        "created_at": made["created_at"],
    }
    for name in ("url", "thumbnail_url"):
        answer = await api.look(data[name])
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert len(await answer.read()) == data["file_size"]


@pytest.mark.parametrize(("ratio", "value"), RATIOS.items())
async def test_an_image_is_a_real_one_in_its_ratio(api, ratio, value):
    data = await seen(api, await data_of(await api.image(aspect_ratio=ratio)))
    content = await (await api.look(data["url"])).read()
    width, height = struct.unpack_from(">II", content, 16)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert width / height == pytest.approx(value)
    assert len(zlib.decompress(content[41:-16])) == height * (1 + 3 * width)


async def test_the_same_brief_draws_the_same_and_another_one_something_else(api):
    async def content(**values):
        data = await seen(api, await data_of(await api.image(**values)))
        return await (await api.look(data["url"])).read()

    first = await content()
    assert await content() == first
    assert await content(prompt="A fox") != first
    assert await content(model="ideogram-v2") != first


@pytest.mark.parametrize("name", ["nobody.png", "nobody-thumb.png", "nobody"])
async def test_there_is_no_image_that_was_not_made(api, name):
    assert (await api.look(f"/vendors/posteverywhere/storage/{name}")).status == 404
    assert (await api.get(f"/media/{name}")).status == 404


async def test_another_organizations_image_is_not_found(api):
    made = await data_of(await api.image(key=FEW_CREDITS_KEY, model="flux-schnell"))
    answer = await api.get(f"/media/{made['media_id']}")
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")
    assert (await api.get(f"/media/{made['media_id']}", FEW_CREDITS_KEY)).status == 200


async def test_images_need_the_ai_scope_and_looking_does_not(api, simulator):
    answer = await api.image(key=NO_AI_KEY)
    assert answer.status == 403
    assert "'ai'" in (await answer.json())["error"]["message"]
    made = await data_of(await api.image())
    assert (await api.get(f"/media/{made['media_id']}", NO_AI_KEY)).status == 200


async def test_captions_and_images_are_paid_from_one_balance(api, simulator):
    assert (await api.captions(key=FEW_CREDITS_KEY)).status == 200
    assert (await api.image(key=FEW_CREDITS_KEY, model="flux-schnell")).status == 201
    error = (await (await api.image(key=FEW_CREDITS_KEY, model="flux-schnell")).json())["error"]
    assert error["details"] == {"needed": 1, "available": 0}
    assert simulator.charged == 2


async def test_an_image_that_costs_more_than_is_left_is_refused(api, simulator):
    answer = await api.image(key=FEW_CREDITS_KEY)
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (402, "insufficient_credits")
    assert error["details"] == {"needed": 15, "available": 2}
    assert simulator.charged == 0


REFUSALS = {
    "bad_key": (401, "unauthorized"),
    "missing_scope": (403, "forbidden"),
    "out_of_credits": (402, "insufficient_credits"),
    "no_subscription": (402, "subscription_required"),
    "prompt_refused": (400, "validation_error"),
    "circuit_breaker": (422, "permanent_failure_circuit_breaker"),
    "rate_limit": (429, "rate_limit_exceeded"),
    "unavailable": (503, "service_unavailable"),
    "internal_error": (500, "internal_error"),
}


@pytest.mark.parametrize(("name", "case"), REFUSALS.items(), ids=REFUSALS)
async def test_a_refusal_is_answered_as_documented_and_not_charged(api, simulator, name, case):
    simulator.faults.once(name, on="images")
    answer = await api.image()
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == case
    assert simulator.charged == 0


async def test_a_fault_for_images_lets_captions_pass(api, simulator):
    simulator.faults.once("unavailable", on="images")
    simulator.faults.always("prompt_refused")
    assert (await api.captions()).status == 200
    assert [(await api.image()).status for _ in range(2)] == [503, 400]


@pytest.mark.parametrize("name", ["validation_error", "no_content", "fewer"])
async def test_a_fault_of_captions_lets_images_pass(api, simulator, name):
    simulator.faults.always(name)
    assert (await api.image()).status == 201


@pytest.mark.parametrize("short", [True, False])
async def test_odd_answers_come_after_the_charge(api, simulator, short):
    if short:
        await simulator.press("short_images")
    simulator.faults.once("wrong_types", "no_media_id", "truncated", "empty_body", on="images")
    wrong, lacking = [await data_of(await api.image()) for _ in range(2)]
    assert (wrong["media_id"], wrong["credits_used"]) == (12, "15")
    assert not {"media_id", "media_ids"} & set(lacking)
    with pytest.raises(json.JSONDecodeError):
        await (await api.image()).json()
    assert await (await api.image()).read() == b""
    assert simulator.charged == 60


@pytest.mark.parametrize(("name", "charged"), [("dropped_before", 0), ("dropped_after", 15)])
async def test_a_dropped_connection_is_charged_only_after_the_work(api, simulator, name, charged):
    simulator.faults.once(name, on="images")
    with pytest.raises(ServerDisconnectedError):
        await api.image()
    assert simulator.charged == charged


async def test_an_image_may_have_no_address(api, simulator):
    simulator.faults.once("no_preview")
    data = await seen(api, await data_of(await api.image()))
    assert (data["url"], data["thumbnail_url"], data["upload_status"]) == (None, None, "ready")


@pytest.mark.parametrize("name", ["bad_key", "rate_limit", "unavailable", "internal_error", "html_page"])
async def test_a_look_can_fail_for_itself(api, simulator, name):
    made = await data_of(await api.image())
    simulator.faults.once(name, on="media")
    assert (await api.get(f"/media/{made['media_id']}")).status >= 400
    assert (await seen(api, made))["url"]
