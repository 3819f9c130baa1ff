"""The workbook of many members: processor seconds and memory to write and to read it, beside the fastest that we know.

    .venv/bin/python -m benchmarks.workbook [MEMBERS ...]

Every field of every member is filled, one in five has doubts (comments and review items), and there are a fifth more
messages than members. Each step is a process of its own, so that memory is its own. `again` writes over a workbook to
which one member was added, so it reads that too; `read` takes corrections. Beside them XlsxWriter writes and
python-calamine reads the same cells. A ratio is of two steps of one round; of several rounds the least counts.

On two cores of a shared machine, November 2026:

                 1,000 members                   10,000 members, 6.8 MB
    write        2.8 s    90 MB   3.7 x          17 s   424 MB   4.0 x XlsxWriter's 4.4 s and 70 MB
    again        4.7 s   176 MB   6.2 x          30 s   811 MB   6.7 x the same
    read         0.4 s    27 MB   2.9 x         4.5 s   225 MB   6.1 x calamine's 0.7 s and 153 MB

Before openpyxl was helped (`review/loading.py`, `review/quick.py`, prepared styles), with the same or fewer sheets:
`write` 22 s, `again` 70 s for 10,000 members, `read` 1.3 s for 1,000.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import python_calamine
import xlsxwriter

from benchmarks.invented import NOW, campaign, invented_links, invented_view
from pipeline.config import Settings
from pipeline.review.corrections import read_corrections
from pipeline.review.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 2
SIZES = (1_000, 10_000)
BESIDE = {"write": "xlsxwriter", "again": "xlsxwriter", "read": "calamine"}
PROC = Path("/proc/self")


def write(file: Path, count: int) -> Callable[[], object]:
    """A workbook where there is none."""
    view, links, asked = invented_view(count), invented_links(count), campaign()
    file.unlink(missing_ok=True)
    return lambda: write_workbook(file, view, asked, Settings(), links, NOW)


def again(file: Path, count: int) -> Callable[[], object]:
    """A workbook over one that shows one member less."""
    view, links, asked = invented_view(count + 1), invented_links(count + 1), campaign()
    return lambda: write_workbook(file.with_name("again.xlsx"), view, asked, Settings(), links, NOW)


def read(file: Path, count: int) -> Callable[[], object]:
    """Corrections, of which there are none."""
    view, asked = invented_view(count), campaign()

    def step() -> None:
        found = read_corrections(file, view, asked, at=NOW)
        if found.decisions or found.problems:
            raise SystemExit(f"{len(found.decisions)} corrections that nobody made, {found.problems[:1]}")

    return step


def with_xlsxwriter(file: Path, _: int) -> Callable[[], object]:
    """The same cells of all sheets, without looks."""
    cells = cells_of(file)
    return lambda: write_cells(file.with_name("beside.xlsx"), cells)


def write_cells(file: Path, cells: dict[str, list[list[Any]]]) -> None:
    """Every cell that holds something."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        text = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "d mmm yyyy"})
        for title, rows in cells.items():
            sheet = book.add_worksheet(title)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if value != "":
                        sheet.write(row, column, value, day if hasattr(value, "year") else text)


def with_calamine(file: Path, _: int) -> Callable[[], object]:
    """All cells of all sheets."""
    return lambda: cells_of(file)


def cells_of(file: Path) -> dict[str, list[list[Any]]]:
    """Sheet -> rows of values."""
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}


STEPS = {"write": write, "again": again, "read": read, "xlsxwriter": with_xlsxwriter, "calamine": with_calamine}


def measure(name: str, file: Path, count: int) -> dict[str, float]:
    """Processor seconds of a step and by how many MB the process grew at most."""
    step = STEPS[name](file, count)
    (PROC / "clear_refs").write_text("5")  # the peak begins anew (proc(5))
    before = memory("VmRSS")
    started = time.process_time()
    step()
    return {"seconds": time.process_time() - started, "megabytes": memory("VmHWM") - before}


def memory(which: str) -> float:
    """A figure of this process in MB."""
    lines = (PROC / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


def in_own_process(name: str, file: Path, count: int) -> dict[str, float]:
    """The same, measured in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.workbook", "--step", name, str(file), str(count)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def round_of(count: int, folder: Path) -> dict[str, dict[str, float]]:
    """All steps one after the other."""
    file = folder / "ledger.xlsx"
    found = {"write": in_own_process("write", file, count)}
    file.with_name("again.xlsx").write_bytes(file.read_bytes())
    return found | {name: in_own_process(name, file, count) for name in STEPS if name != "write"}


def main() -> None:
    """Print a table for each size."""
    if sys.argv[1:2] == ["--step"]:
        step, file, members = sys.argv[2:]
        print(json.dumps(measure(step, Path(file), int(members))))
        return
    for count in [int(each) for each in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rounds = [round_of(count, Path(folder)) for _ in range(ROUNDS)]
            size = (Path(folder) / "ledger.xlsx").stat().st_size / 1e6
        print(f"\n{count} members, {size:.1f} MB; processor seconds, MB more memory, ratio of seconds")
        for name in STEPS:
            best = min((each[name] for each in rounds), key=lambda each: each["seconds"])
            beside = BESIDE.get(name)
            ratio = min(each[name]["seconds"] / each[beside]["seconds"] for each in rounds) if beside else None
            shown = f"{ratio:6.1f} x {beside}" if ratio else ""
            print(f"{name:12}{best['seconds']:8.2f} s{best['megabytes']:8.0f} MB  {shown}")


if __name__ == "__main__":
    main()
