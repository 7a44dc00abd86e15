"""The command line inside this process, which is faster than one of its own."""

import sys

import pytest

from bot import cli


@pytest.fixture
def galley(monkeypatch, capsys, tmp_path):
    """`galley("manifest")`: the exit code, and what was printed to the screen and as errors."""
    monkeypatch.chdir(tmp_path)  # there is no .env

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["galley", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    return run
