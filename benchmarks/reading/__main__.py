"""The reading benchmark: make a corpus of filled forms with truth, and score the product on it.

python -m benchmarks.reading make DIR --count 1500
python -m benchmarks.reading score DIR --split held
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.reading.words import LANGUAGES


def main() -> None:
    """Understand the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="make a corpus")
    making.add_argument("folder", type=Path)
    making.add_argument("--count", type=int, default=1500, help="filled forms in all")
    making.add_argument("--seed", default="2030")
    making.add_argument("--languages", default=",".join(LANGUAGES))
    making.add_argument("--workers", type=int, default=2)
    scoring = commands.add_parser("score", help="read a corpus and compare with its truth")
    scoring.add_argument("folder", type=Path)
    scoring.add_argument("--split", choices=("tune", "held"), default="tune")
    scoring.add_argument("--formats", default="", help="only these, with commas between")
    scoring.add_argument("--each", type=int, default=0, help="at most so many documents of each format, spread evenly")
    scoring.add_argument("--jobs", type=int, default=2)
    timing = commands.add_parser("speed", help="time the product beside the bare parsers")
    timing.add_argument("folder", type=Path)
    timing.add_argument("--each", type=int, default=10, help="documents of each format")
    commands.add_parser("cells", help="count the documents of each kind").add_argument("folder", type=Path)
    fitting = commands.add_parser("fit", help="find how sure values are, on a corpus made with a seed of its own")
    fitting.add_argument("folder", type=Path)
    fitting.add_argument("--formats", default="", help="only these, with commas between")
    fitting.add_argument("--jobs", type=int, default=2)
    fitting.add_argument("--to", type=Path, default=Path("pipeline/extraction/data/sureness.toml"))
    _do(parser.parse_args())


def _do(asked: argparse.Namespace) -> None:
    if asked.command == "make":
        from benchmarks.reading.make import make  # noqa: PLC0415 - each command loads what it needs

        make(asked.folder, asked.count, asked.seed, tuple(asked.languages.split(",")), asked.workers)
    elif asked.command == "score":
        from benchmarks.reading.score import Wanted, score  # noqa: PLC0415 - each command loads what it needs

        wanted = Wanted(asked.split, tuple(filter(None, asked.formats.split(","))), asked.each)
        score(asked.folder, wanted, asked.jobs)
    elif asked.command == "speed":
        from benchmarks.reading.speed import speed  # noqa: PLC0415 - each command loads what it needs

        speed(asked.folder, asked.each)
    elif asked.command == "fit":
        from benchmarks.reading.fit import fit  # noqa: PLC0415 - each command loads what it needs

        fit(asked.folder, asked.to, tuple(filter(None, asked.formats.split(","))), asked.jobs)
    else:
        from benchmarks.reading.cells import show_cells  # noqa: PLC0415 - each command loads what it needs

        show_cells(asked.folder)


if __name__ == "__main__":
    main()
