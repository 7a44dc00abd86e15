"""An image beside the captions: chosen with its price in sight, and seen on the card."""

from playwright.async_api import expect

from tests.browser.visitor import POSTEVERYWHERE

PROMPT = "Running shoes at dawn"
FOX = "A red fox in running shoes"
MODEL = "Gemini 3 Pro (5 credits)"


async def opens(ana):
    await ana.opens_form(f"/compose {PROMPT}", POSTEVERYWHERE)
    await ana.chooses_platforms("LinkedIn", "X")
    await expect(ana.form).to_contain_text("Price: 2 credits, exact (2 platforms × 1, 1 credit per caption)")
    await ana.form.get_by_label("Make an image").select_option(MODEL)
    await expect(ana.form).to_contain_text(
        "Price: 7 credits, exact (2 platforms × 1, 1 credit per caption, plus 5 for the image)"
    )


async def test_an_image_is_chosen_at_its_exact_price_and_seen_on_the_card(ana):
    await opens(ana)
    await ana.form.get_by_label("Shape of the image").select_option("Wide (16:9)")
    await ana.form.get_by_label("What should the image show?").fill(FOX)
    await ana.submits()

    card = ana.card(PROMPT)
    await expect(card).to_contain_text("Used 7 credits, 193 left")
    picture = card.get_by_role("img", name=FOX)
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("img => img.naturalWidth / img.naturalHeight") == 480 / 270
    await ana.presses(card, "Save draft")
    await expect(card).to_contain_text("v1 · saved as draft")
    await expect(picture).to_be_visible()


async def test_the_image_alone_is_had_later_when_it_failed(ana, play):
    play.posteverywhere.faults.once("unavailable", on="images")
    await opens(ana)
    await ana.submits()

    card = ana.card(PROMPT)
    await expect(card).to_contain_text("Missing: the image. PostEverywhere is having trouble.")
    await expect(card).to_contain_text("Used 2 credits, 198 left")
    await ana.presses(card, "Try the rest again")
    await expect(card.get_by_role("img", name=PROMPT)).to_be_visible()
    await expect(card).to_contain_text("Used 5 credits, 193 left")
    await expect(card).not_to_contain_text("Missing")
    assert play.posteverywhere.charged == 7
