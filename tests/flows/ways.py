"""The two ways in which Slack reaches Galley."""

import pytest

#: For central stories, which must be the same over both.
both_ways = pytest.mark.parametrize("transport", ["socket", "http"])
