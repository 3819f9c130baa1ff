"""Forms whose labels stand behind or below their answers, set as most forms are: each label before its answer.

|   Ada Ash   | Name    |          | Name    | Ada Ash |          Ada Ash          Name
|   Mayor     | Office  |    ->    | Office  | Mayor   |          (Name)     ->    Ada Ash
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pipeline.boxes import around
from pipeline.extraction.labels.answers import says_something
from pipeline.extraction.labels.arrangement import Side, next_to
from pipeline.extraction.labels.label import Label
from pipeline.extraction.labels.upright import Moved
from pipeline.extraction.page.layout import Layout, same_column
from pipeline.model import Block, BlockKind, Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extraction.labels.label import Spotted

_LINE: Final = 0.6  # heights of a line between the lines of one answer
_MOST_LINES: Final = 6
_SAME_EDGE: Final = 3.0  # points
_IN_BRACKETS: Final = re.compile(r"^\s*\((.*)\)\s*$", re.DOTALL)


@dataclass(slots=True)
class _Moves:
    """Where pieces go, and before which piece each label is read."""

    pieces: dict[int, Block] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    places: dict[int, Box] = field(default_factory=dict)  # where several lines that became one stood together
    joined: set[int] = field(default_factory=set)  # lines that have become part of the piece before them


def rearranged(layout: Layout, spotted: Spotted) -> tuple[Layout, Moved] | None:
    """The layout with every label before its answer, and where pieces really stand; None where they do so anyway."""
    side = spotted.side
    if side not in {Side.LEFT, Side.OVER}:
        return None
    moves, taken = _Moves(), set(spotted.printed)
    unanswered: list[Label] = []
    answering: set[int] = set()
    for label in spotted.labels.values():
        if label.inline or label.closed:
            continue
        answer = _left(label, layout, taken) if side is Side.LEFT else _over(label, layout, taken)
        taken.update(answer)
        answering.update(answer)
        if answer:
            _exchange(label, answer, layout, moves, down=side is Side.OVER)
        else:
            unanswered.append(label)
    if side is Side.LEFT:
        for other in _unknown(layout, moves, taken):
            answer = _left(other, layout, taken)
            taken.update(answer)
            answering.update(answer)
            if answer:
                _exchange(other, answer, layout, moves, down=False)
    for label in unanswered:
        _with_the_others(label, layout, moves, down=side is Side.OVER)
    left = (index for index in range(len(layout.pieces)) if index not in moves.joined)
    order = sorted(left, key=lambda index: (moves.before.get(index, index), index))
    places = {
        at: moves.places.get(index, layout.pieces[index].box) for at, index in enumerate(order) if index in moves.pieces
    }
    answers = frozenset(at for at, index in enumerate(order) if index in answering)
    pieces = (moves.pieces.get(index, layout.pieces[index]) for index in order)
    return Layout.of(pieces), Moved(places, answers, frozenset(places) - answers)


def _unknown(layout: Layout, moves: _Moves, taken: set[int]) -> list[Label]:
    """The texts that stand in the column of cells where the labels of such a table stand: they ask, too."""
    cells = (layout.pieces[index].cell for index in moves.before)
    columns = {(cell[0], cell[2]) for cell in cells if cell}
    found = []
    for index, piece in enumerate(layout.pieces):
        if piece.kind is BlockKind.TEXT and piece.cell and (piece.cell[0], piece.cell[2]) in columns:
            lines = layout.in_cell(index)
            if lines[0] == index and taken.isdisjoint(lines) and moves.pieces.keys().isdisjoint(lines):
                found.append(Label(tuple(lines), ()))
    return found


def _left(label: Label, layout: Layout, taken: set[int]) -> list[int]:
    """The texts in front of a label in its row, up to the next label, in reading order."""
    found: list[int] = []
    beside = dict.fromkeys(other for piece in label.pieces for other in layout.left_of(piece))
    for other in beside:
        piece = layout.pieces[other]
        if other in taken or piece.kind is not BlockKind.TEXT:
            break
        if found and piece.cell != layout.pieces[found[0]].cell:
            break
        if says_something(piece):
            found.append(other)
    return _with_lines_above(sorted(found), label, layout, taken)


def _with_lines_above(found: list[int], label: Label, layout: Layout, taken: set[int]) -> list[int]:
    """With the lines right over an answer that have nothing where labels stand: it is beside the last of them."""
    here = layout.pieces[label.first].box
    while found and layout.pieces[found[0]].cell is None and len(found) < _MOST_LINES:
        above = layout.right_above(found[0])
        if above is None or above in taken or not _same_paragraph(above, found[0], layout):
            break
        if any(same_column(layout.pieces[each].box, here) for each in layout.right_of(above)):
            break
        found.insert(0, above)
    return found


def _over(label: Label, layout: Layout, taken: set[int]) -> list[int]:
    """The lines over a label that are its answer, in reading order: those of the cell over it, or close lines."""
    nearest = next_to(label, Side.OVER, layout)
    if nearest is None or nearest in taken or not _may_answer(layout.pieces[nearest]):
        return []
    if layout.pieces[nearest].cell is not None:
        return [each for each in layout.in_cell(nearest) if each not in taken and each not in label.pieces]
    found = [nearest]
    while len(found) < _MOST_LINES:
        above = layout.right_above(found[0])
        if above is None or above in taken or not _same_paragraph(above, found[0], layout):
            break
        found.insert(0, above)
    row = (each for each in layout.left_of(nearest) + layout.right_of(nearest) if each not in taken)
    close = [each for each in row if layout.right_below(each) == label.first]
    return sorted({*found, *close})


def _may_answer(piece: Block) -> bool:
    return piece.kind is BlockKind.TEXT and says_something(piece)


def _same_paragraph(above: int, below: int, layout: Layout) -> bool:
    here, there = layout.pieces[above], layout.pieces[below]
    near = there.box[1] - here.box[3] < _LINE * (there.box[3] - there.box[1])
    alike = (here.kind, here.bold, here.cell) == (there.kind, there.bold, there.cell)
    return near and alike and abs(here.box[0] - there.box[0]) < _SAME_EDGE


def _exchange(label: Label, answer: Sequence[int], layout: Layout, moves: _Moves, *, down: bool) -> None:
    """Put a label at the place of its answer and the answer at that of the label: in a table, in each other's cells."""
    axis = 1 if down else 0
    first, last = layout.pieces[answer[0]], layout.pieces[label.first]
    own, other = around([layout.pieces[i].box for i in label.pieces]), around([layout.pieces[i].box for i in answer])
    in_cells = first.cell and last.cell and first.cell != last.cell
    start = (first.cell or other)[axis] if in_cells else min(own[axis], other[axis])
    end = max(own[axis + 2], other[axis + 2])
    back = start - (last.cell or own)[axis] if in_cells else start - own[axis]
    on = (last.cell or own)[axis] - start if in_cells else end - other[axis + 2]
    if down and first.cell and last.cell and in_cells:  # close to each other, however high the cells are
        back, on = first.cell[3] - own[3], last.cell[1] - other[1]
    aside = other[0] - own[0] if down and not same_column(own, other) else 0.0
    for index in label.pieces:
        piece = _moved(_bare(layout.pieces[index]), back, first.cell if in_cells else None, down=down)
        moves.pieces[index] = _moved(piece, aside, piece.cell, down=False) if aside else piece
        moves.before[index] = answer[0] - 1
    if (in_cells or not down) and all(layout.pieces[index].kind is BlockKind.TEXT for index in answer):
        whole = replace(first, text=layout.join(answer), box=other)  # its lines were broken where they stand
        moves.pieces[answer[0]] = _moved(whole, on, last.cell if in_cells else None, down=down)
        moves.places[answer[0]] = other
        moves.joined.update(answer[1:])
        return
    for index in answer:
        moves.pieces[index] = _moved(layout.pieces[index], on, last.cell if in_cells else None, down=down)


def _with_the_others(label: Label, layout: Layout, moves: _Moves, *, down: bool) -> None:
    """Put a label without an answer where the other labels of its row (or of its column) went."""
    axis = 1 if down else 0
    here = layout.pieces[label.first].box
    off = {other: abs(layout.pieces[other].box[axis] - here[axis]) for other in moves.before}
    other = min(off, key=lambda each: off[each], default=None)
    if other is not None and off[other] < (here[3] - here[1] if down else _SAME_EDGE):
        by = moves.pieces[other].box[axis] - layout.pieces[other].box[axis]
        moves.pieces |= {i: _moved(_bare(layout.pieces[i]), by, None, down=down) for i in label.pieces}


def _bare(piece: Block) -> Block:
    """A label without the brackets that tell it from its answer."""
    inside = _IN_BRACKETS.match(piece.text)
    return replace(piece, text=inside[1]) if inside else piece


def _moved(piece: Block, by: float, cell: Box | None, *, down: bool) -> Block:
    x0, y0, x1, y1 = piece.box
    box = (x0, y0 + by, x1, y1 + by) if down else (x0 + by, y0, x1 + by, y1)
    return replace(piece, box=box, cell=cell or piece.cell)
