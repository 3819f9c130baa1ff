"""The cells of a sheet out of its XML, by a parser in C; what is unusual about a cell is left to openpyxl's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lxml import etree
from openpyxl.cell import MergedCell
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.xml.constants import SHEET_MAIN_NS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._reader import WorkSheetParser

TEXT: Final = f"{{{SHEET_MAIN_NS}}}t"
SHARED: Final = f"{{{SHEET_MAIN_NS}}}si"
WIDEST: Final = 1_024
"""Columns that are read; a sheet of ours has fifty."""

_ROW: Final = f"{{{SHEET_MAIN_NS}}}row"
_CELL: Final = f"{{{SHEET_MAIN_NS}}}c"
_VALUE: Final = f"{{{SHEET_MAIN_NS}}}v"
_INLINE: Final = f"{{{SHEET_MAIN_NS}}}is"
_RUN: Final = f"{{{SHEET_MAIN_NS}}}r"
_MERGED: Final = f"{{{SHEET_MAIN_NS}}}mergeCell"
_DIGITS: Final = "0123456789"


class QuickCell(NamedTuple):
    """What a cell holds, and openpyxl's letter for its type."""

    value: Any
    data_type: str = "n"


EMPTY: Final = QuickCell(None)
Cells = list[Any]  # QuickCell, or MergedCell where another cell covers it


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that hold something, by their numbers, all of one width."""

    rows: dict[int, Cells]
    width: int


def read_cells(source: Any, parser: WorkSheetParser) -> Table:  # noqa: ANN401 - an open part of the archive
    """The cells of a sheet, whose XML `source` gives."""
    rows: dict[int, Cells] = {}
    merged: list[str] = []
    letters: dict[str, int] = {}
    number = 0
    for element in elements(source, _ROW, _MERGED):
        if element.tag == _MERGED:
            merged.append(element.get("ref"))
            continue
        number = int(element.get("r") or number + 1)
        parser.row_counter, parser.col_counter = number, 0
        cells = rows.setdefault(number, [])
        for cell in element.iterchildren(_CELL):
            _put(cells, cell, letters, parser)
    width = max(map(len, rows.values()), default=1)
    for cells in rows.values():
        cells.extend([EMPTY] * (width - len(cells)))
    for reference in merged:
        _cover(rows, reference)
    return Table(rows, width)


def elements(source: Any, *tags: str) -> Iterator[Any]:  # noqa: ANN401 - lxml's elements
    """The elements of these names, each forgotten after its turn."""
    for _, element in etree.iterparse(source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
        yield element
        parent = element.getparent()
        element.clear()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _put(cells: Cells, element: Any, letters: dict[str, int], parser: WorkSheetParser) -> None:  # noqa: ANN401 - as above
    """A cell to its place in the row. The usual kinds are read here, the others by openpyxl."""
    reference = element.get("r")
    if not reference:
        column = parser.col_counter + 1
    else:
        name = reference.rstrip(_DIGITS)
        column = letters.get(name) or letters.setdefault(name, column_index_from_string(name))
    held = _usual(element, parser)
    if held is None:
        parsed = parser.parse_cell(element)
        held = QuickCell(parsed["value"], parsed["data_type"])
    parser.col_counter = column
    if column > WIDEST or held.value is None:
        return
    if column > len(cells):
        cells.extend([EMPTY] * (column - len(cells)))
    cells[column - 1] = held


def _usual(element: Any, parser: WorkSheetParser) -> QuickCell | None:  # noqa: ANN401 - as above
    """A text or a number; None for anything else: dates, formulas, errors, yes and no."""
    if len(element) != 1:
        return None if len(element) else EMPTY
    kind, child = element.get("t", "n"), element[0]
    if kind == "inlineStr" and child.tag == _INLINE:
        return QuickCell(text_of(child), "s")
    held = child.text if child.tag == _VALUE else None
    if held and kind == "s":
        return QuickCell(parser.shared_strings[int(held)], "s")
    if held and kind == "n" and int(element.get("s", 0)) not in parser.date_formats:
        return QuickCell(float(held) if any(each in held for each in ".eE") else int(held))
    return None


def text_of(element: Any) -> str:  # noqa: ANN401 - as above
    """A text, put together where parts of it look different."""
    if len(element) == 1 and element[0].tag == TEXT:
        return element[0].text or ""
    runs = (each.find(TEXT) if each.tag == _RUN else each for each in element if each.tag in {TEXT, _RUN})
    return "".join(each.text or "" for each in runs if each is not None)


def _cover(rows: dict[int, Cells], reference: str) -> None:
    """The cells that another one covers hold nothing, as in openpyxl."""
    left, top, right, bottom = (bound or 1 for bound in range_boundaries(reference))
    for number in rows.keys() & range(top, bottom + 1):
        cells = rows[number]
        for column in range(left, min(right, len(cells)) + 1):
            if (number, column) != (top, left):
                nowhere: Any = None  # the sheet, which only writing asks for
                cells[column - 1] = MergedCell(nowhere, number, column)
