"""Kills at chance moments, by a fixed seed: nothing is lost, paid for twice or shown twice.

The long run is `python -m tests.faults`.
"""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.kill

KILLS = 25


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_lost_charged_twice_or_shown_twice(database):
    command = ["-m", "tests.faults", "--kills", str(KILLS), "--seed", "4", "--database", database, "--json"]
    suffered = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=240, check=False
    )

    assert suffered.returncode in (0, 1), suffered.stderr
    told = json.loads(suffered.stdout)
    assert told["wrong"] == {}
    assert told["kills"] == KILLS
    assert told["boundaries"] >= 8
    assert set(told["ends"]) <= {"done", "failed", "unsure", "cancelled"}
    assert {"done", "unsure"} <= set(told["ends"])
