"""Pictures: drawn where Slack can load them, else linked, else counted; and always said in words."""

import pytest

from bot.blocks.cards import card_of, result_card
from bot.blocks.draft_view import MOST_BYTES, draft_view
from bot.blocks.drafts import draft_row
from bot.blocks.pictures import Loads, arranged, loadable, loads_of, picture_blocks
from bot.domain.activity import activity
from bot.domain.captions import Image
from bot.domain.platforms import Platform
from playground.blockkit.check import message_problems, text_length, view_problems, view_size
from tests.bot.blocks.scenes import NOW, X, facts, finished, kept, part, run, said, words

DOG = Image(media_id="m1", url="https://v.example/dog.png", alt="A dog in the dark")
CAT = Image(media_id="m2", url="https://v.example/cat.png")
HERE = Image(media_id="m3", url="http://127.0.0.1:8080/bird.png")
SECRET = Image(media_id="m4")


def pictured(*images, texts=((X, "Hi"),)):
    generation = run(part(X, result=finished(texts, images=images)))
    return generation, kept(generation)


def images_in(blocks):
    return [(b["image_url"], b["alt_text"]) for b in blocks if b["type"] == "image"]


def links_in(blocks):
    sections = [e for b in blocks if b["type"] == "rich_text" for e in b["elements"]]
    return [e["url"] for section in sections for e in section["elements"] if e["type"] == "link"]


@pytest.mark.parametrize(
    ("api_url", "loads"),
    [
        ("https://slack.com/api/", Loads.WEB),
        ("http://127.0.0.1:3000/api/", Loads.LOCAL),
        ("http://localhost:3000/api/", Loads.LOCAL),
        ("http://[::1]:3000/api/", Loads.LOCAL),
        ("https://localhost.example/api/", Loads.WEB),
    ],
)
def test_only_a_slack_on_this_machine_loads_from_it(api_url, loads):
    assert loads_of(api_url) is loads


@pytest.mark.parametrize(
    ("url", "web", "local"),
    [
        ("https://v.example/a.png", True, True),
        ("https://93.184.216.34/a.png", True, True),
        ("http://v.example/a.png", False, False),
        ("http://127.0.0.1:8080/a.png", False, True),
        ("http://localhost/a.png", False, True),
        ("https://localhost/a.png", False, True),
        ("https://10.0.0.1/a.png", False, False),
        ("https://[fd00::1]/a.png", False, False),
        ("https://intranet/a.png", False, False),
        ("https://ana:pw@v.example/a.png", False, False),
        ("https://v.example/a b.png", False, False),
        ("https://v.example/\u00e4.png", False, False),
        ("https://v.example:port/a.png", False, False),
        ("https://[", False, False),
        ("https://", False, False),
        ("javascript:alert(1)", False, False),
        ("ftp://127.0.0.1/a.png", False, False),
        ("https://v.example/" + "a" * 3_000, False, False),
        ("", False, False),
        (None, False, False),
    ],
)
def test_slack_loads_what_it_can_reach(url, web, local):
    assert loadable(url, Loads.WEB) is web
    assert loadable(url, Loads.LOCAL) is local
    assert not loadable(url, Loads.NOTHING)


def test_what_has_no_room_is_linked_and_what_has_no_address_is_counted():
    found = arranged([DOG, SECRET, CAT, HERE], Loads.WEB, 1)

    assert found.drawn == (DOG,)
    assert found.linked == (CAT, HERE)
    assert found.notes == ["1 picture kept with this draft, without a preview"]


def test_each_picture_is_said_in_words():
    alts = [block["alt_text"] for block in picture_blocks([DOG, CAT])]

    assert alts == ["A dog in the dark", "Picture 2 of 2 for this post"]
    assert picture_blocks([CAT])[0]["alt_text"] == "The picture for this post"


def test_pictures_stand_on_the_card_below_the_texts():
    card = result_card(*pictured(DOG, CAT), facts())

    assert images_in(card.blocks) == [
        (DOG.url, "A dog in the dark"),
        (CAT.url, "Picture 2 of 2 for this post"),
    ]
    types = [b["type"] for b in card.blocks]
    assert types.index("rich_text") < types.index("image")
    assert message_problems(list(card.blocks)) == []


def test_without_loading_pictures_they_are_links():
    card = result_card(*pictured(DOG, CAT), facts(loads=Loads.NOTHING))

    assert images_in(card.blocks) == []
    assert links_in(card.blocks) == [DOG.url, CAT.url]


def test_a_card_says_which_pictures_slack_can_load():
    generation, draft = pictured(HERE)

    assert images_in(card_of(generation, draft, None, now=NOW).blocks) == []
    assert len(images_in(card_of(generation, draft, None, now=NOW, loads=Loads.LOCAL).blocks)) == 1


def test_pictures_alone_make_a_card():
    card = result_card(*pictured(DOG, CAT, texts=()), facts())

    assert card.text == "Dark mode launch: 2 pictures are ready"
    assert len(images_in(card.blocks)) == 2
    assert "Save draft" in words(card.blocks)
    assert message_problems(list(card.blocks)) == []


def test_one_picture_alone_is_ready():
    assert result_card(*pictured(DOG, texts=()), facts()).text == "Dark mode launch: 1 picture is ready"


def test_the_fullest_card_links_the_pictures_it_has_no_room_for():
    images = [Image(media_id=f"m{n}", url=f"https://v.example/{n}", alt="x" * 999) for n in range(10)]
    texts = [(p, "long " * 600) for p in Platform for _ in range(3)]
    card = result_card(*pictured(*images, texts=texts), facts())

    drawn, linked = images_in(card.blocks), links_in(card.blocks)
    assert {url for url, _ in drawn} | set(linked) == {image.url for image in images}
    assert len(card.blocks) <= 49
    assert text_length(list(card.blocks)) < 10_000
    assert message_problems(list(card.blocks)) == []


def test_pictures_without_texts_are_counted_in_a_list_of_drafts():
    _, draft = pictured(DOG, CAT, texts=())

    assert "2 pictures · not saved yet · v1" in words(draft_row(draft, NOW))


def view_of(draft, **about):
    return draft_view(draft, activity([draft.latest], [], []), now=NOW, **about)


def test_an_opened_draft_shows_its_pictures():
    _, draft = pictured(DOG, HERE, SECRET)
    view = view_of(draft)

    assert "Pictures" in words(view["blocks"])
    assert images_in(view["blocks"]) == [(DOG.url, "A dog in the dark")]
    assert links_in(view["blocks"]) == [HERE.url]
    assert "1 picture kept with this draft, without a preview" in said(view["blocks"])
    assert view_problems(view) == []


def test_an_opened_draft_without_pictures_says_nothing_of_them():
    _, draft = pictured()

    assert "Pictures" not in words(view_of(draft)["blocks"])


def test_pictures_with_long_addresses_leave_a_view_small_enough():
    long = "https://v.example/" + "a" * 2_900
    images = [Image(media_id=f"m{n}", url=f"{long}{n}") for n in range(30)]
    _, draft = pictured(*images, texts=[(p, "x" * (MOST_BYTES // len(Platform))) for p in Platform])
    view = view_of(draft)

    assert view_problems(view) == []
    assert view_size(view) < 250_000
    assert "and 10 more pages" in said(view["blocks"])
