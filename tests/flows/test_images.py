"""A brief with an image: its price, the card with the picture, and either of the two failing."""

import pytest

from bot.domain.platforms import Platform
from tests.flows.worlds import CAPTIONS

IMAGE, MODEL = "/ai/generate-image", "gemini-3-pro"
SENT = {"platforms": ["linkedin", "x"], "count": 2, "image": MODEL}


def pictures(card):
    return [block for block in card.blocks if block["type"] == "image"]


async def starts(ana, **fields):
    return await ana.starts("Running shoes at dawn", "posteverywhere", **{**SENT, **fields})


async def draft_of(world, card):
    run = card.body["metadata"]["event_payload"]["run"]
    return await world.store.draft(run)


def asked(world):
    """How often captions and an image were paid for, or refused."""
    return [len(world.vendor.calls.to(path)) for path in (CAPTIONS, IMAGE)]


async def test_the_price_changes_with_the_image_and_says_how_it_adds_up(ana):
    form = await ana.opens("/compose Running shoes at dawn")
    assert form.menu("image") == [
        "No image",
        "Nano Banana Pro (15 credits)",
        "Ideogram v2 (8 credits)",
        "Gemini 3 Pro (5 credits)",
        "FLUX Schnell (1 credit)",
    ]
    assert form.value("image") == "none"
    assert "image_only" not in {block["block_id"] for block in form.blocks}
    await ana.chooses("platforms", "linkedin", "x")
    await ana.sees_form("Price: 2 credits, exact (2 platforms × 1, 1 credit per caption)")
    await ana.chooses("image", "nano-banana-pro")
    await ana.sees_form(
        "Price: 17 credits, exact (2 platforms × 1, 1 credit per caption, plus 15 for the image)"
    )
    await ana.chooses("image", "none")
    await ana.sees_form("Price: 2 credits, exact")


async def test_captions_and_image_come_on_one_card_and_stay_with_the_draft(world, ana):
    await starts(ana, image_prompt="A red fox\nin running shoes", aspect_ratio="16:9")
    card = await ana.sees("Save draft", "*LinkedIn* · variant 1 of 2", "Used 9 credits, 191 left")
    (picture,) = pictures(card)
    assert picture["alt_text"] == "A red fox in running shoes"
    assert picture["image_url"].startswith(world.playground.base_url)
    assert (world.vendor.charged, asked(world)) == (9, [2, 1])
    await card.click("Save draft")
    await ana.sees("v1 · saved as draft")
    draft = await draft_of(world, card)
    (kept,) = draft.images
    made = world.vendor.calls.to(f"/media/{kept.media_id}")
    assert [(call.method, call.status, call.charged) for call in made] == [("GET", 200, 0)]
    assert (kept.alt, kept.url) == ("A red fox in running shoes", picture["image_url"])


async def test_progress_says_that_the_image_is_made_too(world, ana):
    world.vendor.slow_down(60)
    card = await starts(ana)
    await ana.sees("Writing for LinkedIn and X, and making the image with PostEverywhere…")
    await ana.opens_home("Running now", "Writing for LinkedIn and X, and making the image")
    world.vendor.slow_down(0)
    await ana.sees("Save draft", where=card.address.partition("/")[0])


async def test_an_image_that_fails_is_named_and_had_later_without_paying_for_captions_again(world, ana):
    world.vendor.faults.once("out_of_credits", on="images")
    await starts(ana)
    card = await ana.sees("*Missing: the image.* PostEverywhere refused: not enough credits.", "Save draft")
    assert "Nothing was charged. This needs 5 credits. The balance is 0 credits." in card.text
    assert pictures(card) == []
    await card.click("Try the rest again")
    await ana.sees("Used 5 credits, 191 left", "v1 · not saved yet", without=["Missing"])
    assert len(pictures(card)) == 1
    assert (world.vendor.charged, asked(world), len(ana.cards())) == (9, [2, 2], 1)
    assert [image.alt for image in (await draft_of(world, card)).images] == ["Running shoes at dawn"]


async def test_captions_that_fail_leave_the_image_and_are_had_later(world, ana):
    world.vendor.faults.once("no_content", "no_content")
    await starts(ana)
    card = await ana.sees("*Not written: LinkedIn and X.*", "Save draft", "Used 5 credits, 195 left")
    assert len(pictures(card)) == 1
    assert card.fallback == "Running shoes at dawn: 1 picture is ready"
    await card.click("Try the rest again")
    await ana.sees("*LinkedIn* · variant 1 of 2", "*X*", "v2", "Used 4 credits, 191 left")
    assert len(pictures(card)) == 1
    assert asked(world) == [4, 1]
    assert set((await draft_of(world, card)).texts) == {Platform.LINKEDIN, Platform.X}


async def test_an_image_alone_can_be_saved_listed_and_opened(world, ana):
    world.vendor.faults.once("no_content")
    await starts(ana, platforms=["x"])
    card = await ana.sees("*Not written: X.*", "Save draft")
    await card.click("Save draft")
    await ana.sees("v1 · saved as draft")
    await ana.says("/drafts")
    drafts = await ana.sees_privately("My drafts", "Running shoes at dawn", "1 picture · saved as draft · v1")
    await drafts.click("Open Running shoes at dawn")
    form = await ana.sees_form("Pictures", "Activity", "v1 generated")
    assert [block["alt_text"] for block in pictures(form)] == ["Running shoes at dawn"]


async def test_the_text_for_any_platform_has_a_name_too(world, ana):
    world.vendor.faults.once("no_content")
    await starts(ana, platforms=[])
    await ana.sees("*Not written: the text.* PostEverywhere came up with nothing for this brief.")


async def test_when_both_fail_the_card_gives_both_reasons_and_again_asks_for_both(world, ana):
    world.vendor.faults.once("no_content", on="captions")
    world.vendor.faults.once("prompt_refused", on="images")
    card = await starts(ana, platforms=["x"])
    await ana.sees(
        "X: PostEverywhere came up with nothing", "The image: PostEverywhere refused this brief: “prompt"
    )
    await card.click("Try again")
    await ana.sees("Used 7 credits, 193 left", "Save draft")
    assert (asked(world), len(pictures(card))) == ([2, 2], 1)


@pytest.mark.parametrize(
    ("fault", "charged"), [("dropped_after", 5), ("no_media_id", 5), ("internal_error", 0), ("html_page", 0)]
)
async def test_an_image_that_may_have_been_made_is_paid_again_only_after_a_question(
    world, ana, fault, charged
):
    world.vendor.faults.once(fault, on="images")
    await starts(ana)
    card = await ana.sees("*Missing: the image.* Unsure whether PostEverywhere did this.", "Save draft")
    assert (world.vendor.charged, asked(world)) == (4 + charged, [2, 1])
    await card.click("Try the rest again", agreeing="Sending it again may charge a second time.")
    await ana.sees("Used 5 credits", without=["Missing"])
    assert (world.vendor.charged, asked(world)) == (9 + charged, [2, 2])


async def test_a_second_failure_says_that_it_is_about_the_image(world, ana):
    world.vendor.faults.once("unavailable", "unavailable", on="images")
    await starts(ana)
    card = await ana.sees("*Missing: the image.*")
    await card.click("Try the rest again")
    await ana.sees("The image: PostEverywhere is having trouble. Nothing was charged.", "*LinkedIn*")
    await card.click("Try again")
    await ana.sees("Used 5 credits, 191 left", without=["trouble"])
    assert len(pictures(card)) == 1


async def test_an_image_that_cannot_be_looked_at_is_kept_and_said_to_be(world, ana):
    world.vendor.faults.once("no_preview")
    await starts(ana)
    card = await ana.sees("1 picture kept with this draft, without a preview", "Save draft")
    assert pictures(card) == []
    (kept,) = (await draft_of(world, card)).images
    assert (bool(kept.media_id), kept.url) == (True, None)


async def test_writing_again_asks_for_the_whole_price_and_replaces_the_picture(world, ana):
    card = await starts(ana)
    await ana.sees("Save draft")
    (before,) = (await draft_of(world, card)).images
    await card.click("Regenerate", agreeing="This costs 9 credits at PostEverywhere.")
    await ana.sees("v2", "Used 9 credits, 182 left")
    (after,) = (await draft_of(world, card)).images
    assert before.media_id != after.media_id


async def test_the_next_form_begins_with_the_model_but_not_with_what_the_image_showed(ana):
    await starts(ana, image_prompt="A red fox", aspect_ratio="4:5")
    await ana.sees("Save draft")
    form = await ana.opens("/compose Something else")
    assert (form.value("image"), form.value("aspect_ratio")) == (MODEL, "4:5")
    assert form.value("image_prompt") == ""
    assert "plus 5 for the image" in form.text


async def test_an_edited_brief_keeps_what_the_image_shows(ana):
    card = await starts(ana, image_prompt="A red fox")
    await ana.sees("Save draft")
    await card.click("Edit brief")
    form = await ana.sees_form("Compose a post")
    assert (form.value("image"), form.value("image_prompt")) == (MODEL, "A red fox")
    await ana.sees_form("Price: 9 credits, exact")


async def test_a_prompt_that_is_too_long_is_said_at_its_field(world, ana):
    await ana.opens("/compose Running shoes")
    complaints = await ana.submits(image=MODEL, image_prompt="x" * 2_001)
    assert complaints == {
        "image_prompt": "That is 2,001 characters; PostEverywhere takes 2,000 at most. Take out 1."
    }
    assert asked(world) == [0, 0]


async def test_another_provider_gets_the_topic_and_nothing_of_the_image(world, ana):
    world.vendor.faults.always("unavailable")
    card = await starts(ana, image_prompt="A red fox")
    await ana.sees("PostEverywhere is having trouble")
    await card.click("Use another provider")
    form = await ana.sees_form("Sample writer is a sample")
    assert form.value("topic") == "Running shoes at dawn"
    assert not {"image", "image_prompt", "image_only"} & {block["block_id"] for block in form.blocks}
