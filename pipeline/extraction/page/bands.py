"""Boxes sorted into bands of a page, so that a box's neighbours are found without looking at every other."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BREADTH: Final = 24.0  # points: about a line of text with its space
_MOST: Final = 4000  # bands of one page; what is placed beyond stands in the last one


class Bands:
    """Things by the stretches of one axis (points) that they cover. A thing may cover several stretches."""

    def __init__(self, things: Iterable[tuple[int, Sequence[tuple[float, float]]]]) -> None:
        self._bands: dict[int, list[int]] = defaultdict(list)
        self._first: dict[int, int] = {}
        for thing, stretches in things:
            for band in _touched(stretches):
                self._bands[band].append(thing)
            self._first[thing] = _band(stretches[0][0])

    def near(self, stretches: Iterable[tuple[float, float]]) -> list[int]:
        """Everything that shares a band with the stretches, in rising order: all that can overlap them is there."""
        things: set[int] = set()
        for band in _touched(stretches):
            things.update(self._bands.get(band, ()))
        return sorted(things)

    def onward(self, at: float) -> Iterator[list[int]]:
        """The things that begin at `at` or further on, band by band; those of one band in rising order.

        A thing begins where the first of its stretches does.
        """
        for band in range(_band(at), max(self._bands, default=-1) + 1):
            yield [thing for thing in self._bands.get(band, ()) if self._first[thing] == band]


def _touched(stretches: Iterable[tuple[float, float]]) -> set[int]:
    bands: set[int] = set()
    for start, end in stretches:
        first, last = _band(start), _band(end)
        bands.update(range(first, last + 1) if first <= last else range(last, first + 1))
    return bands


def _band(at: float) -> int:
    band = at / _BREADTH
    if 0 <= band <= _MOST:
        return int(band)
    return int(min(max(band, 0), _MOST)) if math.isfinite(at) else 0
