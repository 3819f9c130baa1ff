"""The part of the map that is worth a closer look: where most of them are. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.review.page.projection import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACROSS: Final = 400  # units of the map: five times as close
_DOWN: Final = 200
_STEP: Final = 20
_LEAST: Final = 8  # that lie in it


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the map, in its units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def zoom(self) -> float:
        """How wide it is beside the whole map."""
        return self.width / WIDTH

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def densest(places: Sequence[tuple[float, float]]) -> Window | None:
    """The window with the most places; None where there are too few for one."""
    squares = Counter((int(x // _STEP), int(y // _STEP)) for x, y in places)
    if not squares:
        return None
    rough = max((_around(x * _STEP, y * _STEP) for x, y in sorted(squares)), key=lambda each: _held(each, squares))
    within = [at for at in places if rough.holds(*at)]
    if len(within) < _LEAST:
        return None
    middle = _around(*(round(sum(each) / len(within)) for each in zip(*within, strict=True)))
    return middle if all(middle.holds(*at) for at in within) else rough


def _around(x: int, y: int) -> Window:
    """The window around a place, moved so that it does not leave the map."""
    left = min(max(x - _ACROSS // 2, 0), WIDTH - _ACROSS)
    top = min(max(y - _DOWN // 2, 0), HEIGHT - _DOWN)
    return Window(left, top, _ACROSS, _DOWN)


def _held(window: Window, squares: Counter[tuple[int, int]]) -> int:
    return sum(
        squares[column, row]
        for column in range(window.x // _STEP, (window.x + window.width) // _STEP)
        for row in range(window.y // _STEP, (window.y + window.height) // _STEP)
    )
