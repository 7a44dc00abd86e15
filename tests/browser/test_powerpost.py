"""PowerPost as a person sees it: twelve post types, pictures and a film from this computer, images back."""

from pathlib import Path

from playwright.async_api import expect

from tests.browser.visitor import POWERPOST, SAMPLE

PROMPT = "Our first loose-leaf spring tea is here"


async def opens(ana, *post_types):
    await ana.opens_form(f"/compose {PROMPT}")
    await ana.form.get_by_label("Provider").select_option(POWERPOST)
    await expect(ana.form).to_contain_text("Price: known after the run")
    if post_types:
        menu = ana.form.get_by_label("Post types")
        await menu.click()
        for kind in post_types:
            await ana.form.get_by_role("option", name=kind, exact=True).check()
        await ana.page.keyboard.press("Escape")


async def adds(ana, *files: Path):
    await ana.form.get_by_label("Write from images or a video").set_input_files([str(f) for f in files])


async def test_types_of_one_platform_share_a_text_and_youtube_has_a_title(ana, play):
    await opens(ana, "YouTube · Video", "YouTube · Short", "X · Post")
    await ana.submits()
    card = ana.card(PROMPT)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    for words in ("LinkedIn", "YouTube", "X", "Title: ", f"Used {play.powerpost.charged} credits"):
        await expect(card).to_contain_text(words)


async def test_pictures_go_along_and_images_come_back(ana, play, tmp_path):
    pictures = [tmp_path / "one.png", tmp_path / "two.jpg"]
    for picture in pictures:
        picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"p" * 5_000)
    await opens(ana)
    await adds(ana, *pictures)
    await ana.form.get_by_label("Make images").select_option("FLUX.2 Flex")
    await ana.submits()
    card = ana.card(PROMPT)
    await expect(card.get_by_role("img").first).to_be_visible()
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    uploads = play.powerpost.calls.to("/media/upload")
    assert [upload.status for upload in uploads] == [200, 200]


async def test_a_film_is_sent_first_and_its_price_is_said(ana, play, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"f" * 2_000_000)
    await opens(ana)
    await adds(ana, film)
    await ana.submits()
    card = ana.card(PROMPT)
    await expect(card.get_by_role("button", name="Save draft")).to_be_visible()
    assert len(play.powerpost.calls.to("/media/upload")) == 1


async def test_a_file_it_does_not_take_is_told_at_the_field(ana, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Tea")
    await opens(ana)
    await adds(ana, notes)
    await ana.submits()
    await expect(ana.form).to_contain_text("Only these types of file can be added")


async def test_what_was_typed_stays_when_the_provider_changes(ana):
    await opens(ana)
    await ana.prompt.fill("Something else entirely")
    await ana.chooses_provider(SAMPLE)
    await expect(ana.prompt).to_have_value("Something else entirely")
    await ana.form.get_by_label("Provider").select_option(POWERPOST)
    await expect(ana.form).to_contain_text("Price: known after the run")
    await expect(ana.prompt).to_have_value("Something else entirely")
