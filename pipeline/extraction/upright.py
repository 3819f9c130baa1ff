"""One row of a table of applicants, set upright: each question with its answer on its right, as forms have them.

| Name | Country | Mayor |          | Name    | Bb     |
| Aa   | Spain   | Ana   |    ->    | Country | France |
| Bb   | France  | Bea   |          | Mayor   | Bea    |
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.extraction.layout import Layout, overlap, same_row
from pipeline.model import BlockKind, Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block

_COVER: Final = 0.5
_INSIDE: Final = 1.0  # points between a text and its cell


@dataclass(frozen=True, slots=True)
class Moved:
    """Pieces (by index) that do not stand at their own place, and where that is."""

    places: dict[int, Box] = field(default_factory=dict)

    def back(self, index: int, box: Box) -> Box:
        """Where a piece really stands; `box` if it was not moved."""
        return self.places.get(index, box)


def upright(layout: Layout, part: frozenset[int], parts: Sequence[frozenset[int]], head: int) -> tuple[Layout, Moved]:
    """A document with one row of a table alone, set upright in the room of the whole table.

    `head` is a piece of the row of questions.
    """
    asking = _row(head, layout, frozenset[int]().union(*parts))
    table = asking | frozenset[int]().union(*parts)
    columns = sorted({layout.frame(index) for index in asking})
    first = min(table)
    kept: list[Block] = []
    places: dict[int, Box] = {}
    for index, piece in enumerate(layout.pieces):
        if index == first:
            for block, place in _pairs(columns, asking, part, table, layout):
                places[len(kept)] = place
                kept.append(block)
        if index not in table:
            kept.append(piece)
    return Layout.of(kept), Moved(places)


def _row(head: int, layout: Layout, others: frozenset[int]) -> frozenset[int]:
    """The pieces of all cells of the row of questions."""
    here, frame = layout.pieces[head], layout.frame(head)
    page = layout.pages[here.page]
    return frozenset(i for i in page if layout.pieces[i].cell and same_row(frame, layout.frame(i)) and i not in others)


def _pairs(
    columns: Sequence[Box], asking: frozenset[int], part: frozenset[int], table: frozenset[int], layout: Layout
) -> list[tuple[Block, Box]]:
    """Questions and answers as pieces of a table of two columns, each with the place where it really stands."""
    x0, y0, x1, y1 = _around([layout.frame(index) for index in table])
    middle, high = (x0 + x1) / 2, (y1 - y0) / len(columns)
    pairs: list[tuple[Block, Box]] = []
    for number, column in enumerate(columns):
        top, bottom = y0 + high * number, y0 + high * (number + 1)
        question = [i for i in sorted(asking) if layout.frame(i) == column]
        answer = [i for i in sorted(part) if _under(layout.frame(i), column)]
        pairs += _set(question, (x0, top, middle, bottom), layout)
        pairs += _set(answer, (middle, top, x1, bottom), layout)
    return pairs


def _under(frame: Box, column: Box) -> bool:
    return overlap(frame[0], frame[2], column[0], column[2]) >= _COVER


def _set(indexes: Sequence[int], cell: Box, layout: Layout) -> list[tuple[Block, Box]]:
    """Pieces in a new cell: the lines of a text as one; beside fields and boxes each by itself."""
    lines = [index for index in indexes if layout.pieces[index].kind is BlockKind.TEXT]
    groups = [lines] if lines and len(lines) == len(indexes) else [[index] for index in indexes]
    wide = (cell[2] - cell[0]) / max(len(groups), 1)
    made = []
    for number, group in enumerate(groups):
        left = cell[0] + wide * number
        box = (left + _INSIDE, cell[1] + _INSIDE, left + wide - _INSIDE, cell[3] - _INSIDE)
        text = layout.join(group) if len(group) > 1 else layout.pieces[group[0]].text
        block = replace(layout.pieces[group[0]], text=text, box=box, cell=cell)
        made.append((block, _around([layout.pieces[index].box for index in group])))
    return made


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
