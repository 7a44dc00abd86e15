"""`python -m bench.soak [--minutes N] [--rate N] [--seed N]`: press, print; ends in 1 when it went wrong."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from bench.__main__ import machine
from bench.soak.suite import soak


def main() -> None:
    """Read the options, soak, print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rate", type=float, default=20.0, help="runs a second")
    parser.add_argument("--seed", type=int, default=1, help="which briefs and calls fail")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="galley-soak-") as folder:
        soaked = asyncio.run(soak(options.minutes, options.rate, options.seed, Path(folder)))
    print(f"{machine()}; {options.minutes:g} minutes, {options.rate:g} runs a second\n\n{soaked}")
    sys.exit(not soaked.well)


if __name__ == "__main__":
    main()
