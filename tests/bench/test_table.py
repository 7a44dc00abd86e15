"""The table: aligned, with ratios of like and like."""

import pytest

from bench.table import Figure, Row, growing, quantile, shown, table


def row(what="ack", figure=None, floor=None):
    return Row(
        what=what,
        figure=figure or Figure(value=12, p99=24),
        floor=floor or Figure(value=10, p99=20),
        unit="ms",
    )


def test_a_quantile_is_a_sample_that_was_measured():
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile(list(range(1, 201)), 0.99) == 198
    assert quantile([7.0], 0.99) == 7.0


def test_the_ratio_is_of_the_99th_percentiles_where_there_are_some():
    assert row(figure=Figure(value=1, p99=30)).ratio == 1.5
    assert row(figure=Figure(value=30), floor=Figure(value=20)).ratio == 1.5


def test_of_a_rate_less_is_more_costly():
    slow = Row(what="runs", figure=Figure(value=20), floor=Figure(value=50), unit="/s", rate=True)
    assert slow.ratio == 2.5


def test_rows_of_several_sizes_say_how_much_more_they_cost_than_the_smallest():
    rows = growing({10: [row("ten", figure=Figure(value=4, p99=8)), row()], 1_000: [row("many"), row()]})
    assert [(r.what, r.growth) for r in rows] == [
        ("ten", ""),
        ("many", "× 3.00 from 10"),
        ("ack", ""),
        ("ack", "× 1.00 from 10"),
    ]
    assert table(rows).splitlines()[2].endswith("1.20  × 3.00 from 10")


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (0.00123, "0.00123"), (12.34, "12.3"), (1234.5, "1234")]
)
def test_three_digits_are_shown(value, words):
    assert shown(value) == words


def test_columns_stand_under_their_heads():
    lines = table([row(), row("a much longer name", figure=Figure(value=3))]).splitlines()
    assert len({line.rindex("ms") for line in lines[1:]}) == 1
    assert lines[0].index("unit") == lines[1].index("ms")
    assert lines[2].split()[-5:] == ["-", "10.0", "20.0", "ms", "0.15"]
