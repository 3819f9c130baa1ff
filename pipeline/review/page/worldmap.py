"""Where the members are: marks on a map of the world, those that would cover each other drawn as one. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.review.page.groups import Group, group_of
from pipeline.review.page.projection import HEIGHT, WIDTH, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.records import Member
    from pipeline.words import Words

_CELLS: Final = (4, 8, 16, 32, 64, 128)  # units of the map: what lies in one square is one mark
_MOST: Final = 300  # marks: more would be a blot, and too much to hear
_NAMED: Final = 4  # of those that one mark stands for
_CROWDED: Final = 32  # units: from squares of this side on, what one mark stands for is not one place any more
_LARGEST: Final = 2.5  # times the mark of one, where there is room around it
_ONE: Final = 13.5  # units: half the width of the mark of one
_APART: Final = {Group.MEMBER: (0.0, -0.2), Group.FORM: (-0.22, 0.16), Group.PLEDGE: (0.22, 0.16)}  # of a square
_ORDER: Final = (Group.PLEDGE, Group.FORM, Group.MEMBER)  # the last lies on top

Spot = tuple[float, float, "Member"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its middle in units of the map, its size as a multiple of the smallest, and what it says."""

    x: int
    y: int
    size: float
    group: Group
    text: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The map. `placed` are shown on it, `without` have no place that is known; `crowded`: squares, not places."""

    marks: tuple[Mark, ...]
    crowded: bool
    placed: int
    without: int
    width: int = WIDTH
    height: int = HEIGHT


@lru_cache(maxsize=1)
def outline() -> str:
    """The coasts of the world as a path of SVG; made by `scripts/world_outline.py`."""
    return (Path(__file__).parent / "world.txt").read_text(encoding="ascii").strip()


def world_map(members: Sequence[Member], named: Callable[[Member], str], words: Words) -> WorldMap:
    """The map of all who did not decline or withdraw; `named` gives what one of them is called on it."""
    present = [(each, group) for each in members if (group := group_of(each)) is not None]
    spots: dict[Group, list[Spot]] = {group: [] for group in _ORDER}
    for member, group in present:
        if member.place is not None and _on_earth(member.place.latitude, member.place.longitude):
            spots[group].append((*place(member.place.longitude, member.place.latitude), member))
    placed = sum(len(each) for each in spots.values())
    cell, heaps = _heaps(spots)
    marks = tuple(_mark(group, heap, cell, _text(group, heap, named, words)) for group, heap in heaps)
    return WorldMap(marks, cell >= _CROWDED, placed, len(present) - placed)


def _on_earth(latitude: float, longitude: float) -> bool:
    return math.isfinite(latitude) and math.isfinite(longitude)


def _heaps(spots: dict[Group, list[Spot]]) -> tuple[int, list[tuple[Group, list[Spot]]]]:
    """Spots by square, with the smallest squares that are few enough, and their side; large heaps lie below."""
    cell = 0
    found: list[tuple[Group, list[Spot]]] = []
    for cell in _CELLS:
        found = [(group, heap) for group in _ORDER for heap in _squares(spots[group], cell)]
        if len(found) <= _MOST:
            break
    return cell, found


def _squares(spots: Iterable[Spot], cell: int) -> list[list[Spot]]:
    squares: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        squares.setdefault((int(spot[0] // cell), int(spot[1] // cell)), []).append(spot)
    return sorted(squares.values(), key=len, reverse=True)


def _mark(group: Group, heap: list[Spot], cell: int, text: str) -> Mark:
    """In the middle of its heap; where squares are large, beside the other groups and as large as there is room."""
    x, y = sum(each[0] for each in heap) / len(heap), sum(each[1] for each in heap) / len(heap)
    room = max(1.0, 0.28 * cell / _ONE) if cell >= _CROWDED else _LARGEST
    size = min(math.sqrt(len(heap)), room)
    if cell >= _CROWDED:
        x, y = ((math.floor(at / cell) + 0.5 + off) * cell for at, off in zip((x, y), _APART[group], strict=True))
    return Mark(round(x), round(y), round(size, 2), group, text)


def _text(group: Group, heap: list[Spot], named: Callable[[Member], str], words: Words) -> str:
    if len(heap) == 1:
        return named(heap[0][2])
    names = "; ".join(named(member) for _, _, member in heap[:_NAMED])
    count = words.many(f"report.group.{group}", len(heap))
    if len(heap) <= _NAMED:
        return f"{count}: {names}"
    return f"{count}: {words.many('report.map.more', len(heap) - _NAMED, names=names)}"
