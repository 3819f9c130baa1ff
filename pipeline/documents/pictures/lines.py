"""The printed lines of a scanned page: found as rules, and taken out before its words are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.documents.pictures.runs import Stroke, strokes

if TYPE_CHECKING:
    from pipeline.documents.pictures.runs import Grey, Mask

LONG: Final = 17.0  # points: shorter level strokes are dashes and parts of letters
HIGH: Final = 12.0  # points: shorter upright strokes are letters
_ALONE: Final = 30.0  # points: an upright line as long needs no level one that it meets
_THICK: Final = 3.5  # points
_MEETS: Final = 3.0  # points
_LEAST_FULL: Final = 0.85  # of its length that a line is really dark
_UNBROKEN: Final = 0.97  # of a line that has letters close by
_CROWDED: Final = 0.4  # of the strip beside a line that is dark
_FEET: Final = 0.2  # of it beside a short one: the stems of letters, whose feet it is
_AROUND: Final = 5  # pixels above and below that are compared with a faint line
_DARKER: Final = 18  # of 255
_LONG_LINE: Final = 60.0  # points: no letters stand so close for so long


@dataclass(frozen=True, slots=True)
class Rules:
    """Level and upright lines in pixels of the structure mask; of upright ones rows and columns are exchanged."""

    level: list[Stroke]
    upright: list[Stroke]


def find_rules(dark: Mask, grey: Grey, scale: float) -> Rules:
    """The straight lines of a page. `grey`: its pixels, as many as the mask has; `scale`: points for each of them."""
    level = _lines(dark | _faint(grey), LONG / scale, scale)
    upright = _lines(np.ascontiguousarray(dark.T) | _faint(np.ascontiguousarray(grey.T)), HIGH / scale, scale)
    return Rules(level, [line for line in upright if _is_rule(line, level, scale)])


def _faint(grey: Grey) -> Mask:
    """Thin level lines of any darkness: what is darker than both what is above and what is below."""
    found = np.zeros(grey.shape, dtype=np.bool_)
    middle = grey[_AROUND:-_AROUND].astype(np.int16) + _DARKER
    found[_AROUND:-_AROUND] = (middle < grey[: -2 * _AROUND]) & (middle < grey[2 * _AROUND :])
    return found


def _lines(dark: Mask, least: float, scale: float) -> list[Stroke]:
    found = strokes(_closed(dark), int(least))
    return [stroke for stroke in found if stroke.thick * scale <= _THICK and _is_line(dark, stroke, scale)]


def _is_line(dark: Mask, stroke: Stroke, scale: float) -> bool:
    """Whether a stroke is dark all along and has white beside it; the feet of letters in a row are neither."""
    part = dark[:, stroke.start : stroke.end]
    full = float(part[stroke.first : stroke.last + 2].any(axis=0).mean())
    above = part[max(stroke.first - 3, 0) : max(stroke.first - 1, 0)]
    below = part[stroke.last + 3 : stroke.last + 5]
    beside = max((float(each.mean()) for each in (above, below) if each.size), default=0.0)
    long = (stroke.end - stroke.start) * scale >= _LONG_LINE
    return full >= (_UNBROKEN if beside > _CROWDED else _LEAST_FULL) and (long or beside <= _FEET)


def _closed(dark: Mask) -> Mask:
    """The mask with small gaps in level strokes closed, also where a line steps down by one row."""
    thick = dark.copy()
    thick[:-1] |= dark[1:]
    for gap in (2, 3):
        thick[:, 1 : 1 - gap] |= thick[:, :-gap] & thick[:, gap:]
    return thick


def _is_rule(line: Stroke, level: list[Stroke], scale: float) -> bool:
    """Whether an upright stroke is long, or begins or ends at a level line; else it is a large letter's."""
    if (line.end - line.start) * scale >= _ALONE:
        return True
    near = _MEETS / scale
    return any(
        other.start - near <= line.first <= other.end + near
        and (abs(other.first - line.start) <= near or abs(other.last - line.end) <= near)
        for other in level
    )


def without_lines(grey: Grey, rules: Rules, step: int, threshold: int) -> Grey:
    """The page with its lines painted white, except where letters cross them. `step`: pixels for one of the mask."""
    clean = grey.copy()
    for line in rules.level:
        _wipe(clean, line, step, threshold)
    for line in rules.upright:
        _wipe(clean.T, line, step, threshold)
    return clean


def _wipe(grey: Grey, line: Stroke, step: int, threshold: int) -> None:
    top, bottom = max(line.first * step - 1, 0), min((line.last + 2) * step + 1, grey.shape[0] - 1)
    start, end = max(line.start * step - 1, 0), min(line.end * step + 1, grey.shape[1])
    band = grey[top : bottom + 1, start:end]
    if band.shape[0] < 3 or not band.size:  # noqa: PLR2004 - an edge above and below
        return
    crossing = (band[0] < threshold) | (band[-1] < threshold)
    band[:, ~crossing] = 255
