"""Boxes that a pen has run over: no white is around them, but others of their size stand in their column or row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.boxes import judged

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from pipeline.documents.pictures.boxes import Square, TickBox
    from pipeline.documents.pictures.runs import Mask

_SLACK: Final = 2  # pixels that a frame may lie beside the column
_FRAME: Final = 4  # pixels in which each side of the frame lies
_DARK: Final = 0.85  # of each side
_FULL: Final = 0.8  # of the inside: more is a dark field
_MOST: Final = 40  # columns looked at


def find_crossed(dark: Mask, boxes: list[TickBox], scale: float) -> list[TickBox]:
    """The boxes of a page that stand in line with those already found, and were not found by themselves.

    `scale`: points for each pixel of the mask.
    """
    squares = [box.square for box in boxes]
    below = [square for column in _columns(squares) for square in _in_column(dark, column)]
    aside = [_mirrored(square) for column in _columns(map(_mirrored, squares)) for square in _in_column(dark.T, column)]
    found: list[TickBox] = []
    for square in below + aside:
        known = [*squares, *(box.square for box in found)]
        if any(_overlap(square, other) for other in known):
            continue
        x0, y0, x1, y1 = square
        if dark[y0 + _FRAME : y1 - _FRAME, x0 + _FRAME : x1 - _FRAME].mean() < _FULL:
            found.append(judged(square, dark, scale))
    return found


def _columns(squares: Iterable[Square]) -> list[Square]:
    """One box of each column."""
    columns: list[Square] = []
    for square in squares:
        if not any(abs(square[0] - other[0]) + abs(square[2] - other[2]) <= 2 * _SLACK for other in columns):
            columns.append(square)
    return columns[:_MOST]


def _in_column(dark: Mask, box: Square) -> list[Square]:
    """The places above and below a box that have four dark sides as it has."""
    x0, y0, x1, y1 = box
    high = y1 - y0
    strip = dark[:, max(x0 - _SLACK, 0) : x1 + _SLACK]
    if len(strip) <= high:
        return []
    sides = strip[:, : _FRAME + 1], strip[:, -_FRAME - 1 :]
    left, right = (_share(np.asarray(side.any(axis=1)), high) for side in sides)
    inner = strip[:, _SLACK:-_SLACK]
    thick = inner.copy()
    thick[1:] |= inner[:-1]
    thick[:-1] |= inner[1:]
    rows = thick.mean(axis=1)
    least = np.min([left, right, rows[: len(left)], rows[high - 1 :][: len(left)]], axis=0)
    found: list[Square] = []
    for top in np.argsort(-least, kind="stable")[: 4 * _MOST].tolist():
        if least[top] < _DARK:
            break
        if not any(abs(top - other[1]) < high for other in found):
            found.append((x0, top, x1, top + high))
    return found


def _share(dark: npt.NDArray[np.bool_], size: int) -> npt.NDArray[np.float64]:
    """The share of dark rows in each window of so many."""
    sums = np.concatenate(([0], np.cumsum(dark)))
    return (sums[size:] - sums[:-size]) / size


def _mirrored(square: Square) -> Square:
    x0, y0, x1, y1 = square
    return y0, x0, y1, x1


def _overlap(one: Square, other: Square) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
