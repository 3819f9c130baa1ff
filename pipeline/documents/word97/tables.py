"""Paragraphs of a Word binary file put into tables: each says how deep it lies and whether it ends a cell or a row."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree
from lxml.etree import _Element as Element

from pipeline.documents.word.write import W

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.documents.word97.properties import Properties

MAX_DEPTH: Final = 12
_IN_TABLE, _DEPTH, _ENDS_ROW, _ENDS_INNER_CELL, _ENDS_INNER_ROW = 0x2416, 0x6649, 0x2417, 0x244B, 0x244C
_ROW: Final = 0xD608
_CELL_BYTES: Final = 20
_NEAR: Final = 20  # twips: edges that are drawn as one
_GOES_ON, _BEGINS = 1, 3


@dataclass(slots=True)
class _Row:
    cells: list[list[Element]]
    edges: tuple[int, ...]  # left edges of its cells and the right one of its last, in twips
    below: tuple[int, ...]  # for each cell whether it goes on from above, or begins to go on below


@dataclass(slots=True)
class _Level:
    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    cell: list[Element] = field(default_factory=list)


class Tables:
    """Takes paragraphs in order and hangs them, or the tables that they make, below `root`."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._levels: list[_Level] = []

    def put(self, paragraph: Element, mark: str, said: Properties) -> None:
        """A paragraph with the mark that ends it (carriage return, bell or form feed) and its properties."""
        depth = _depth(said, mark)
        self._go_to(depth)
        if not depth:
            self._root.append(paragraph)
            return
        level = self._levels[-1]
        if _is_on(said, _ENDS_ROW if depth == 1 else _ENDS_INNER_ROW):
            level.rows.append(_row(level.cells, said.get(_ROW, b"")))
            level.cells = []
            return
        level.cell.append(paragraph)
        if mark == "\x07" if depth == 1 else _is_on(said, _ENDS_INNER_CELL):
            level.cells.append(level.cell)
            level.cell = []

    def done(self) -> None:
        """No more paragraphs."""
        self._go_to(0)

    def _go_to(self, depth: int) -> None:
        while len(self._levels) < depth:
            self._levels.append(_Level())
        while len(self._levels) > depth:
            table = _table(self._levels.pop())
            if self._levels:
                self._levels[-1].cell.append(table)
            else:
                self._root.append(table)


def _depth(said: Properties, mark: str) -> int:
    if not _is_on(said, _IN_TABLE) and mark != "\x07":
        return 0
    return min(max(int.from_bytes(said.get(_DEPTH, b"\1"), "little"), 1), MAX_DEPTH)


def _is_on(said: Properties, number: int) -> bool:
    return said.get(number, b"\0") not in {b"", b"\0"}


def _row(cells: list[list[Element]], definition: bytes) -> _Row:
    """A row by its definition ([MS-DOC] 2.9.327, TDefTableOperand)."""
    count = definition[0] if definition else 0
    room = len(definition) - 1 - 2 * (count + 1)
    if count < len(cells) or room < 0:
        return _Row(cells, (), ())
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    start = 1 + 2 * (count + 1)
    flags = (definition[start + _CELL_BYTES * each :][:2] for each in range(len(cells)))
    below = tuple(int.from_bytes(each, "little") >> 5 & 3 for each in flags)
    return _Row(cells, edges[: len(cells) + 1], below)


def _table(level: _Level) -> Element:
    if level.cell:
        level.cells.append(level.cell)
    if level.cells:  # its end is missing
        level.rows.append(_Row(level.cells, (), ()))
    columns = _columns([row.edges for row in level.rows])
    table = etree.Element(f"{W}tbl")
    for row in level.rows:
        _write_row(etree.SubElement(table, f"{W}tr"), row, columns)
    return table


def _columns(rows: Sequence[tuple[int, ...]]) -> list[int]:
    """Where the columns of a table begin: all edges of all rows, near ones as one."""
    columns: list[int] = []
    for edge in sorted({edge for row in rows for edge in row}):
        if not columns or edge - columns[-1] > _NEAR:
            columns.append(edge)
    return columns


def _write_row(target: Element, row: _Row, columns: list[int]) -> None:
    places = [max(bisect_right(columns, edge) - 1, 0) for edge in row.edges]
    if places and places[0]:
        about = etree.SubElement(target, f"{W}trPr")
        etree.SubElement(about, f"{W}gridBefore").set(f"{W}val", str(places[0]))
    for number, content in enumerate(row.cells):
        cell = etree.SubElement(target, f"{W}tc")
        about = etree.SubElement(cell, f"{W}tcPr")
        if places and places[number + 1] - places[number] > 1:
            etree.SubElement(about, f"{W}gridSpan").set(f"{W}val", str(places[number + 1] - places[number]))
        if row.below and row.below[number] in {_GOES_ON, _BEGINS}:
            merge = etree.SubElement(about, f"{W}vMerge")
            merge.set(f"{W}val", "restart" if row.below[number] == _BEGINS else "continue")
        cell.extend(content)
