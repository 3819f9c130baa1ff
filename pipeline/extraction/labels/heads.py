"""Heads of tables in two rows: a wide cell over the columns of its part ("Leader" over "Name" and "Title")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extraction.page.layout import Layout
    from pipeline.model import Box

_TOUCHING: Final = 6.0  # points between cells that are neighbours
_INSIDE: Final = 2.0  # points by which edges may differ
_NUMBER: Final = re.compile(r"\W*(\d{1,2})\W*")


def stands_over(above: Box, below: Box) -> bool:
    """Whether one cell stands right over another that is inside its width."""
    near = abs(below[1] - above[3]) < _TOUCHING
    return near and above[0] - _INSIDE <= below[0] and below[2] <= above[2] + _INSIDE


def groups(frames: Iterable[Box]) -> dict[Box, list[Box]]:
    """The cells that stand over several others of these, each with those that it stands over."""
    frames = sorted(set(frames))
    by_top = sorted(frames, key=_top)
    tops = [frame[1] for frame in by_top]
    over: dict[Box, list[Box]] = {}
    for above in frames:
        near = by_top[bisect_left(tops, above[3] - _TOUCHING) : bisect_right(tops, above[3] + _TOUCHING)]
        over[above] = sorted(below for below in near if stands_over(above, below))
    return {above: below for above, below in over.items() if len(below) > 1}


def _top(frame: Box) -> float:
    return frame[1]


def is_head_beside_groups(index: int, layout: Layout) -> bool:
    """Whether a cell is as high as a wide cell on its right and the cells under that: both are heads of one table."""
    here = layout.frame(index)
    beside = {layout.frame(other) for other in layout.right_of(index)}
    top = (frame for frame in groups(beside) if abs(frame[1] - here[1]) < _INSIDE)
    return any(below[3] <= here[3] + _INSIDE for frame in top for below in groups(beside)[frame])


def are_numbers_of_columns(indexes: Sequence[int], layout: Layout) -> bool:
    """Whether texts count the columns of a table: "1 | 2 | 3", "(1) | (2) | (3)"."""
    found = [_NUMBER.fullmatch(layout.pieces[index].text) for index in indexes]
    numbers = [int(match[1]) for match in found if match]
    return len(found) > 1 and len(numbers) == len(found) and numbers == list(range(numbers[0], numbers[0] + len(found)))
