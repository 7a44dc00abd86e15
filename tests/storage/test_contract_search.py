"""How every store searches drafts: as people type it, in any script, the best match first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.ports import DraftQuery
from storage.location import open_store as open_store_at
from storage.memory import MemoryStore
from storage.paging import MOST_COUNTED
from storage.sqlite import open_sqlite
from tests.storage.records import draft, edited


async def ids(team, words="", **query):
    page = await team.drafts(DraftQuery(words=words, **query), limit=100)
    assert page.total == len(page.drafts)
    return [d.id for d in page.drafts]


class TestTyped:
    @pytest.fixture(autouse=True)
    async def drafts(self, team):
        await team.add_draft(draft("D1", title="Dark mode launch", text="Lights off in every room", minute=1))
        await team.add_draft(draft("D2", title="A mode so dark", text="Lights on in every room", minute=2))
        await team.add_draft(draft("D3", title="Spring sale", text="Shoes in May, 30% off", minute=3))

    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ('"dark mode"', ["D1"]),
            ("“dark mode”", ["D1"]),
            ("dark mode", ["D1", "D2"]),
            ('"every room" dark', ["D2", "D1"]),
            ('"dark mo', ["D1"]),
            ('"dark mo"', []),
            ("-dark", ["D3"]),
            ("\u2212dark", ["D3"]),
            ("\u2013dark", ["D3"]),
            ("lights -launch", ["D2"]),
            ("-launch lights", ["D2"]),
            ('lights -"dark mode"', ["D2"]),
            ("-lights -shoes", []),
            ("-dar", ["D3", "D2", "D1"]),
            ("lights - dark", ["D2", "D1"]),
            ("so-dark", ["D2"]),
            ("mode-so", ["D2"]),
            ("30%", ["D3"]),
            ('"', []),
            ('-""', []),
            ("lig", ["D2", "D1"]),
            ("lig dark", []),
            ('"lig"', []),
        ],
    )
    async def test_words_phrases_and_what_is_not_wanted(self, team, typed, found):
        assert await ids(team, typed) == found

    async def test_what_is_not_wanted_goes_with_the_filters(self, team):
        await team.add_draft(draft("D4", title="Winter sale", author="U2"))
        assert await ids(team, "-shoes", author="U2") == ["D4"]


class TestScripts:
    @pytest.mark.parametrize(
        ("text", "typed"),
        [
            ("今日は新しい製品を発表します", "製品"),
            ("今日は新しい製品を発表します", "新しい製品"),
            ("今日は新しい製品を発表します", "品"),
            ("今日は新しい製品を発表します", "今"),
            ("今日は新しい製品を発表します", "す"),
            ("今日は新しい製品を発表します", '"製品を"'),
            ("スマートフォンの新色", "ートフォン"),
            ("新しいiPhone15を買う", "iphone15"),
            ("新しいiPhone15を買う", "いiphone15を"),
            ("新しいiPhone15を買う", "iPhone15を買"),
            ("我们推出了深色模式", "深色"),
            ("우리는다크모드를출시했습니다", "다크모드"),
            ("다크 모드를 출시했습니다", "모드"),
            ("เราเปิดตัวโหมดมืดแล้ว", "โหมดมืด"),
            ("Привет, тёмный режим", "темный"),
            ("Crème brûlée", "creme"),
            ("I\u0307stanbul", "istanbul"),
            ("مرحبا بالعالم", "بالعالم"),
        ],
    )
    async def test_a_word_is_found_wherever_it_stands(self, team, text, typed):
        await team.add_draft(draft("D1", title="-", text=text, prompt=""))
        await team.add_draft(draft("D2", title="-", text="something else", prompt=""))
        assert await ids(team, typed) == ["D1"]

    @pytest.mark.parametrize("typed", ["品製", "発売", "製品発表", '"新製"', "製品 売"])
    async def test_signs_that_do_not_follow_each_other_are_no_word(self, team, typed):
        await team.add_draft(draft("D1", title="-", text="今日は新しい製品を発表します"))
        assert await ids(team, typed) == []


class TestRank:
    @pytest.fixture(autouse=True)
    async def drafts(self, team):
        for minute, (name, title, text, prompt) in enumerate(
            [
                ("title as typed", "Dark mode launch", "-", ""),
                ("title", "A mode so dark", "-", ""),
                ("text as typed", "-", "our dark mode", ""),
                ("text", "-", "a mode so dark", ""),
                ("brief", "-", "a mode", "dark please"),
                ("brief again", "-", "a mode", "dark please"),
            ]
        ):
            await team.add_draft(draft(name, title=title, text=text, prompt=prompt, minute=minute))

    BEST_FIRST = ("title as typed", "title", "text as typed", "text", "brief again", "brief")

    async def test_the_best_match_comes_first_and_then_the_newest(self, team):
        assert await ids(team, "dark mode") == list(self.BEST_FIRST)

    @pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
    async def test_pages_go_on_where_the_last_one_ended(self, team, limit):
        found, after = [], None
        while True:
            page = await team.drafts(DraftQuery(words="dark mode"), after=after, limit=limit)
            assert page.total == len(self.BEST_FIRST)
            found += [d.id for d in page.drafts]
            if not page.after:
                break
            after = page.after
        assert found == list(self.BEST_FIRST)

    async def test_one_changed_meanwhile_moves_no_other(self, team):
        first = await team.drafts(DraftQuery(words="dark mode"), limit=3)
        await team.change_draft("text", edited("nothing of it", minute=99))
        second = await team.drafts(DraftQuery(words="dark mode"), after=first.after, limit=3)
        assert [d.id for d in second.drafts] == ["brief again", "brief"]


async def test_very_many_are_not_counted_to_the_end(team):
    for number in range(MOST_COUNTED + 1):
        await team.add_draft(draft(f"D{number:04}", minute=number))
    for query in (DraftQuery(), DraftQuery(words="dark"), DraftQuery(words="-light")):
        page = await team.drafts(query, limit=2)
        assert ([d.id for d in page.drafts], page.total, page.more) == (["D1000", "D0999"], 1_000, True)
    assert not (await team.drafts(DraftQuery(words="light"))).more


SIGNS = st.sampled_from([*'ab日本語か\u3099ー다크ก́ß1 -"“.', "dark ", "İ"])
TEXTS = st.lists(SIGNS, max_size=12).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), typed=TEXTS)
async def test_all_find_the_same_in_the_same_order(texts, typed, postgres_team):
    stores = {"sqlite": await open_sqlite(":memory:"), "memory": MemoryStore()}
    try:
        found = {}
        for name, store in stores.items():
            found[name] = await searched(store.team("T1"), texts, typed)
        found["postgres"] = await searched(postgres_team(), texts, typed)
        assert found["sqlite"] == found["memory"] == found["postgres"]
    finally:
        await stores["sqlite"].close()


async def searched(team, texts, typed):
    for number, text in enumerate(texts):
        made = draft(f"D{number}", title=text, text=texts[-1 - number], prompt=text[::-1], minute=number)
        await team.add_draft(made.model_copy(update={"team": team._team}))
    return await ids(team, typed)


@pytest.fixture
async def postgres_team(postgres_url):
    """Gives another team of one PostgreSQL each time."""
    store, numbers = await open_store_at(postgres_url), iter(range(10**6))
    yield lambda: store.team(f"T{next(numbers)}")
    await store.close()
