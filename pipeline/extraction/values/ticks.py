"""Boxes: which text each one stands for, and what the ticked ones say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.extraction.labels.runs import is_margin
from pipeline.extraction.page.layout import PAPER
from pipeline.model import BlockKind
from pipeline.normalise.fold import fold, label_parts
from pipeline.normalise.values import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.campaign.definition import Field
    from pipeline.extraction.page.layout import Layout
    from pipeline.extraction.wording.lexicon import Lexicon
    from pipeline.normalise.base import Context

_FAR: Final = 60.0  # a box and its text stand closer than this, in points
_TOUCHING: Final = 6.0  # points between cells that are neighbours
_SHORT: Final = 3  # "Yes", "On", "1" say nothing about a choice
_ALIKE: Final = 0.85
_SIDE_BY_SIDE: Final = 4  # questions with boxes whose cells stand in one row of a table


@dataclass(frozen=True, slots=True)
class Box:
    """A tick box with the wording beside it. `texts` are all the ways to read what it stands for, best first."""

    piece: int
    checked: bool
    texts: tuple[str, ...]
    beside: int | None  # the piece that words it
    group: str = ""


def boxes(layout: Layout) -> list[Box]:
    """Every tick box of a document."""
    found = []
    trailing = _stands_behind(layout)
    for index, piece in enumerate(layout.pieces):
        if piece.kind is BlockKind.TICK:
            beside = _wording(index, layout, behind=_behind(index, layout, usual=trailing))
            printed = _with_wrapped_lines(beside, layout) if beside is not None else ""
            last_name = piece.name.rpartition(".")[2]
            wrapped = _with_next_row(beside, layout) if beside is not None else ""
            texts = tuple(text for text in (printed, wrapped, piece.hint, piece.text, last_name) if text)
            found.append(Box(index, bool(piece.checked), texts, beside, piece.group))
    return found


def _with_wrapped_lines(index: int, layout: Layout) -> str:
    """A box's wording with the lines that go on right below it and have no box of their own."""
    lines = [index]
    for other in layout.downwards(index):
        above, piece = layout.pieces[lines[-1]].box, layout.pieces[other]
        height = max(above[3] - above[1], 1.0)
        goes_on = abs(piece.box[0] - layout.pieces[index].box[0]) < height / 2 and piece.box[1] - above[3] < height / 2
        if not (goes_on and _wordy(layout, other)) or layout.left_of(other)[:1] or piece.reader not in PAPER:
            break
        lines.append(other)
    return layout.join(lines)


def _with_next_row(index: int, layout: Layout) -> str:
    """The last wording of a row with the text that the next row begins with: boxes run on like words."""
    after = index + 1
    if layout.right_of(index) or after >= len(layout.pieces) or not _wordy(layout, after):
        return ""
    here, there = layout.pieces[index], layout.pieces[after]
    near = here.page == there.page and 0 <= there.box[1] - here.box[3] < (here.box[3] - here.box[1])
    return f"{here.text} {there.text}" if near else ""


def _stands_behind(layout: Layout) -> bool:
    """Whether boxes stand behind their wordings: then the last one of a row has no text on its right."""
    ticks = [index for index, piece in enumerate(layout.pieces) if piece.kind is BlockKind.TICK]
    return sum(_is_last(index, layout) for index in ticks) > sum(_is_first(index, layout) for index in ticks)


def _behind(index: int, layout: Layout, *, usual: bool) -> bool:
    """Whether the boxes of a row stand behind their wordings; as is `usual` where the row does not say."""
    beside = _own(layout, index, layout.left_of(index)) + _own(layout, index, layout.right_of(index))
    row = [index, *(other for other in beside if layout.pieces[other].kind is BlockKind.TICK)]
    first, last = (any(ends(other, layout) for other in row) for ends in (_is_first, _is_last))
    return last if first != last else usual


def _is_first(index: int, layout: Layout) -> bool:
    return not any(_wordy(layout, other) for other in _own(layout, index, layout.left_of(index)))


def _is_last(index: int, layout: Layout) -> bool:
    return not any(_wordy(layout, other) for other in _own(layout, index, layout.right_of(index)))


def _own(layout: Layout, index: int, others: list[int]) -> list[int]:
    """Those that could word a box: the ones in its cell, where it shares that with any."""
    cell = layout.pieces[index].cell
    inside = [other for other in others if cell and layout.pieces[other].cell == cell]
    return inside if inside or (cell and len(layout.in_cell(index)) > 1) else others


def _wordy(layout: Layout, index: int) -> bool:
    return layout.pieces[index].kind is BlockKind.TEXT and bool(layout.pieces[index].text.strip())


def _wording(index: int, layout: Layout, *, behind: bool) -> int | None:
    sides = (layout.left_of, layout.right_of) if behind else (layout.right_of, layout.left_of)
    for side in sides:
        nearest = next(iter(side(index)), None)
        if nearest is not None and _wordy(layout, nearest) and _close(layout, index, nearest):
            return nearest
    return _over(index, layout)


def _over(index: int, layout: Layout) -> int | None:
    """The wording right over a crossed cell of a table, in a cell as wide."""
    here = layout.pieces[index]
    if here.cell is None or layout.left_of(index):
        return None
    for other in range(index - 1, -1, -1):
        there = layout.pieces[other]
        if there.page != here.page or there.box[3] < here.cell[1] - _FAR:
            return None
        touches = there.cell and abs(there.cell[3] - here.cell[1]) < _TOUCHING
        if touches and there.cell and abs(there.cell[0] - here.cell[0]) < _TOUCHING and _wordy(layout, other):
            return other
    return None


def _close(layout: Layout, index: int, other: int) -> bool:
    here, there = layout.pieces[index].box, layout.pieces[other].box
    left, right = layout.frame(index), layout.frame(other)
    if layout.pieces[index].cell and min(abs(left[0] - right[2]), abs(right[0] - left[2])) < _TOUCHING:
        return True  # cells of a table that touch
    return max(there[0] - here[2], here[0] - there[2]) < _FAR


def group_boxes(found: Iterable[Box], printed: frozenset[int], layout: Layout) -> list[list[Box]]:
    """Boxes that belong to one question: the same radio group, or one after the other with no label between.

    What stands in other cells of a table is not between those of one cell, though it is read between them.
    """
    groups: list[list[Box]] = []
    for box in found:
        same = (group for group in reversed(groups[-_SIDE_BY_SIDE:]) if _one_cell(group[-1], box, layout))
        before = next(same, groups[-1] if groups else [])
        if before and box.group == before[-1].group and not _parted(before[-1], box, printed, layout):
            before.append(box)
        else:
            groups.append([box])
    return groups


def _one_cell(one: Box, other: Box, layout: Layout) -> bool:
    here, there = layout.pieces[one.piece], layout.pieces[other.piece]
    return here.cell is not None and (here.page, here.cell) == (there.page, there.cell)


def _parted(before: Box, box: Box, printed: frozenset[int], layout: Layout) -> bool:
    """Whether a label stands between two boxes; what is printed on each page's edge is none."""
    cell = layout.pieces[box.piece].cell if _one_cell(before, box, layout) else None
    between = (index for index in printed if before.piece < index < box.piece)
    labels = (index for index in between if cell is None or layout.pieces[index].cell == cell)
    return any(not is_margin(index, layout) for index in labels)


def choice_of(box: Box, field: Field, lexicon: Lexicon, context: Context) -> tuple[str, float] | None:
    """The choice of a field that a box stands for, and how surely (0..1)."""
    by_key = lexicon.choice_keys(field.key)
    for text in (part for wording in box.texts for part in label_parts(wording)):
        exact = [choice for owner, choice in lexicon.choices(text) if owner == field.key]
        if exact:
            return exact[0], 1.0
        if fold(text.replace("_", " ")) in by_key:
            return by_key[fold(text.replace("_", " "))], 1.0
    one = field if field.type is FieldType.CHOICE else replace(field, type=FieldType.CHOICE)
    for text in box.texts[:1]:
        normal = normalise(text, one, context) if len(text) > _SHORT else None
        if normal and normal.certainty >= _ALIKE and isinstance(normal.value, str):
            return normal.value, normal.certainty
    return None
