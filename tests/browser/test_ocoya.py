"""Ocoya at the page: a form whose lists come from a workspace, a draft with an image, and the one before."""

from playwright.async_api import expect

from bot.play import Play
from playground.vendors.ocoya.world import TEAS
from tests.browser.visitor import OCOYA, SAMPLE, Visitor

PROMPT = "We are moving to a bigger kitchen"
TEAS_NAME, KIT = TEAS.name, "Paper Lantern"


async def test_the_form_asks_for_what_ocoya_can_do(ana: Visitor) -> None:
    await ana.opens_form(f"/compose {PROMPT}", OCOYA)

    for label in ("Workspace", "Brand kit", "Hashtag library", "Social profiles", "Studio designs to go by"):
        await expect(ana.form.get_by_label(label, exact=True)).to_be_visible()
    await expect(ana.form.get_by_text("Vendor default: professional.")).to_be_visible()
    await expect(ana.form.get_by_label("Pictures to go by")).to_be_visible()
    await expect(ana.form.get_by_label("Platforms")).to_have_count(0)


async def test_lists_are_searched_and_depend_on_the_workspace(ana: Visitor) -> None:
    await ana.opens_form(f"/compose {PROMPT}", OCOYA)
    await ana.searches("Workspace", "lantern", TEAS_NAME)
    await ana.form.get_by_label("Social profiles").fill("paper")
    await expect(ana.form.get_by_role("listbox").get_by_role("option")).to_have_text(
        [
            "Paper Lantern Teas (Facebook)",
            "paperlantern.teas (Instagram)",
            "Paper Lantern Teas (LinkedIn)",
            "paperlantern (X)",
        ]
    )
    await ana.page.keyboard.press("Escape")
    await ana.searches("Brand kit", "lan", KIT)

    await ana.form.get_by_role("button", name=f"Remove {TEAS_NAME}").click()
    await ana.searches("Workspace", "crumb", "Crumb & Co. Bakery")
    await expect(ana.form.get_by_role("button", name=f"Remove {KIT}", exact=True)).to_have_count(0)
    await ana.searches("Brand kit", "", "Crumb & Co.")
    await expect(ana.prompt).to_have_value(PROMPT)


async def test_what_was_typed_outlives_another_provider_and_back(ana: Visitor) -> None:
    await ana.opens_form(provider=OCOYA)
    await ana.prompt.fill(PROMPT)
    await ana.form.get_by_label("Tone").select_option("Professional")
    await ana.chooses_provider(SAMPLE)

    await expect(ana.prompt).to_have_value(PROMPT)
    await expect(ana.form.get_by_label("Tone")).to_have_value("professional")
    await ana.chooses_provider(OCOYA)
    await expect(ana.prompt).to_have_value(PROMPT)
    await expect(ana.form.get_by_label("Tone")).to_have_value("professional")


async def test_a_draft_comes_with_its_image_and_the_earlier_one_is_deleted(ana: Visitor, play: Play) -> None:
    await ana.opens_form(f"/compose {PROMPT}", OCOYA)
    await ana.searches("Workspace", "lantern", TEAS_NAME)
    await ana.searches("Hashtag library", "tea", "Tea lovers")
    await ana.form.get_by_role("group", name="Image").get_by_role("checkbox").check()
    await ana.submits()

    card = ana.card(PROMPT)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    await expect(card).to_contain_text("#teatime")
    await expect(card.get_by_role("link", name="Open Ocoya")).to_be_visible()
    picture = card.get_by_role("img", name="The picture for this post")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.complete && image.naturalWidth") > 0

    await card.get_by_role("button", name="Regenerate").click()
    question = ana.page.get_by_role("dialog")
    await expect(question).to_contain_text("Each run makes a draft in Ocoya")
    await question.get_by_role("button", name="Write it again").click()
    await expect(card).to_contain_text("The earlier text is still there, as a draft in Ocoya.")
    assert play.ocoya.drafts == 2
    await ana.presses(card, "Delete the earlier draft in Ocoya", "Delete")
    await expect(card).not_to_contain_text("still there")
    assert play.ocoya.drafts == 1
