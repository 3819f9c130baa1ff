"""Where the members are: marks on a map of the world, those that would cover each other drawn as one. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.review.page.groups import Group, group_of
from pipeline.review.page.projection import HEIGHT, WIDTH, place
from pipeline.review.page.window import Window, densest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.records import Member
    from pipeline.words import Words

_CELLS: Final = (4, 8, 16, 32, 64, 128)  # units of the map: what lies in one square is one mark
_CROWDED: Final = 32  # from squares of this side on, what one mark stands for is not one place any more
_MOST: Final = 300  # marks: more would be a blot, and too much to hear
_NAMED: Final = 4  # of those that one mark stands for
_LARGEST: Final = 2.5  # times the mark of one, where there is room around it
_ONE: Final = 13.5  # units: half the width of the mark of one
_ORDER: Final = (Group.PLEDGE, Group.FORM, Group.MEMBER)  # the last lies on top
_APART: Final = {Group.MEMBER: (0.0, -0.2), Group.FORM: (-0.22, 0.16), Group.PLEDGE: (0.22, 0.16)}  # of a square

Spot = tuple[float, float, "Member"]
Spots = dict[Group, list[Spot]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its middle in units of the map, its size as a multiple of the smallest, and what it says."""

    x: float
    y: float
    size: float
    group: Group
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the world with its marks; `crowded`: they stand for squares rather than for places."""

    window: Window
    marks: tuple[Mark, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The map. `placed` are shown on it, `without` have no place that is known; `closer` is where most of them are."""

    world: Sheet
    closer: Sheet | None
    placed: int
    without: int


@lru_cache(maxsize=1)
def outline() -> str:
    """The coasts of the world as a path of SVG; made by `scripts/world_outline.py`."""
    return (Path(__file__).parent / "world.txt").read_text(encoding="ascii").strip()


def world_map(members: Sequence[Member], named: Callable[[Member], str], words: Words) -> WorldMap:
    """The map of all who did not decline or withdraw; `named` gives what one of them is called on it."""
    present = [(each, group) for each in members if (group := group_of(each)) is not None]
    spots: Spots = {group: [] for group in _ORDER}
    for member, group in present:
        at = member.place
        if at is not None and math.isfinite(at.latitude) and math.isfinite(at.longitude):
            spots[group].append((*place(at.longitude, at.latitude), member))
    placed = sum(len(each) for each in spots.values())
    window = densest([(x, y) for each in spots.values() for x, y, _ in each])
    within = {group: [spot for spot in each if window and window.holds(*spot[:2])] for group, each in spots.items()}
    return WorldMap(
        _sheet(Window(0, 0, WIDTH, HEIGHT), spots, named, words),
        _sheet(window, within, named, words) if window else None,
        placed,
        len(present) - placed,
    )


def _sheet(window: Window, spots: Spots, named: Callable[[Member], str], words: Words) -> Sheet:
    """Spots by square, with the smallest squares that are few enough; large heaps lie under small ones."""
    cell = 0.0
    heaps: list[tuple[Group, list[Spot]]] = []
    for units in _CELLS:
        cell = units * window.zoom
        heaps = [(group, heap) for group in _ORDER for heap in _squares(spots[group], cell)]
        if len(heaps) <= _MOST:
            break
    crowded = cell >= _CROWDED * window.zoom
    room = max(1.0, 0.28 * cell / (_ONE * window.zoom)) if crowded else _LARGEST
    marks = []
    for group, heap in heaps:
        x, y = sum(each[0] for each in heap) / len(heap), sum(each[1] for each in heap) / len(heap)
        if crowded:  # in the middle of the square, beside the other groups
            x, y = ((math.floor(at / cell) + 0.5 + off) * cell for at, off in zip((x, y), _APART[group], strict=True))
        size = min(math.sqrt(len(heap)), room) * window.zoom
        marks.append(Mark(round(x, 1), round(y, 1), round(size, 3), group, _text(group, heap, named, words)))
    return Sheet(window, tuple(marks), crowded)


def _squares(spots: Iterable[Spot], cell: float) -> list[list[Spot]]:
    squares: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        squares.setdefault((int(spot[0] // cell), int(spot[1] // cell)), []).append(spot)
    return sorted(squares.values(), key=len, reverse=True)


def _text(group: Group, heap: list[Spot], named: Callable[[Member], str], words: Words) -> str:
    if len(heap) == 1:
        return named(heap[0][2])
    names = "; ".join(named(member) for _, _, member in heap[:_NAMED])
    count = words.many(f"report.group.{group}", len(heap))
    if len(heap) <= _NAMED:
        return words("report.map.heap", count=count, names=names)
    more = words.many("report.map.more", len(heap) - _NAMED, names=names)
    return words("report.map.heap", count=count, names=more)
