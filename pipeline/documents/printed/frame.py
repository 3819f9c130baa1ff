"""From a PDF page's own coordinates to points from the top left corner of the page as a person sees it.

A PDF page has its origin anywhere (`/CropBox`), y upwards, and may be shown turned (`/Rotate`); ISO 32000-1, 7.7.3.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model import Box

Point = tuple[float, float]
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)
QUARTERS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates (points, y upwards) and how far it is turned clockwise."""

    left: float = 0.0
    bottom: float = 0.0
    right: float = 612.0
    top: float = 792.0
    turn: int = 0

    @property
    def width(self) -> float:
        """Width as shown, in points."""
        return self.top - self.bottom if self.turn in {90, 270} else self.right - self.left

    @property
    def height(self) -> float:
        """Height as shown, in points."""
        return self.right - self.left if self.turn in {90, 270} else self.top - self.bottom

    def point(self, x: float, y: float) -> Point:
        """A point of the page as a point from the top left corner, y downwards."""
        if self.turn == QUARTERS[1]:
            return y - self.bottom, x - self.left
        if self.turn == QUARTERS[2]:
            return self.right - x, y - self.bottom
        if self.turn == QUARTERS[3]:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle given by any two opposite corners as a box from the top left corner."""
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def upright(degrees: int) -> int:
    """`/Rotate` as one of 0, 90, 180, 270; what is no quarter turn counts as 0, as viewers do."""
    turn = degrees % 360
    return turn if turn in QUARTERS else 0
