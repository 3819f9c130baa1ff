"""Marks that stand where a box to tick would: a black square, a check mark or a cross in a column of boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.boxes import TickBox

if TYPE_CHECKING:
    from pipeline.documents.pictures.runs import Mask

    Part = tuple[int, int, int, int]

_FREE: Final = 0.35  # sizes of white on both sides: within a word there is less
_BESIDE: Final = 2.2  # sizes to the words beside it
_SOLID: Final = 0.88  # of a black square that is dark
_SOLID_SIZE: Final = (0.7, 1.25)  # of the size of a box
_MARK_SIZE: Final = (0.5, 1.6)
_LONG: Final = 1.4  # times as wide as high: two letters; narrow check marks are higher than wide
_GAP: Final = 2  # white columns within: a number and its full stop
_COLUMN: Final = 0.4  # sizes that a mark stands beside the column of boxes
_RHYTHM: Final = 0.25  # of the distance of two boxes
_FARTHEST: Final = 3.5  # sizes from box to box
_SURE, _DOUBTFUL = 0.93, 0.6
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Things:
    """What hangs together in a page: boxes around words as a whole, and single marks."""

    parts: list[Part]

    def beside(self, box: Part) -> tuple[float, float]:
        """The white to the left and right of a box, in its sizes: to whatever stands level with it."""
        x0, y0, x1, y1 = box
        size = _size(box)
        level = [part for part in self.parts if part[1] < y1 and y0 < part[3] and not _within(part, box)]
        left = min((x0 - part[2] for part in level if part[0] < x0), default=x0)
        right = min((part[0] - x1 for part in level if part[2] > x1), default=2 * x1)
        return left / size, right / size

    def stands_alone(self, box: Part) -> bool:
        """Whether it is a word by itself, with other words next to it."""
        left, right = self.beside(box)
        return min(left, right) >= _FREE and min(left, right) <= _BESIDE


def find_marks(dark: Mask, things: Things, boxes: list[TickBox]) -> list[TickBox]:
    """The marks that stand for a ticked box, beside the boxes that were found."""
    if all(box.checked for box in boxes):
        return []
    squares = [box.square for box in boxes]
    least, most = min(map(_size, squares)) * _MARK_SIZE[0], max(map(_size, squares)) * _MARK_SIZE[1]
    found: list[TickBox] = []
    for part in things.parts:
        if any(_within(part, box.square) for box in boxes):
            continue
        if least <= part[3] - part[1] <= most and least <= part[2] - part[0] <= most:
            sure = _how_sure(part, dark, squares)
            if sure and things.stands_alone(part):
                found.append(TickBox(part, checked=True, confidence=sure))
    return found[:_MOST]


def _how_sure(part: Part, dark: Mask, squares: list[Part]) -> float:
    """How sure it is that something is such a mark; 0 if it is none."""
    x0, y0, x1, y1 = part
    size = _size(part)
    inner = dark[y0 + 1 : y1 - 1, x0 + 1 : x1 - 1]
    solid = inner.size > 0 and float(inner.mean()) >= _SOLID
    if solid and any(_SOLID_SIZE[0] <= size / _size(box) <= _SOLID_SIZE[1] for box in squares):
        return _SURE
    if not _is_one(inner):
        return 0.0
    return _DOUBTFUL if any(_in_column(part, box, squares) for box in squares) else 0.0


def _is_one(ink: Mask) -> bool:
    """Whether it is a single sign, as marks are: "1." and "On" are more."""
    high, wide = ink.shape
    if wide > _LONG * high:
        return False
    columns = np.flatnonzero(ink.any(axis=0))
    return len(columns) > 0 and int(np.diff(columns).max(initial=0)) <= _GAP


def _in_column(part: Part, box: Part, squares: list[Part]) -> bool:
    """Whether a mark stands above or below a box as far as another box of the same column does."""
    size = _size(box)
    if abs(_middle(part)[0] - _middle(box)[0]) > _COLUMN * size:
        return False
    away = abs(_middle(part)[1] - _middle(box)[1])
    others = [abs(_middle(each)[1] - _middle(box)[1]) for each in squares if abs(each[0] - box[0]) < _COLUMN * size]
    near = [each for each in others if 0 < each <= _FARTHEST * size]
    return any(abs(away - each) <= _RHYTHM * each for each in near)


def _within(part: Part, box: Part) -> bool:
    x, y = _middle(part)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(box: Part) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _size(box: Part) -> float:
    return (box[2] - box[0] + box[3] - box[1]) / 2
