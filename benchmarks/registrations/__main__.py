"""Scanned registrations of agents, read with nothing but `campaign.toml` beside this file.

    .venv/bin/python -m benchmarks.registrations [--each 4] [--seed a] [--layouts one|two] [FOLDER]

Draws the forms with Chromium, makes scans of them in FOLDER (a temporary one by default), and prints what
`benchmarks.ad_orders` prints: precision, recall, F1 of each field and of all together, and every miss.
"""

from __future__ import annotations

import argparse
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ad_orders.__main__ import Answer, line, read, scores
from benchmarks.reading.chance import Chance
from benchmarks.reading.chromium import Printer
from benchmarks.registrations import layouts_one, layouts_two
from benchmarks.registrations.damage import scanned
from benchmarks.registrations.filings import filing

if TYPE_CHECKING:
    from benchmarks.registrations.layouts_one import Truth

HERE = Path(__file__).resolve().parent
LAYOUTS = {"one": layouts_one.LAYOUTS, "two": layouts_two.LAYOUTS}
_HIDDEN = 3  # every third scan has a poor hidden text


def make(folder: Path, layouts: str, each: int, seed: str) -> dict[Path, Truth]:
    """Scans of filled forms, and what is true of each."""
    made = {}
    with Printer() as printer:
        for name, (draw, modern) in LAYOUTS[layouts].items():
            for number in range(each):
                drawn, truth = draw(filing(f"{seed}-{name}-{number}", modern=modern))
                hidden = number % _HIDDEN == _HIDDEN - 1
                place = folder / f"{name}-{number}.pdf"
                place.write_bytes(scanned(printer.print_page(drawn), Chance(seed, name, number), hidden=hidden))
                made[place] = truth
    return made


def main() -> None:
    """Make the scans, read them, print the table."""
    asked = argparse.ArgumentParser(prog="benchmarks.registrations")
    asked.add_argument("--each", type=int, default=4)
    asked.add_argument("--seed", default="a")
    asked.add_argument("--layouts", choices=sorted(LAYOUTS), default="one")
    asked.add_argument("folder", type=Path, nargs="?")
    wish = asked.parse_args()
    with tempfile.TemporaryDirectory() as elsewhere:
        folder = wish.folder or Path(elsewhere)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(folder, wish.layouts, wish.each, wish.seed)
        with ProcessPoolExecutor() as pool:
            read_all = list(pool.map(partial(read, campaign=HERE / "campaign.toml"), made))
    answers = []
    for (place, truth), values in zip(made.items(), read_all, strict=True):
        for field, true in truth.items():
            value = values.get(field)
            found, sure, at = (str(value.value), value.confidence, value.source.at) if value else ("", 0.0, "")
            answers.append(Answer(place.stem, field, true, found, sure, at))
    for answer in answers:
        if not answer.right and (answer.truth or answer.found):
            print(line(answer))
    for field in dict.fromkeys(answer.field for answer in answers):
        print(scores(field, [answer for answer in answers if answer.field == field]))
    print(scores("all", answers))


if __name__ == "__main__":
    main()
