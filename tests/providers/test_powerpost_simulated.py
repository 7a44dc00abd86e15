"""The real adapter against the playground's PowerPost, which was written from the same documents."""

from itertools import product

import pytest

from bot.domain.errors import OutOfCredits, ProviderDenied, ProviderRejected
from bot.domain.money import Receipt
from bot.domain.platforms import Platform
from playground.vendors.powerpost import (
    CAPTIONS_ONLY_KEY,
    DRY_STYLE,
    FEW_CREDITS_KEY,
    FEW_CREDITS_WORKSPACE,
    READ_ONLY_KEY,
    SECOND_WORKSPACE,
    WARM_STYLE,
)
from providers.powerpost.images import ImageModel, ImageSize
from providers.powerpost.request import PostType
from tests.providers.powerpost_world import GENERATE, IMAGES, brief_of, connected
from tests.providers.powerposts import file, pieces


@pytest.mark.parametrize("post_type", PostType)
async def test_every_post_type_is_written_for(runs, simulated, post_type):
    before = simulated.credits

    result = await runs(post_types=(post_type,))

    (caption,) = result.captions
    assert caption.platform is post_type.platform
    assert (caption.title is not None) == (caption.platform is Platform.YOUTUBE)
    assert result.receipt == Receipt(used=before - simulated.credits, left=simulated.credits)
    assert simulated.charged == result.receipt.used


async def test_all_post_types_give_one_caption_a_platform(runs):
    result = await runs(post_types=tuple(PostType))

    assert [caption.platform for caption in result.captions] == list(
        dict.fromkeys(kind.platform for kind in PostType)
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"research_mode": "deep"},
        {"writing_style": WARM_STYLE},
        {"writing_style": DRY_STYLE},
        {"cta_text": "x" * 100},
        {"topic": "Tea"},
        {"topic": "é" * 500},
        {"source_urls": [f"https://example.com/{n}" for n in range(10)]},
    ],
)
async def test_every_option_is_accepted(runs, fields):
    assert len((await runs(**fields)).captions) == 2


@pytest.mark.parametrize("name", ["a.jpg", "a.jpeg", "a.png", "a.webp", "a.mp4", "a.mov"])
async def test_a_file_is_uploaded_and_written_about(runs, simulated, name):
    given = file(name, size=9)
    media_id = await runs.provider.upload(given, pieces(b"meow ", b"meow"))

    result = await runs(topic="", media=(given.model_copy(update={"media_id": media_id}),))

    assert len(result.captions) == 2
    assert [(media.id, media.name, media.size) for media in simulated.media] == [(media_id, name, 9)]


async def test_a_file_may_be_uploaded_again(runs, simulated):
    ids = {await runs.provider.upload(file(size=4), pieces(b"meow")) for _ in range(2)}

    assert (len(ids), simulated.charged) == (2, 0)


DRAWN = [
    (model, size)
    for model, size in product(ImageModel, ImageSize)
    if model is not ImageModel.NONE and (model, size) != (ImageModel.GPT_IMAGE, ImageSize.FEED)
]


@pytest.mark.parametrize(("model", "size"), DRAWN)
async def test_every_model_draws_every_size_it_offers(runs, simulated, model, size):
    before = simulated.credits

    result = await runs(images=model, image_size=size, image_count=2)

    assert (len(result.captions), len(result.images), result.notes) == (2, 2, ())
    assert result.receipt == Receipt(used=before - simulated.credits, left=simulated.credits)
    assert [len(simulated.calls.to(path)) for path in (GENERATE, IMAGES)] == [1, 1]


async def test_the_balance_is_what_is_left(runs, simulated):
    await runs()

    assert (await runs.provider.balance()).credits == simulated.credits


async def test_a_good_key_passes_the_check(runs):
    await runs.provider.check()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"POWERPOST_API_KEY": "pp_live_sk_" + "0" * 32}, "the key: it is invalid"),
        ({"POWERPOST_WORKSPACE_ID": FEW_CREDITS_WORKSPACE}, "is not one of its workspaces"),
    ],
)
async def test_a_wrong_key_or_workspace_does_not_pass_the_check(simulated, time, settings, message):
    async with connected(simulated, time, **settings) as provider:
        with pytest.raises(ProviderDenied, match=message):
            await provider.check()


async def test_a_key_that_may_only_read_is_told_what_it_lacks(simulated, time):
    async with connected(simulated, time, POWERPOST_API_KEY=READ_ONLY_KEY) as provider:
        with pytest.raises(ProviderDenied, match="lacks the scope content:generate"):
            await provider.start(brief_of(provider), key="run-1")
        with pytest.raises(ProviderDenied, match="lacks the scope media:write"):
            await provider.upload(file(size=4), pieces(b"meow"))


async def test_a_key_without_images_leaves_the_captions(simulated, time):
    async with connected(simulated, time, POWERPOST_API_KEY=CAPTIONS_ONLY_KEY) as provider:
        started = await provider.start(brief_of(provider, images="flux2-flex"), key="run-1")
        time.seconds += 5
        result = await provider.poll((await provider.poll(started.remote_id)).remote_id)

    assert len(result.captions) == 2
    assert result.notes == ("No images: PowerPost refused the key: it lacks the scope images:generate.",)


async def test_too_few_credits_are_told(simulated, time):
    settings = {
        "POWERPOST_API_KEY": FEW_CREDITS_KEY,
        "POWERPOST_WORKSPACE_ID": FEW_CREDITS_WORKSPACE,
    }
    async with connected(simulated, time, **settings) as provider:
        with pytest.raises(OutOfCredits):
            await provider.start(brief_of(provider), key="run-1")


async def test_a_writing_style_of_another_workspace_is_refused_at_its_field(simulated, time):
    async with connected(simulated, time, POWERPOST_WORKSPACE_ID=SECOND_WORKSPACE) as provider:
        with pytest.raises(ProviderRejected, match="Writing style not found") as caught:
            await provider.start(brief_of(provider, writing_style=WARM_STYLE), key="run-1")

    assert caught.value.field == "writing_style"


async def test_a_prompt_longer_than_the_vendor_takes_is_refused_at_its_field(simulated, time):
    async with connected(simulated, time, POWERPOST_PROMPT_MAX="2000") as provider:
        with pytest.raises(ProviderRejected, match="at most 500 characters") as caught:
            await provider.start(brief_of(provider, topic="x" * 501), key="run-1")

    assert caught.value.field == "topic"
