"""Ink that is no print: signatures, stamps and pictures, told from what is left of a page without words and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.documents.picture_clean import pooled
from pipeline.documents.picture_runs import runs

if TYPE_CHECKING:
    from pipeline.documents.picture_runs import Mask
    from pipeline.model import Box

_STEP: Final = 2  # pixels of the mask for one that is looked at: about 75 dpi
_HEIGHT, _WIDTH = 13.0, 24.0  # points: less is a letter, a smudge or a dash
_FULL: Final = 0.01  # of its box that is ink
_NEAR: Final = 6.0  # points between parts of one signature
_EDGE: Final = 6.0  # points from the page's edge: the scanner's shadow
_MOST: Final = 100


def find_ink(left_over: Mask, scale: float) -> list[Box]:
    """The places of large strokes, in points of the mask's corner; `scale` is that of the mask."""
    small = pooled(left_over, _STEP)
    unit = scale * _STEP
    height, width = small.shape[0] * unit, small.shape[1] * unit
    parts = [_points(part, unit) for part in _connected(small, max(round(1.5 / unit), 1))]
    inner = [box for box in parts if not _at_edge(box, width, height) and _large(box)]
    return [box for box in _together(inner) if box[3] - box[1] >= _HEIGHT and box[2] - box[0] >= _WIDTH][:_MOST]


def _connected(dark: Mask, reach: int) -> list[tuple[int, int, int, int]]:
    """The boxes (x0, y0, x1, y1) around runs that touch those of the row above, give or take `reach` pixels."""
    done: list[list[int]] = []
    owner: dict[int, int] = {}
    above: list[tuple[int, int, int]] = []  # start, end, part
    here: list[tuple[int, int, int]] = []
    at = -1
    for row, start, end in runs(dark, 1):
        if row != at:
            above, here, at = (here if row == at + 1 else []), [], row
        touched = {_root(owner, part) for s, e, part in above if s <= end + reach and start <= e + reach}
        part = min(touched, default=len(done))
        if part == len(done):
            done.append([start, row, end, row + 1])
        for other in touched:
            owner[other] = part
        owner[part] = part
        for box in [[start, row, end, row + 1], *(done[other] for other in touched)]:
            mine = done[part]
            done[part] = [min(mine[0], box[0]), min(mine[1], box[1]), max(mine[2], box[2]), max(mine[3], box[3])]
        here.append((start, end, part))
    return [(b[0], b[1], b[2], b[3]) for part, b in enumerate(done) if _root(owner, part) == part]


def _root(owner: dict[int, int], part: int) -> int:
    while owner.get(part, part) != part:
        part = owner[part]
    return part


def _points(part: tuple[int, int, int, int], unit: float) -> Box:
    x0, y0, x1, y1 = part
    return x0 * unit, y0 * unit, x1 * unit, y1 * unit


def _large(box: Box) -> bool:
    return max(box[3] - box[1], box[2] - box[0]) >= _HEIGHT / 2


def _at_edge(box: Box, width: float, height: float) -> bool:
    return box[0] < _EDGE or box[1] < _EDGE or box[2] > width - _EDGE or box[3] > height - _EDGE


def _together(boxes: list[Box]) -> list[Box]:
    """Boxes with those near them made one: a signature is several strokes."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0]))[: 20 * _MOST]:
        whole = box
        while near := [other for other in done if _touch(whole, other)]:
            done = [other for other in done if other not in near]
            for other in near:
                whole = (
                    min(whole[0], other[0]),
                    min(whole[1], other[1]),
                    max(whole[2], other[2]),
                    max(whole[3], other[3]),
                )
        done.append(whole)
    return done


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )
