"""A draft's titles and pictures: kept with its versions and variants, and read from older records too."""

from datetime import UTC, datetime

import pytest

from bot.domain.captions import Caption, Finished, Image
from bot.domain.drafts import Draft, Version, new_draft
from bot.domain.generations import Generation, Part, State
from bot.domain.platforms import Platform

AT = datetime(2026, 1, 2, tzinfo=UTC)
YOUTUBE, X = Platform.YOUTUBE, Platform.X
DOG, CAT = Image(media_id="m1", url="https://v.example/dog.png"), Image(media_id="m2")


def video(text, title=None):
    return Caption(platform=YOUTUBE, text=text, title=title)


def post(text):
    return Caption(platform=X, text=text)


def run(*captions, images=(), name="RUN1"):
    parts = (Part(request={}, result=Finished(captions=captions, images=images)),)
    return Generation(
        id=name,
        team="T1",
        channel="C1",
        person="U1",
        provider="sample",
        request={},
        state=State.DONE,
        parts=parts,
        created_at=AT,
    )


def draft(*captions, images=()):
    return new_draft(run(*captions, images=images), title="Launch", prompt="", at=AT)


def test_a_caption_s_title_is_kept_with_its_version():
    made = draft(video("Text", "Watch this"), post("Hi"))

    assert made.latest.titles == made.titles == {YOUTUBE: "Watch this"}
    assert made.fixed


def test_each_variant_has_its_own_title():
    made = draft(video("One", "First"), video("Two"), video("Three", "Third"))
    titles = []
    for _ in range(3):
        titles.append(made.shown_title(YOUTUBE))
        made = made.next_variant(YOUTUBE, AT)

    assert titles == ["First", "", "Third"]


def test_a_variant_with_the_same_text_and_another_title_is_another_wording():
    made = draft(video("Same", "First"), video("Same", "Second")).next_variant(YOUTUBE, AT)

    assert not made.fixed
    assert made.kept("U2", AT).latest.titles == {YOUTUBE: "Second"}


def test_an_edit_of_the_texts_leaves_the_titles():
    made = draft(video("Text", "Watch this"))

    assert made.revised({YOUTUBE: "Other"}, by="U1", reason="edited", at=AT).latest.titles == made.titles


def test_writing_again_replaces_the_titles_of_what_was_written_again():
    made = draft(video("Text", "Watch this"), post("Hi"))
    again = made.regenerated(run(video("New"), name="RUN2"), AT)

    assert again.titles == again.latest.titles == {}
    assert again.variant_titles == {}


def test_writing_another_platform_again_leaves_a_title():
    again = draft(video("Text", "Watch this"), post("Hi")).regenerated(run(post("Ho"), name="RUN2"), AT)

    assert again.titles == {YOUTUBE: "Watch this"}
    assert again.fixed


def test_pictures_are_kept_with_the_draft_each_once():
    assert draft(post("Hi"), images=(DOG, CAT, DOG)).images == (DOG, CAT)


@pytest.mark.parametrize(("fresh", "shown"), [((CAT,), (CAT,)), ((), (DOG,))])
def test_writing_again_replaces_the_pictures_only_by_others(fresh, shown):
    again = draft(post("Hi"), images=(DOG,)).regenerated(run(post("Ho"), images=fresh, name="RUN2"), AT)

    assert again.images == shown


def test_pictures_that_come_later_are_kept_without_a_new_version():
    made = draft(video("One", "First"), video("Two")).next_variant(YOUTUBE, AT)
    again = made.regenerated(run(images=(DOG,), name="RUN2"), AT)

    assert (again.images, again.generation, again.revision) == ((DOG,), "RUN2", made.revision + 1)
    assert (again.latest, again.texts, again.titles) == (made.latest, made.texts, made.titles)


def test_captions_that_come_later_are_a_new_version_beside_the_pictures():
    again = draft(images=(DOG,)).regenerated(run(video("One", "First"), name="RUN2"), AT)

    assert (again.latest.number, again.texts, again.images) == (2, {YOUTUBE: "One"}, (DOG,))


def test_pictures_alone_are_a_draft_too():
    made = draft(images=(DOG,))

    assert (made.platforms, made.images) == ((), (DOG,))
    assert made.fixed


def test_a_draft_stored_before_there_were_titles_and_pictures_can_be_read():
    made = draft(post("Hi"))
    older = made.model_dump(mode="json", exclude={"images", "variant_titles"})
    del older["latest"]["titles"]

    assert Draft.model_validate(older) == made
    assert Version.model_validate(older["latest"]) == made.latest
