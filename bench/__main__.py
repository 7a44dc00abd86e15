"""`python -m bench [--quick] [--rows NAME…]`: measure, and print the table."""

import argparse
import asyncio
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from bench import acks, cards, drafts, films, memory, rates, recovery, startup
from bench.size import FULL, QUICK, Size
from bench.table import Row, table

BENCHMARKS: Mapping[str, Callable[[Size, Path], Awaitable[list[Row]]]] = {
    "acks-http": acks.over_http,
    "acks-socket": acks.over_socket,
    "cards": cards.rows,
    "startup": startup.rows,
    "memory": memory.rows,
    "films": films.rows,
    "rates": rates.rows,
    "recovery": recovery.rows,
    "drafts-sqlite": drafts.on_sqlite,
    "drafts-postgres": drafts.on_postgres,
}


async def measured(size: Size, names: Sequence[str]) -> list[Row]:
    """The rows of these benchmarks, one benchmark after the other."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="galley-bench-") as folder:
        for name in names:
            print(f"Measuring {name} …", file=sys.stderr, flush=True)
            found += await BENCHMARKS[name](size, Path(folder) / name)
    return found


def machine() -> str:
    """What the figures were measured on, and how busy it was with other things."""
    load = os.getloadavg()[0]
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {versions}, load {load:.1f}"


def main() -> None:
    """Read the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer samples and runs: a look, not a figure")
    parser.add_argument(
        "--rows",
        nargs="+",
        choices=BENCHMARKS,
        default=[*BENCHMARKS],
        metavar="NAME",
        help=f"only these: {', '.join(BENCHMARKS)}",
    )
    options = parser.parse_args()
    before = machine()
    rows = asyncio.run(measured(QUICK if options.quick else FULL, options.rows))
    print(f"{before} before, {os.getloadavg()[0]:.1f} after\n\n{table(rows)}")


if __name__ == "__main__":
    main()
