"""Tables without drawn lines: cells told by what stands under each other, with nothing across the gaps between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from pipeline.extraction.page.layout import LINES, Layout, same_row
from pipeline.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Box

_COLUMNS: Final = 3  # two are a form
_ROWS: Final = 2
_FAR: Final = 3.0  # heights of a line between the rows of one table
_GUTTER: Final = 3.0  # points between two columns
_CLOSE: Final = 1.4  # heights of a line from one line of a cell to the next
_WIDER: Final = 1.25  # times that step is one between rows
_MOST_IN_ROW: Final = 60  # texts; a hostile page must not cost the square of them
Stretch = tuple[float, float]


@dataclass(slots=True)
class _Table:
    """Lines of texts (by index) that keep to the same columns."""

    columns: list[Stretch]
    rows: list[list[int]] = field(default_factory=list)


def aligned(layout: Layout) -> Layout | None:
    """The layout with a cell for each text of such tables; None where it has none."""
    cells: dict[int, Box] = {}
    for page in layout.pages:
        for table in _tables(_lines(page, layout), layout):
            cells |= _cells(table, layout)
    if not cells:
        return None
    return Layout.of(
        replace(piece, cell=cells[index]) if index in cells else piece for index, piece in enumerate(layout.pieces)
    )


def _lines(page: int, layout: Layout) -> list[list[int]]:
    """The texts of a page that stand in no cell, line by line; none of a page with fields or boxes to fill in."""
    if any(layout.pieces[i].kind in {BlockKind.FIELD, BlockKind.TICK} for i in layout.pages[page]):
        return []
    free = [i for i in layout.pages[page] if layout.pieces[i].kind is BlockKind.TEXT and not layout.pieces[i].cell]
    lines: list[list[int]] = []
    for index in sorted(free, key=lambda i: (layout.pieces[i].box[1], layout.pieces[i].box[0])):
        if layout.pieces[index].reader not in LINES:
            return []
        if lines and same_row(layout.pieces[lines[-1][0]].box, layout.pieces[index].box):
            lines[-1].append(index)
        else:
            lines.append([index])
    return lines


def _tables(lines: Sequence[list[int]], layout: Layout) -> Iterator[_Table]:
    """Lines that follow each other and keep to three columns at least."""
    at = 0
    while at < len(lines):
        table = _Table([])
        while at + len(table.rows) < len(lines) and _takes(table, lines[at + len(table.rows)], layout):
            table.rows.append(lines[at + len(table.rows)])
        if len(table.columns) >= _COLUMNS and len(table.rows) >= _ROWS:
            yield table
        at += max(len(table.rows), 1)


def _takes(table: _Table, line: Sequence[int], layout: Layout) -> bool:
    """Whether a line keeps to the columns, which grow with it."""
    if len(line) > _MOST_IN_ROW or (not table.rows and len(line) < _COLUMNS):
        return False
    if table.rows:
        above, here = layout.pieces[table.rows[-1][0]].box, layout.pieces[line[0]].box
        if here[1] - above[3] > _FAR * (above[3] - above[1]):
            return False
    columns = list(table.columns)
    for index in line:
        box = layout.pieces[index].box
        touched = [column for column in columns if column[0] < box[2] + _GUTTER and box[0] - _GUTTER < column[1]]
        if len(touched) > 1:
            return False
        start, end = touched[0] if touched else (box[0], box[2])
        columns = [*(column for column in columns if column not in touched), (min(start, box[0]), max(end, box[2]))]
    columns.sort()
    if any(after[0] - before[1] < _GUTTER for before, after in pairwise(columns)):
        return False
    table.columns = columns
    return True


def _cells(table: _Table, layout: Layout) -> dict[int, Box]:
    """The cell of each text: between the middles of the gaps around its column and around its row."""
    inner = [(before[1] + after[0]) / 2 for before, after in pairwise(table.columns)]
    sides = [table.columns[0][0] - 1, *inner, table.columns[-1][1] + 1]
    cells: dict[int, Box] = {}
    for top, bottom, row in _rows(table, layout):
        for index in row:
            middle = sum(layout.pieces[index].box[::2]) / 2
            column = sum(side < middle for side in inner)
            cells[index] = sides[column], top, sides[column + 1], bottom
    return cells


def _rows(table: _Table, layout: Layout) -> Iterator[tuple[float, float, list[int]]]:
    """The rows with their edges: wide gaps part them, narrow ones the lines of their cells."""
    spans: list[tuple[float, float, list[int]]] = []
    for line in table.rows:
        top, bottom = min(layout.pieces[i].box[1] for i in line), max(layout.pieces[i].box[3] for i in line)
        if spans and top < spans[-1][1]:  # lines of cells that are set in the middle
            before = spans.pop()
            spans.append((before[0], max(bottom, before[1]), before[2] + line))
        else:
            spans.append((top, bottom, line))
    steps = [(sum(after[:2]) - sum(before[:2])) / 2 for before, after in pairwise(spans)]
    least = _step_of_lines(steps, median(bottom - top for top, bottom, _ in spans))
    rows = [spans[0]]
    for step, span in zip(steps, spans[1:], strict=True):
        if step < least:
            rows[-1] = rows[-1][0], span[1], rows[-1][2] + span[2]
        else:
            rows.append(span)
    edges = [rows[0][0] - 1, *((before[1] + after[0]) / 2 for before, after in pairwise(rows)), rows[-1][1] + 1]
    return iter([(edges[at], edges[at + 1], row) for at, (_, _, row) in enumerate(rows)])


def _step_of_lines(steps: Sequence[float], height: float) -> float:
    """Below which step lines belong to one cell: where some follow as close as lines do, and others do not; else 0."""
    close = [step for step in steps if step <= _CLOSE * height]
    limit = _WIDER * min(close, default=0.0)
    return limit if close and len(close) < len(steps) and max(steps) > limit else 0.0
