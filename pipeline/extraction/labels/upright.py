"""One row of a table of applicants, set upright: each question with its answer on its right, as forms have them.

| Name | Country | Mayor |          | Name    | Bb     |
| Aa   | Spain   | Ana   |    ->    | Country | France |
| Bb   | France  | Bea   |          | Mayor   | Bea    |

Where heads stand in two rows, the upper ones become headings over the questions of their part.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.boxes import around
from pipeline.extraction.labels.heads import are_numbers_of_columns, groups
from pipeline.extraction.page.layout import Layout, overlap, same_row
from pipeline.model import BlockKind, Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model import Block

_COVER: Final = 0.5
_INSIDE: Final = 1.0  # points between a text and its cell


@dataclass(frozen=True, slots=True)
class Moved:
    """Pieces (by index) that do not stand at their own place, and where that is.

    `answers` and `questions` are those of which the arrangement tells that they are.
    """

    places: dict[int, Box] = field(default_factory=dict)
    answers: frozenset[int] = frozenset()
    questions: frozenset[int] = frozenset()

    def back(self, index: int, box: Box) -> Box:
        """Where a piece really stands; `box` if it was not moved."""
        return self.places.get(index, box)


class _Set(NamedTuple):
    """A piece set upright, the place where it really stands, and whether it is an answer."""

    block: Block
    place: Box
    answers: bool


def upright(layout: Layout, part: frozenset[int], parts: Sequence[frozenset[int]], head: int) -> tuple[Layout, Moved]:
    """A document with one row of a table alone, set upright in the room of the whole table.

    `head` is a piece of the row of questions.
    """
    rows = frozenset[int]().union(*parts)
    asking, left_out = _head(head, layout, rows)
    table = asking | rows
    first = min(table)
    kept: list[Block] = []
    places: dict[int, Box] = {}
    answers: set[int] = set()
    for index, piece in enumerate(layout.pieces):
        if index == first:
            for line in _lines(asking, part, table, layout):
                places[len(kept)] = line.place
                answers |= {len(kept)} if line.answers else set()
                kept.append(line.block)
        if index not in table and index not in left_out:
            kept.append(piece)
    return Layout.of(kept), Moved(places, frozenset(answers), frozenset(places) - answers)


def _head(head: int, layout: Layout, rows: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """The pieces of all heads, those over several others too; and the numbers of the columns, which ask nothing."""
    page, frame = layout.pages[layout.pieces[head].page], layout.frame(head)
    in_cells = [i for i in page if layout.pieces[i].cell and i not in rows]
    row = {i for i in in_cells if same_row(frame, layout.frame(i))}
    over = groups(layout.frame(i) for i in in_cells)
    row |= {
        i for i in in_cells if layout.frame(i) in over and any(layout.frame(j) in over[layout.frame(i)] for j in row)
    }
    end = min((layout.frame(i)[1] for i in rows), default=0.0)
    below = [i for i in in_cells if layout.frame(i)[1] < end and i not in row and layout.frame(i)[1] > frame[1]]
    numbers = frozenset(below) if are_numbers_of_columns(below, layout) else frozenset[int]()
    return frozenset(row), numbers


def _lines(asking: frozenset[int], part: frozenset[int], table: frozenset[int], layout: Layout) -> list[_Set]:
    """Headings, questions and answers as pieces of a table of two columns."""
    x0, y0, x1, y1 = around([layout.frame(index) for index in table])
    over = groups(layout.frame(index) for index in asking)
    columns = sorted({layout.frame(index) for index in asking} - over.keys())
    heads = {min(below): above for above, below in over.items()}
    middle, high = (x0 + x1) / 2, (y1 - y0) / (len(columns) + len(heads))
    lines: list[_Set] = []
    top = y0
    for column in columns:
        if column in heads:
            heading = [i for i in sorted(asking) if layout.frame(i) == heads[column]]
            lines += _set(heading, (x0, top, x1, top + high), layout, answers=False)
            top += high
        question = [i for i in sorted(asking) if layout.frame(i) == column]
        answer = [i for i in sorted(part) if _under(layout.frame(i), column)]
        lines += _set(question, (x0, top, middle, top + high), layout, answers=False)
        lines += _set(answer, (middle, top, x1, top + high), layout, answers=True)
        top += high
    return lines


def _under(frame: Box, column: Box) -> bool:
    return overlap(frame[0], frame[2], column[0], column[2]) >= _COVER


def _set(indexes: Sequence[int], cell: Box, layout: Layout, *, answers: bool) -> list[_Set]:
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
        made.append(_Set(block, around([layout.pieces[index].box for index in group]), answers))
    return made
