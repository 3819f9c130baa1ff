"""Boxes to tick in a scanned page: small squares of four strokes with white around them, and the ink inside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.runs import strokes

if TYPE_CHECKING:
    from pipeline.documents.pictures.runs import Mask, Stroke

Square = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels of the mask, of the outer edges

_SIDE: Final = (6.5, 20.0)  # points
_OFF: Final = 1.5  # points that a corner may be off
_SQUARE: Final = (0.75, 1.35)
_COVERED: Final = 0.8  # of an upright side that is dark
_STRAIGHT: Final = 0.88  # of it that lies in two neighbouring columns: sides of letters are bent
_FREE: Final = 0.5  # of the strip beside each side that must be white: a mark may run over the frame, text may not
_FREE_AROUND: Final = 0.78  # of all four strips together
_CORNER: Final = 4  # of a side, the part that belongs to a corner; those of letters are round
_POINTED: Final = 0.5  # of what a corner may be off: so far in, there is ink
_EMPTY, _TICKED = 0.03, 0.09  # of the inside that is dark
_DOUBTFUL: Final = 0.5
_SURE: Final = 0.95
_MOST: Final = 400
_MOST_STROKES: Final = 5_000  # a page with more is a pattern


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick: its place, whether it is ticked, and how surely."""

    square: Square
    checked: bool
    confidence: float


def find_boxes(dark: Mask, scale: float) -> list[TickBox]:
    """The boxes of a page, from top to bottom. `scale`: points for each pixel of the mask."""
    least, most = (side / scale for side in _SIDE)
    level = [each for each in strokes(dark, int(least), slack=1) if each.end - each.start <= most + 2]
    by_start: dict[int, list[Stroke]] = defaultdict(list)
    for stroke in level:
        by_start[stroke.start].append(stroke)
    off = int(_OFF / scale)
    found: list[TickBox] = []
    for top in sorted(level, key=lambda stroke: (stroke.first, stroke.start))[:_MOST_STROKES]:
        near = [each for start in range(top.start - off, top.start + off + 1) for each in by_start.get(start, ())]
        square = _below(top, near, dark, scale)
        if square is not None and not any(_same(square, other.square, _OFF / scale) for other in found):
            found.append(judged(square, dark, scale))
            if len(found) == _MOST:
                break
    return found


def _below(top: Stroke, level: list[Stroke], dark: Mask, scale: float) -> Square | None:
    """The square whose upper side is this stroke, where there is one."""
    off = _OFF / scale
    width = top.end - top.start
    for bottom in level:
        height = bottom.last - top.first + 1
        alike = abs(bottom.start - top.start) <= off and abs(bottom.end - top.end) <= off
        if alike and _SQUARE[0] * width <= height <= _SQUARE[1] * width:
            square = min(top.start, bottom.start), top.first, max(top.end, bottom.end), bottom.last + 1
            if _upright_sides(square, dark, off) and _stands_free(square, dark, off):
                return square
    return None


def _upright_sides(square: Square, dark: Mask, off: float) -> bool:
    x0, y0, x1, y1 = square
    reach = max(int(off), 1)
    left = dark[y0:y1, max(x0 - 1, 0) : x0 + reach].any(axis=1)
    right = dark[y0:y1, x1 - reach : x1 + 1].any(axis=1)
    full = bool(min(left.mean(), right.mean()) >= _COVERED)
    return full and _straight(square, dark, reach) and _has_corners(square, dark, reach)


def _has_corners(square: Square, dark: Mask, reach: int) -> bool:
    """Whether each side is dark up to its ends, and does not run on beyond them as the stems of letters do."""
    x0, y0, x1, y1 = square
    part = max((x1 - x0) // _CORNER, 2)
    level = dark[y0 : y0 + reach, x0:x1], dark[y1 - reach : y1, x0:x1]
    upright = dark[y0:y1, x0 : x0 + reach].T, dark[y0:y1, x1 - reach : x1].T
    sides = np.array([np.any(side, axis=0)[[*range(part), *range(-part, 0)]].mean() for side in (*level, *upright)])
    full = bool((sides >= _COVERED).all())
    full = full and all(_is_corner(corner, reach) for corner in _corners(square, dark))
    beyond = [dark[max(y - 2, 0) : y + 1, x : x + 2] for y in (y0 - 3, y1 + 4) for x in (x0, x1 - 2)]
    return full and not any(bool(end.all()) for end in beyond if end.size)


def _corners(square: Square, dark: Mask) -> list[Mask]:
    """A quarter of the square at each corner, turned so that the corner is its first pixel."""
    x0, y0, x1, y1 = square
    inner = dark[y0:y1, x0:x1]
    size = max(min(x1 - x0, y1 - y0) // 2, 1)
    return [view[:size, :size] for view in (inner, inner[:, ::-1], inner[::-1], inner[::-1, ::-1])]


def _is_corner(corner: Mask, reach: int) -> bool:
    """Whether there is ink right at a corner: that of letters is farther in."""
    rows, columns = np.nonzero(corner)
    return bool(len(rows)) and int((rows + columns).min()) <= max(_POINTED * reach, 1)


def _straight(square: Square, dark: Mask, reach: int) -> bool:
    """Whether one column of pixels, or two neighbours, make up each upright side: round letters have bent ones."""
    x0, y0, x1, y1 = square
    sides = [range(max(x0 - 1, 0), x0 + reach), range(x1 - reach, min(x1 + 1, dark.shape[1] - 1))]
    return all(
        max((dark[y0:y1, x] | dark[y0:y1, min(x + 1, dark.shape[1] - 1)]).mean() for x in side) >= _STRAIGHT
        for side in sides
    )


def _stands_free(square: Square, dark: Mask, off: float) -> bool:
    """Whether there is mostly white around: cells of tables and squares within letters have none."""
    x0, y0, x1, y1 = square
    gap, strip = 1, max(int(off), 2)
    strips = [
        dark[y0:y1, max(x0 - gap - strip, 0) : max(x0 - gap, 0)].any(axis=1),
        dark[y0:y1, x1 + gap : x1 + gap + strip].any(axis=1),
        dark[max(y0 - gap - strip, 0) : max(y0 - gap, 0), x0:x1].any(axis=0),
        dark[y1 + gap : y1 + gap + strip, x0:x1].any(axis=0),
    ]
    white = [1.0 - float(each.mean()) for each in strips if each.size]
    return bool(white) and min(white) >= _FREE and sum(white) >= _FREE_AROUND * len(white)


def judged(square: Square, dark: Mask, scale: float) -> TickBox:
    """The box that has this frame, by the ink inside."""
    x0, y0, x1, y1 = square
    edge = max(int(1.4 / scale), 2)
    inside = dark[y0 + edge : y1 - edge, x0 + edge : x1 - edge]
    full = float(np.mean(inside)) if inside.size else 0.0
    sure = _DOUBTFUL if _EMPTY < full < _TICKED else _SURE
    return TickBox(square, full >= (_EMPTY + _TICKED) / 2, sure)


def _same(one: Square, other: Square, off: float) -> bool:
    return all(abs(a - b) <= 2 * off for a, b in zip(one, other, strict=True))
