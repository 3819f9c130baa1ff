"""The sheet of members as it stands in a workbook, found by its hidden keys and never by position."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import SafetyStopError
from pipeline.review import columns
from pipeline.review.cells import canonical
from pipeline.review.loading import quick_loading, uncollected
from pipeline.review.sheets import find_sheet
from pipeline.review.undrawn import open_undrawn

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from pipeline.review.columns import Column

KEY_ROW: Final = 1
HEADING_ROW: Final = 2
FIRST_ROW: Final = 3

_SEARCHED: Final = 200  # rows in which the keys are looked for
_MOST_BYTES: Final = 400 << 20  # unpacked; a workbook of 2,000 members has about 10 MB
_MOST_PARTS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Formula:
    """What staff made a program compute; its result is in the cell of the same place when read with `values`."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A formula that nobody has computed, or an error that came out of one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a member: its number in the sheet, and column key -> what the cell holds."""

    number: int
    member: str
    cells: dict[str, object]


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheet, where its columns stand now (key -> number), its rows, and the rows that name no member."""

    sheet: Worksheet
    key_row: int
    heading_row: int
    places: dict[str, int]
    rows: tuple[Row, ...]
    strangers: tuple[Row, ...]
    width: int  # the last column and the last row with anything in them
    last: int


def open_book(path: Path, *, values: bool = False, undrawn: bool = False) -> Workbook:
    """The workbook at a path.

    Args:
        path: of the file.
        values: the last results of formulas instead of the formulas.
        undrawn: for a book that is written again: see `undrawn`.

    Raises:
        SafetyStopError: it is damaged, no workbook, or unreasonably large.
    """
    try:
        large = is_too_large(path)
        with quick_loading(), uncollected():
            book = None if large else open_undrawn(path) if undrawn else load_workbook(path, data_only=values)
    except Exception as error:  # openpyxl raises at least six kinds on damaged files, some of them bare
        raise unusable(path, f"it cannot be opened ({type(error).__name__})") from error
    if book is None:
        raise unusable(path, "it is unreasonably large")
    return book


def is_too_large(path: Path) -> bool:
    """Whether it would take too much memory to open."""
    with zipfile.ZipFile(path) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    return sum(sizes) > _MOST_BYTES or len(sizes) > _MOST_PARTS


def read_grid(book: Workbook, path: Path, shown: tuple[Column, ...]) -> Grid:
    """The sheet of members.

    Raises:
        SafetyStopError: it is not there, or its columns cannot be told apart any more.
    """
    for sheet in _candidates(book):
        key_row = _key_row(sheet)
        if key_row is not None:
            return _grid(sheet, key_row, path, shown)
    raise unusable(path, "the hidden keys of its sheet of members are gone")


def with_results(grid: Grid, path: Path, shown: tuple[Column, ...]) -> Grid:
    """The grid with the results of formulas that staff put into our cells."""
    if not any(isinstance(cell, Formula) for row in grid.rows for cell in row.cells.values()):
        return grid
    results = {row.number: row.cells for row in read_grid(open_book(path, values=True), path, shown).rows}
    rows = tuple(replace(row, cells=_computed(row, results.get(row.number, {}))) for row in grid.rows)
    return replace(grid, rows=rows)


def _computed(row: Row, results: dict[str, object]) -> dict[str, object]:
    return {
        key: Broken() if isinstance(cell, Formula) and results.get(key) is None else results.get(key, cell)
        for key, cell in row.cells.items()
    }


def _held(cell: Any) -> object:  # noqa: ANN401 - a cell or a part of a merged range
    """What a cell holds; a text of ours that begins with "=" is text."""
    kind = getattr(cell, "data_type", "n")
    return Formula() if kind == "f" else Broken() if kind == "e" else cell.value


def file_print(path: Path) -> str:
    """The sha256 of a file in hexadecimal; "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def unusable(path: Path, why: str) -> SafetyStopError:
    """The error for a workbook in which the work of staff cannot be found again."""
    return SafetyStopError(
        f"{path}: corrections of staff cannot be read from this workbook: {why}. Nothing was changed. "
        "Close it; if it is damaged, rename it so that it is kept (for example ledger-old.xlsx) and run again: "
        "a new one is written, and corrections can be copied into it by hand."
    )


def _candidates(book: Workbook) -> list[Worksheet]:
    """The sheet of ours first, then the others, where that was replaced by a copy."""
    ours = find_sheet(book, "members")
    return sorted(book.worksheets, key=lambda each: each is not ours)


def _key_row(sheet: Worksheet) -> int | None:
    """The row that holds the keys: usually the first, unless rows were put above it."""
    rows = sheet.iter_rows(min_row=1, max_row=min(sheet.max_row, _SEARCHED), values_only=True)
    for number, row in enumerate(rows, start=1):
        if columns.ID in row and columns.STATUS in row:
            return number
    return None


def _grid(sheet: Worksheet, key_row: int, path: Path, shown: tuple[Column, ...]) -> Grid:
    below = list(sheet.iter_rows(min_row=key_row + 1, max_row=min(sheet.max_row, key_row + _SEARCHED)))
    headings = {canonical(each.heading) for each in shown}
    counts = [sum(canonical(cell.value) in headings for cell in row) for row in below]
    most = max(counts, default=0)
    heading_row = key_row + 1 + counts.index(most) if most > 1 else key_row  # somebody may have deleted the headings
    keys = [canonical(cell.value) for cell in sheet[key_row]]
    places = _places(keys, [canonical(cell.value) for cell in sheet[heading_row]], path, shown)
    rows, strangers = _rows(sheet, places, {key_row, heading_row})
    width, last = _reach(sheet)
    return Grid(sheet, key_row, heading_row, places, rows, strangers, width, last)


def _reach(sheet: Worksheet) -> tuple[int, int]:
    """The last column and the last row with anything in them: programs leave empty cells far beyond."""
    width = last = 1
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        filled = next((place for place in range(len(row), 0, -1) if row[place - 1] not in (None, "")), 0)
        if filled:
            width, last = max(width, filled), number
    return width, last


def _places(keys: list[str], texts: list[str], path: Path, shown: tuple[Column, ...]) -> dict[str, int]:
    """Where each column stands.

    A heading that moved without its key (inside the table) is followed, not the key; where staff gave a column of
    theirs a heading of ours, the key tells which is ours.
    """
    places: dict[str, int] = {}
    for column in shown:
        headed = [number for number, text in enumerate(texts, start=1) if text == canonical(column.heading)]
        keyed = [number for number, key in enumerate(keys, start=1) if key == column.key]
        both = [number for number in headed if number in keyed]
        found = both if len(headed) > 1 else headed or keyed
        if len(found) > 1 or (headed and not found):
            raise unusable(path, f"it has two columns “{column.heading}”")
        if found:
            places[column.key] = found[0]
    if columns.ID not in places or len(set(places.values())) < len(places):
        raise unusable(path, "its columns cannot be told apart any more")
    return places


def _rows(sheet: Worksheet, places: dict[str, int], apart: set[int]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    rows: list[Row] = []
    strangers: list[Row] = []
    links = {place for key, place in places.items() if key.startswith("link:")}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_held(cell) for cell in row]
        if number in apart or not any(cell is not None and cell != "" for cell in _but(links, cells)):
            continue
        member = canonical(cells[places[columns.ID] - 1])
        if member or number > min(apart):
            seen = {key: place for key, place in places.items() if not isinstance(row[place - 1], MergedCell)}
            held = Row(number, member, {key: cells[place - 1] for key, place in seen.items()})
            (rows if member else strangers).append(held)
    return tuple(rows), tuple(strangers)


def _but(links: set[int], cells: list[object]) -> list[object]:
    """Without our links: a program that deletes rows may leave one behind."""
    return [cell for place, cell in enumerate(cells, start=1) if place not in links]
