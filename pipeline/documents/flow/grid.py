"""Made-up geometry for formats that flow (DOCX, HTML): what follows on a line stands to the right, else below.

The page is `WIDTH` units wide and as long as it needs to be. A paragraph's line is `LINE` high and holds
`WIDTH / CHAR` characters; longer text makes it higher. A table's columns share the width that it has, a row is as high
as its highest cell, a cell's content stacks inside the cell's rectangle.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.model import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Box

WIDTH: Final = 600.0
LINE: Final = 14.0
CHAR: Final = WIDTH / 90
TAB: Final = 48.0
GAP: Final = 3.0
MARK: Final = 12.0
PICTURE: Final = 48.0
MAX_BLOCKS: Final = 20_000
_MANY: Final = 2
NOWHERE: Final[Box] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block on a line, not yet placed; `tabs` or `blanks` stand between it and what is left of it."""

    block: Block
    tabs: int = 0
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of pieces; a paragraph without lines still takes the height of one."""

    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell on the grid: rows and columns count from 0."""

    row: int
    column: int
    rows: int
    columns: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order on a grid of `rows` x `columns`."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]


Item = Paragraph | Table


def place(items: Sequence[Item], page: int = 1) -> tuple[Block, ...]:
    """The blocks of a flow at their made-up places, in reading order."""
    layout = _Layout(page)
    layout.stack(items, 0.0, 0.0, WIDTH, None)
    return tuple(layout.blocks)


@dataclass(slots=True)
class _Layout:
    page: int
    blocks: list[Block] = field(default_factory=list)
    heights: dict[tuple[int, float], list[float]] = field(default_factory=dict)  # rows of a table at a width
    lines: dict[tuple[int, float], float] = field(default_factory=dict)  # the height of a paragraph at a width

    def stack(self, items: Sequence[Item], x: float, y: float, width: float, cell: Box | None) -> None:  # noqa: PLR0917,PLR0913,RUF100 - a rectangle and what it stands in
        for item in items:
            if isinstance(item, Table):
                self.table(item, x, y, width)
            else:
                self.paragraph(item, (x, y), width, cell)
            y += self.height(item, width)

    def table(self, table: Table, x: float, y: float, width: float) -> None:
        tops = [y]
        for height in self.rows(table, width):
            tops.append(tops[-1] + height)
        column = width / max(table.columns, 1)
        for cell in table.cells:
            left, right = x + cell.column * column, x + (cell.column + cell.columns) * column
            box = (left, tops[cell.row], right, tops[cell.row + cell.rows])
            self.stack(cell.items, left, tops[cell.row], right - left, box)

    def rows(self, table: Table, width: float) -> list[float]:
        """Row heights; a cell over several rows makes the last of them higher where it needs that."""
        key = (id(table), width)
        if key not in self.heights:
            column = width / max(table.columns, 1)
            heights = [LINE] * table.rows
            for cell in sorted(table.cells, key=lambda each: each.row + each.rows):
                needed = sum(self.height(item, cell.columns * column) for item in cell.items)
                above = sum(heights[cell.row : cell.row + cell.rows - 1])
                last = cell.row + cell.rows - 1
                heights[last] = max(heights[last], needed - above)
            self.heights[key] = heights
        return self.heights[key]

    def height(self, item: Item, width: float) -> float:
        if isinstance(item, Table):
            return sum(self.rows(item, width))
        key = (id(item), width)
        if key not in self.lines:
            self.lines[key] = sum(_line_height(line, width) for line in _wrapped(item, width)) or LINE
        return self.lines[key]

    def paragraph(self, paragraph: Paragraph, at: tuple[float, float], width: float, cell: Box | None) -> None:
        x, y = at
        for line in _wrapped(paragraph, width):
            for piece, (left, right) in zip(line, _spans(line, width), strict=True):
                bottom = y + _piece_height(piece.block, right - left)
                self.blocks.append(
                    replace(piece.block, page=self.page, box=(x + left, y, x + right, bottom), cell=cell)
                )
            y += _line_height(line, width)


def _wrapped(paragraph: Paragraph, width: float) -> Iterator[Sequence[Piece]]:
    """The lines as they show: rows of tick boxes that do not fit go on below, each box with its words.

    Other lines are not wrapped: a label keeps its value on its right, however long it is.
    """
    for line in paragraph.lines:
        ticks = sum(piece.block.kind is BlockKind.TICK for piece in line)
        if ticks < _MANY or _spans_freely(line)[-1][1] <= width:
            yield line
            continue
        row: list[Piece] = []
        for group in _boxes_with_words(line):
            if row and _spans_freely([*row, *group])[-1][1] > width:
                yield row
                row = []
            row.extend(group if row else [replace(group[0], tabs=0, blanks=0), *group[1:]])
        yield row


def _boxes_with_words(line: Sequence[Piece]) -> list[list[Piece]]:
    """A line of boxes in groups of one box each; where the line ends with a box, words stand before their boxes."""
    words_first = line[-1].block.kind is BlockKind.TICK
    groups: list[list[Piece]] = [[]]
    for number, piece in enumerate(line):
        at = line[number - 1] if words_first else piece
        if number and at.block.kind is BlockKind.TICK:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _natural(block: Block) -> float:
    """The width that a block would like."""
    if block.kind is BlockKind.TICK:
        return MARK
    if block.kind is BlockKind.INK or (block.kind is BlockKind.FIELD and not block.text):
        return PICTURE
    return CHAR * max(len(part) for part in block.text.split("\n"))


def _spans(line: Sequence[Piece], width: float) -> list[tuple[float, float]]:
    """Left and right edges of a line's pieces: as they come, squeezed where they do not fit."""
    spans = _spans_freely(line)
    return spans if spans[-1][1] <= width else _squeezed(line, width)


def _spans_freely(line: Sequence[Piece]) -> list[tuple[float, float]]:
    """The edges at the next tab stops, or side by side, with no end to the line."""
    spans: list[tuple[float, float]] = []
    x = 0.0
    for piece in line:
        x = (math.floor(x / TAB) + piece.tabs) * TAB if piece.tabs else x + piece.blanks * CHAR
        spans.append((x, x + _natural(piece.block)))
        x = spans[-1][1] + GAP
    return spans


def _squeezed(line: Sequence[Piece], width: float) -> list[tuple[float, float]]:
    """Narrow pieces keep their width, the others share what is left evenly."""
    wanted = sorted(_natural(piece.block) for piece in line)
    left = max(width - GAP * (len(line) - 1), width / 2)
    share = left / len(line)
    for index, want in enumerate(wanted):
        share = left / (len(wanted) - index)
        if want > share:
            break
        left -= want
    gap = min(GAP, width / 2 / len(line))
    spans: list[tuple[float, float]] = []
    x = 0.0
    for piece in line:
        spans.append((x, min(x + min(_natural(piece.block), share), width)))
        x = spans[-1][1] + gap
    return spans


def _piece_height(block: Block, width: float) -> float:
    letters = max(int(width / CHAR + 0.001), 1)
    return LINE * sum(max(math.ceil(len(part) / letters), 1) for part in block.text.split("\n"))


def _line_height(line: Sequence[Piece], width: float) -> float:
    spans = _spans(line, width)
    return max(_piece_height(piece.block, right - left) for piece, (left, right) in zip(line, spans, strict=True))
