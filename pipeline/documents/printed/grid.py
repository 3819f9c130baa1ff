"""The lines of a page as a grid: broken lines made whole, cells found, and what stands between two words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.boxes import middle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model import Box

TOUCH = 2.0  # points between pieces of one line
SAME_LINE = 0.8  # points that pieces of one line may be off
REACH = 3.0  # points that a cell's side may be short of its corner
NEAREST = 6  # lines tried on each side of a place before it counts as free
FARTHEST = 400  # lines looked at on each side
LEAST_SIDE = 4.0  # points: a smaller cell holds no text


@dataclass(frozen=True, slots=True)
class Line:
    """A line at `at` (y of a level line, x of an upright one) that runs from `start` to `end`."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        """Whether it runs along the whole of a side."""
        return self.start <= start + REACH and self.end >= end - REACH


class Grid:
    """The level and the upright lines of one page, by place; `boxes` to tick part words and are no cells."""

    def __init__(self, rules: list[Box], boxes: Iterable[Box] = ()) -> None:
        self._boxes = sorted(boxes)
        self.level = _merged([Line(rule[1], rule[0], rule[2]) for rule in rules if _is_level(rule)])
        self.upright = _merged([Line(rule[0], rule[1], rule[3]) for rule in rules if not _is_level(rule)])
        self._ys = [line.at for line in self.level]
        self._xs = [line.at for line in self.upright]

    def rules(self) -> list[Box]:
        """All lines as boxes without thickness."""
        level = [(line.start, line.at, line.end, line.at) for line in self.level]
        return level + [(line.at, line.start, line.at, line.end) for line in self.upright]

    def divided(self, left: float, right: float, y: float) -> bool:
        """Whether an upright line runs, or a box to tick stands, between two places of a text line."""
        first, last = bisect_left(self._xs, min(left, right) - 1), bisect_right(self._xs, max(left, right) + 1)
        if any(line.start <= y <= line.end for line in self.upright[first:last]):
            return True
        first, last = (bisect_left(self._boxes, (edge - 1,)) for edge in sorted((left, right)))
        return any(box[1] <= y <= box[3] for box in self._boxes[first:last])

    def cell(self, box: Box) -> Box | None:
        """The smallest rectangle of lines around the middle of a box, where there is one."""
        x, y = middle(box)
        best: Box | None = None
        above = _near(self.level, bisect_right(self._ys, y), x, back=True)
        below = _near(self.level, bisect_right(self._ys, y), x, back=False)
        before = _near(self.upright, bisect_right(self._xs, x), y, back=True)
        behind = _near(self.upright, bisect_right(self._xs, x), y, back=False)
        for top in above:
            for bottom in below:
                cell = _closed(top, bottom, before, behind)
                if cell is not None:
                    best = cell if best is None or _area(cell) < _area(best) else best
                    break  # lines further down close larger cells only
        return best


def _is_level(rule: Box) -> bool:
    return rule[2] - rule[0] >= rule[3] - rule[1]


def _near(lines: list[Line], index: int, across: float, *, back: bool) -> list[Line]:
    """The nearest lines before (`back`) or behind a place that run past it."""
    order = reversed(lines[max(index - FARTHEST, 0) : index]) if back else lines[index : index + FARTHEST]
    found: list[Line] = []
    for line in order:
        if line.start - REACH <= across <= line.end + REACH:
            found.append(line)
            if len(found) == NEAREST:
                break
    return found


def _closed(top: Line, bottom: Line, before: list[Line], behind: list[Line]) -> Box | None:
    """The rectangle between two level lines with the nearest upright ones that close it."""
    left = next((line for line in before if line.covers(top.at, bottom.at)), None)
    right = next((line for line in behind if line.covers(top.at, bottom.at)), None)
    if left is None or right is None or min(right.at - left.at, bottom.at - top.at) < LEAST_SIDE:
        return None
    if not (top.covers(left.at, right.at) and bottom.covers(left.at, right.at)):
        return None
    return left.at, top.at, right.at, bottom.at


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces of one line put together, in the order of their place."""
    done: list[Line] = []
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if not rows or line.at - rows[-1][0].at > SAME_LINE:
            rows.append([])
        rows[-1].append(line)
    for row in rows:
        first = len(done)
        for line in sorted(row, key=lambda line: line.start):
            last = done[-1] if len(done) > first else None
            if last is not None and line.start <= last.end + TOUCH:
                done[-1] = Line(last.at, last.start, max(last.end, line.end))
            else:
                done.append(line)
    return done
