"""Degrees to places on the map: Equal Earth, on which no part of the world looks larger than it is.

Formula: Šavrič, Patterson, Jenny, "The Equal Earth map projection" (2018). `scripts/world_outline.py` draws the outline
with the same functions, so that points and coasts agree.
"""

from __future__ import annotations

import math
from typing import Final

WIDTH: Final = 2000
"""Of the map, in its own units."""

_MIDDLE: Final = 11.0  # degrees: the map is cut in the Bering Strait and not through Chukotka
_NORTH: Final = 79.0
_SOUTH: Final = -56.0  # Antarctica has no local governments
_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_TURN: Final = 360.0


def _flat(longitude: float, latitude: float) -> tuple[float, float]:
    slant = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = slant * slant
    sixth = square * square * square
    stretch = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(slant) / (3 * stretch)
    return x, slant * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


_EDGE: Final = _flat(_TURN / 2, 0.0)[0]
_SCALE: Final = WIDTH / (2 * _EDGE)
_TOP: Final = _flat(0.0, _NORTH)[1]
HEIGHT: Final = round((_TOP - _flat(0.0, _SOUTH)[1]) * _SCALE)
"""Of the map, in its own units."""


def around_the_middle(longitude: float) -> float:
    """Degrees east of the middle of the map, between -180 and 180."""
    return (longitude - _MIDDLE + _TURN / 2) % _TURN - _TURN / 2


def on_map(east: float, latitude: float) -> tuple[float, float]:
    """The place of a point `east` degrees from the middle; units of the map from its top left corner."""
    x, y = _flat(east, latitude)
    return (x + _EDGE) * _SCALE, (_TOP - y) * _SCALE


def place(longitude: float, latitude: float) -> tuple[float, float]:
    """The place of a point on the map, always within it."""
    x, y = on_map(around_the_middle(longitude), max(-90.0, min(90.0, latitude)))
    return min(max(x, 0.0), float(WIDTH)), min(max(y, 0.0), float(HEIGHT))
