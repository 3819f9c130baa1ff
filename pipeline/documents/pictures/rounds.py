"""Round buttons in a scanned page: rings and discs of one size that stand beside words, which OCR takes for letters.

An "o", an "O" and a bullet are round too. Buttons are told from them by three things: several of one size are on the
page, at least one of them is empty, and a ring does not stand on the line of the words beside it as letters do; only
with a disc in its column or row it may.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.boxes import TickBox

if TYPE_CHECKING:
    from pipeline.documents.pictures.marks import Things
    from pipeline.documents.pictures.runs import Mask

    Part = tuple[int, int, int, int]

_SIDE: Final = (4.2, 15.0)  # points
_ROUND: Final = (0.84, 1.19)  # wide for their height
_OUTER: Final = (0.84, 1.17)  # radii at which the edge lies, all around
_EDGES: Final = 24  # directions that are looked in
_MOST_EDGES: Final = 0.9  # of them in which the edge is where it should be
_RIM: Final = 0.72  # radii at which the stroke of a ring ends, at the latest
_RIM_DARK: Final = 0.6
_INNER: Final = 0.5  # radii around the middle that a mark fills
_EMPTY, _FULL = 0.12, 0.6  # of that is dark
_ALIKE: Final = 0.15  # of the size that buttons of one kind differ
_OFF_LINE: Final = 0.1  # sizes that it ends above or below the line on which these words stand
_COLUMN: Final = 0.3  # sizes that buttons of one column or row lie beside it
_LEAST_OFF: Final = 1.3  # pixels
_SURE: Final = 0.93
_MOST: Final = 400
_WORDS: Final = 1.5  # sizes that a word is wide


@dataclass(frozen=True, slots=True)
class _Round:
    """A ring or disc by itself: where it is, and whether it is filled."""

    box: Part
    full: bool

    @property
    def size(self) -> float:
        x0, y0, x1, y1 = self.box
        return (x1 - x0 + y1 - y0) / 2


def find_rounds(dark: Mask, things: Things, scale: float) -> list[TickBox]:
    """The round buttons of a page. `things`: what hangs together in it; `scale`: points for each pixel of the mask."""
    parts = things.parts
    least, most = (side / scale for side in _SIDE)
    about = [part for part in parts if least - 2 <= part[2] - part[0] <= most + 3 and part[3] - part[1] <= most + 3]
    found = [each for part in about[: 5 * _MOST] if (each := _judged(part, dark, least)) is not None]
    words = [part for part in parts if part[2] - part[0] >= _WORDS * least and part[3] - part[1] >= least / 2]
    alone = [each for each in found if things.stands_alone(each.box)]
    kept = [each for each in alone if _off_line(each, words, dark) or _in_line_with_full(each, alone)]
    rings = [each for each in kept if not each.full]
    several = [each for each in kept if _has_company(each, kept, rings)][:_MOST]
    return [TickBox(each.box, each.full, _SURE) for each in several]


def _judged(part: Part, dark: Mask, least: float) -> _Round | None:
    """What stands there, if it is a ring or a disc."""
    x0, y0 = max(part[0] - 1, 0), max(part[1] - 1, 0)
    field = dark[y0 : part[3] + 1, x0 : part[2] + 1]
    ys, xs = np.nonzero(field)
    if not len(ys):
        return None
    left, right, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    wide, high = right - left, bottom - top
    if min(wide, high) < least or not _ROUND[0] <= wide / high <= _ROUND[1]:
        return None
    off = np.hypot((xs + 0.5 - (left + right) / 2) * 2 / wide, (ys + 0.5 - (top + bottom) / 2) * 2 / high)
    angle = np.arctan2(ys - (top + bottom - 1) / 2, xs - (left + right - 1) / 2)
    rows, columns = np.ogrid[:high, :wide]
    radius = np.hypot((columns + 0.5 - wide / 2) * 2 / wide, (rows + 0.5 - high / 2) * 2 / high)
    inner = float(field[top:bottom, left:right][radius < _INNER].mean())
    rim = float(field[top:bottom, left:right][(radius > _RIM + 0.08) & (radius < 1 - 1.5 / max(wide, high))].mean())
    if not _is_round(off, angle) or rim < _RIM_DARK or _EMPTY < inner < _FULL:
        return None
    return _Round((x0 + left, y0 + top, x0 + right, y0 + bottom), inner >= _FULL)


def _is_round(off: np.ndarray, angle: np.ndarray) -> bool:
    """Whether the farthest dots in all directions lie on a circle."""
    sector = ((angle + np.pi) / (2 * np.pi) * _EDGES).astype(np.int64) % _EDGES
    far = np.zeros(_EDGES)
    np.maximum.at(far, sector, off)
    return bool(((far >= _OUTER[0]) & (far <= _OUTER[1])).mean() >= _MOST_EDGES)


def _off_line(one: _Round, words: list[Part], dark: Mask) -> bool:
    """Whether it is full, or its lower edge is not on the line on which the words beside it stand."""
    x0, y0, x1, y1 = one.box
    level = [word for word in words if word[1] <= (y0 + y1) / 2 <= word[3]]
    right = min((word for word in level if word[0] >= x1 - 1), key=lambda word: word[0], default=None)
    left = max((word for word in level if word[2] <= x0 + 1), key=lambda word: word[2], default=None)
    near = right if left is None or (right and right[0] - x1 <= x0 - left[2]) else left
    if one.full or near is None:
        return one.full
    return abs(y1 - _line_under(near, dark)) >= max(_OFF_LINE * one.size, _LEAST_OFF)


def _in_line_with_full(one: _Round, others: list[_Round]) -> bool:
    """Whether a disc of its size stands in its column or row: together they are a question and its answer."""
    near = _COLUMN * one.size
    return any(
        each.full
        and abs(each.size - one.size) <= _ALIKE * one.size
        and (abs(each.box[0] - one.box[0]) <= near or abs(each.box[1] - one.box[1]) <= near)
        for each in others
    )


def _line_under(word: Part, dark: Mask) -> int:
    """The row below the line on which a word stands: there the ink becomes suddenly less."""
    x0, y0, x1, y1 = word
    rows = dark[y0 : y1 + 1, x0:x1].sum(axis=1).astype(np.int64)
    lower = len(rows) // 2
    drops = rows[lower:-1] - rows[lower + 1 :]
    return y0 + lower + int(drops.argmax()) + 1 if len(drops) else y1


def _has_company(one: _Round, kept: list[_Round], rings: list[_Round]) -> bool:
    alike = [each for each in kept if abs(each.size - one.size) <= _ALIKE * one.size]
    return len(alike) > 1 and any(each in rings for each in alike)
