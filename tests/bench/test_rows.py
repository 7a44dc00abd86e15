"""Each benchmark, at its smallest: it starts both contenders and prints its rows. Times are not looked at."""

import pytest

from bench.__main__ import BENCHMARKS
from bench.size import Size
from bench.table import table

TINY = Size(
    samples=2,
    in_flight=2,
    crowds=(2,),
    starts=1,
    films=1,
    film=2_000_000,
    runs=4,
    killed=4,
    kills=1,
    drafts=(40, 80),
    drafts_postgres=(40, 80),
    longest=1,
)


def for_each(crowds, *names):
    return [f"{name}, {crowd} runs in flight" for name in names for crowd in crowds]


def of_drafts(where):
    things = ("draft saved", "draft changed", "drafts with a rare word", "drafts with a common word")
    return [
        f"{thing}, {where}, {count} drafts"
        for thing in (*things, "newest drafts", "a person's Home")
        for count in (40, 80)
    ]


ROWS = {
    "acks-http": for_each((0, 2), "ack /compose, HTTP", "ack submission, HTTP"),
    "acks-socket": for_each((0, 2), "ack /compose, Socket Mode", "ack submission, Socket Mode"),
    "cards": for_each((0, 2), "submit to card placed", "vendor's answer to card updated"),
    "startup": ["process start to ready"],
    "memory": ["memory at rest", *for_each((2,), "memory per run")],
    "films": ["a video of 2 MB on its way", "memory, a video of 2 MB on its way"],
    "rates": [
        f"runs, {where}; {floor}"
        for where in ("SQLite, 1 process", "PostgreSQL, 1 process", "PostgreSQL, 2 processes")
        for floor in ("a lease table", "bare tasks")
    ],
    "recovery": [
        f"{what}, until {end}"
        for what in ("4 killed runs, SQLite", "4 runs, PostgreSQL, 1 of 2 killed")
        for end in ("under way", "over")
    ],
    "drafts-sqlite": of_drafts("SQLite"),
    "drafts-postgres": of_drafts("PostgreSQL"),
}


@pytest.mark.parametrize("name", BENCHMARKS)
async def test_a_benchmark_prints_its_rows(name, tmp_path):
    measured = await BENCHMARKS[name](TINY, tmp_path)

    assert [row.what for row in measured] == ROWS[name]
    for line, row in zip(table(measured).splitlines()[1:], measured, strict=True):
        assert line.startswith(row.what)
    assert measured[0].figure.value > 0
    assert measured[0].floor.value > 0
