"""The long run, on demand: `python -m tests.faults [--kills N] [--seed N] [--database sqlite|postgres]`."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench.postgres import running
from tests.faults.suite import Outcome, suffer


def main() -> None:
    """Read the options, kill, print the counts; ends in 1 when something was lost or done twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgres"), action="append")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    well = True
    for database in options.database or ("sqlite", "postgres"):
        folder = Path(tempfile.mkdtemp(prefix=f"galley-faults-{database}-"))
        outcome = suffered(database, folder, options.kills, options.seed)
        well = well and not outcome.wrong
        told = {**vars(outcome), "boundaries": len(outcome.where), "folder": str(folder)}
        print(json.dumps(told) if options.json else f"{database}, seed {options.seed}: {outcome} ({folder})")
    sys.exit(not well)


def suffered(database: str, folder: Path, kills: int, seed: int) -> Outcome:
    """One process at a time on a file, two on PostgreSQL."""
    if database == "sqlite":
        return suffer(folder, f"sqlite:///{folder}/galley.db", kills=kills, seed=seed, processes=1)
    with running() as server:
        return suffer(folder, server.database(), kills=kills, seed=seed, processes=2)


if __name__ == "__main__":
    main()
