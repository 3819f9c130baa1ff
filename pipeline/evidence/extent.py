"""How much of a page a cut-out shows, and how large: the value, and enough around it that its label is seen. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model import Box

WIDEST: Final = 700  # pixels
HIGHEST: Final = 420  # pixels; of a longer text its beginning is enough to find it
_LARGEST: Final = 2.2  # pixels for a point, about 160 dpi: sharp enough to read, small enough to keep

_LEFT: Final = 230.0  # points: labels stand left of their values, some at the other edge of the form
_ABOVE: Final = 34.0  # or above
_RIGHT: Final = 150.0  # where writing runs from the right, labels stand there
_BELOW: Final = 30.0  # where a label names the line under which one signs
_NARROWEST: Final = 360.0
_FARTHEST: Final = 20_000.0  # points: no page is larger


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the page that is shown (points from the top left corner), and pixels for each point."""

    box: Box
    scale: float


def extent_of(box: Box, width: float, height: float) -> Extent | None:
    """What to show of a page of that size for a value in `box`; None where the box lies outside or is none at all."""
    x0, y0, x1, y1 = box
    if not (0 <= x1 - x0 <= _FARTHEST and 0 <= y1 - y0 <= _FARTHEST) or (x1 - x0) + (y1 - y0) <= 0:
        return None
    x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, width), min(y1, height)
    if x1 < x0 or y1 < y0:
        return None
    left, right = max(x0 - _LEFT, 0.0), min(x1 + _RIGHT, width)
    right = min(max(right, left + _NARROWEST), width)
    top, bottom = max(y0 - _ABOVE, 0.0), min(y1 + _BELOW, height)
    scale = min(_LARGEST, WIDEST / max(right - left, 1.0))
    return Extent((left, top, right, min(bottom, top + HIGHEST / scale)), scale)
