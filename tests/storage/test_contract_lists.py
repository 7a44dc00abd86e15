"""How every store lists and searches drafts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.drafts import Status
from bot.domain.errors import UserError
from bot.domain.platforms import Platform
from bot.domain.ports import DraftQuery
from tests.storage.records import at, draft, edited


async def ids(team, words="", **query):
    page = await team.drafts(DraftQuery(words=words, **query), limit=100)
    assert page.total == len(page.drafts)
    return [d.id for d in page.drafts]


async def all_pages(team, query, limit):
    found, after = [], None
    while True:
        page = await team.drafts(query, after=after, limit=limit)
        found.append([d.id for d in page.drafts])
        if page.after is None:
            return found
        after = page.after


class TestLists:
    async def test_an_empty_team_has_an_empty_page(self, team):
        page = await team.drafts(DraftQuery())
        assert (page.drafts, page.after, page.total) == ((), None, 0)

    async def test_the_newest_change_comes_first(self, team):
        for minute in (1, 2, 3):
            await team.add_draft(draft(f"D{minute}", minute=minute))
        await team.change_draft("D1", edited("Lights off", minute=9))
        assert await ids(team) == ["D1", "D3", "D2"]

    async def test_working_and_discarded_ones_are_left_out(self, team):
        for status in Status:
            await team.add_draft(draft(status.value, status=status))
        assert set(await ids(team)) == set(Status) - {Status.WORKING, Status.DISCARDED}

    async def test_asked_for_statuses_alone_are_listed(self, team):
        for status in Status:
            await team.add_draft(draft(status.value, status=status))
        wanted = (Status.WORKING, Status.IN_REVIEW)
        assert set(await ids(team, statuses=wanted)) == set(wanted)

    async def test_one_authors_are_listed(self, team):
        await team.add_draft(draft("D1", author="U1"))
        await team.add_draft(draft("D2", author="U2"))
        assert await ids(team, author="U2") == ["D2"]

    async def test_a_draft_that_moves_changes_lists(self, team):
        await team.add_draft(draft())
        await team.change_draft("D1", lambda d: d.moved(Status.DISCARDED, at(1)))
        assert await ids(team) == []
        assert await ids(team, statuses=(Status.DISCARDED,)) == ["D1"]

    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
    async def test_pages_follow_each_other_without_gaps_even_at_one_instant(self, team, limit):
        names = [f"D{number}" for number in range(7)]
        for name in names:
            await team.add_draft(draft(name))
        pages = await all_pages(team, DraftQuery(), limit)
        assert [name for page in pages for name in page] == sorted(names, reverse=True)
        assert [len(page) for page in pages[:-1]] == [limit] * (len(pages) - 1)

    async def test_every_page_knows_the_total(self, team):
        for number in range(5):
            await team.add_draft(draft(f"D{number}"))
        first = await team.drafts(DraftQuery(), limit=2)
        second = await team.drafts(DraftQuery(), after=first.after, limit=2)
        assert (first.total, second.total) == (5, 5)

    async def test_a_draft_changed_meanwhile_moves_nothing_else(self, team):
        for minute in range(4):
            await team.add_draft(draft(f"D{minute}", minute=minute))
        first = await team.drafts(DraftQuery(), limit=2)
        await team.change_draft("D0", edited("Lights off", minute=9))
        second = await team.drafts(DraftQuery(), after=first.after, limit=2)
        assert [d.id for d in second.drafts] == ["D1"]

    @pytest.mark.parametrize("cursor", ["nonsense", " ", "2026-99-99 D1", "'; DROP TABLE drafts --"])
    async def test_a_cursor_that_is_none_is_refused_in_words(self, team, cursor):
        with pytest.raises(UserError, match="open it again"):
            await team.drafts(DraftQuery(), after=cursor)


class TestSearch:
    @pytest.fixture(autouse=True)
    async def drafts(self, team):
        await team.add_draft(draft("D1", title="Dark mode launch", text="Lights off, écran sombre"))
        await team.add_draft(
            draft("D2", title="Spring sale", text="Straße frei! #30off", prompt="shoes in May")
        )
        await team.add_draft(draft("D3", title="日本語 гид", text="مرحبا بالعالم", author="U2"))

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("dark", ["D1"]),
            ("DARK", ["D1"]),
            ("lights", ["D1"]),
            ("ecran", ["D1"]),
            ("ÉCRAN", ["D1"]),
            ("shoes", ["D2"]),
            ("straße", ["D2"]),
            ("30off", ["D2"]),
            ("#30off", ["D2"]),
            ("日本", ["D3"]),
            ("ГИД", ["D3"]),
            ("بالعالم", ["D3"]),
            ("nowhere", []),
        ],
    )
    async def test_finds_words_of_title_texts_and_prompt(self, team, words, found):
        assert await ids(team, words) == found

    async def test_wants_every_word(self, team):
        assert await ids(team, "dark sombre") == ["D1"]
        assert await ids(team, "dark sale") == []

    async def test_takes_the_last_word_as_a_beginning(self, team):
        assert await ids(team, "dark lig") == ["D1"]
        assert await ids(team, "lig dark") == []

    async def test_signs_between_words_are_left_out(self, team):
        assert await ids(team, "dark — 🌙 mode !") == ["D1"]

    @pytest.mark.parametrize("words", ["🎉", "-", '"', "***", "()", "\0"])
    async def test_signs_alone_find_nothing(self, team, words):
        assert await ids(team, words) == []

    async def test_only_spaces_are_no_search(self, team):
        assert len(await ids(team, "  ")) == 3

    @pytest.mark.parametrize(
        "words",
        [
            *('"dark mode"', 'da"rk', "dark -mode", "dark*", "(dark", "dark AND", "OR", "NOT dark", "^dark"),
            *("NEAR(dark mode)", "title:dark", "team:t1", "dark + mode", "{title}: dark", "';--"),
            *("dark\0mode", "a" * 5_000, "dark " * 2_000),
        ],
    )
    async def test_nothing_typed_is_an_operator_or_an_error(self, team, words):
        assert set(await ids(team, words)) <= {"D1"}

    async def test_operators_are_plain_words(self, team):
        await team.add_draft(draft("D4", title="Rock AND roll OR not near"))
        assert await ids(team, "rock AND roll") == ["D4"]
        assert await ids(team, "rock OR sale") == []

    async def test_goes_with_filters_and_pages(self, team):
        for number in range(5):
            await team.add_draft(draft(f"E{number}", title="Dark chocolate", author="U2", minute=number))
        pages = await all_pages(team, DraftQuery(words="dark", author="U2"), 2)
        assert pages == [["E4", "E3"], ["E2", "E1"], ["E0"]]

    async def test_finds_the_words_of_now_and_not_of_before(self, team):
        await team.change_draft("D1", edited("Sunrise"))
        assert await ids(team, "sunrise") == ["D1"]
        assert await ids(team, "lights") == []

    async def test_finds_the_variant_that_is_shown(self, team):
        both = {Platform.X: ("moonlight", "daybreak")}
        await team.add_draft(draft("D5", text="moonlight", variants=both, picks={Platform.X: 0}))
        await team.change_draft("D5", lambda d: d.next_variant(Platform.X, at(1)))
        assert await ids(team, "daybreak") == ["D5"]
        assert await ids(team, "moonlight") == []

    async def test_finds_the_words_of_a_caption_s_title(self, team):
        latest = draft("D6").latest.model_copy(update={"titles": {Platform.X: "Umbrella weather"}})
        await team.add_draft(draft("D6", latest=latest))
        assert await ids(team, "umbrella") == ["D6"]

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(words=st.text(max_size=40))
    async def test_any_text_can_be_searched_for(self, team, words):
        await ids(team, words)
