"""What `Retry-After` says, and how long to wait when it says nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.http.retries import DAY, backoff, retry_after

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        (" 7 ", 7),
        ("Mon, 04 May 2026 12:00:45 GMT", 45),
        ("Mon, 04 May 2026 12:00:45 -0000", 45),
        ("Monday, 04-May-26 12:00:45 GMT", 45),
        ("Mon, 04 May 2026 14:00:45 +0200", 45),
        ("9" * 400, DAY),
        (None, None),
        ("", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣٠", None),
        ("Mon, 04 May 2026 11:59:00 GMT", None),
        ("Mon, 99 May 2026 11:59:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_to_come(header, seconds):
    assert retry_after(header, NOW) == seconds


@given(st.text())
def test_any_retry_after_is_a_time_within_a_day_or_nothing(header):
    seconds = retry_after(header, NOW)

    assert seconds is None or 0 < seconds <= DAY


@pytest.mark.parametrize(("attempt", "seconds"), [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 8), (40, 8)])
def test_backoff_doubles_up_to_its_cap(attempt, seconds):
    assert backoff(attempt, 0.5) == seconds


@given(st.floats(0, 1, exclude_max=True))
def test_backoff_is_off_by_a_quarter_at_most(chance):
    assert 0.75 <= backoff(1, chance) <= 1.25
