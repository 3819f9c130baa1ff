"""The curves of the progress over time, as places in a drawing; the template makes SVG of them. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.review.page.groups import Group

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.review.page.overtime import Month

_FIGURE: Final = 8  # units: one figure of the scale
_RIGHT: Final = 14
_TOP: Final = 16
_BELOW: Final = 26
_STEPS: Final = 5
_FOR_A_GOAL: Final = 18  # units: nor those above the lines of targets
_TWO_YEARS: Final = 24
_FOR_A_MONTH: Final = 74  # units: words below the scale do not run into each other
_FOR_A_YEAR: Final = 44


@dataclass(frozen=True, slots=True)
class Curve:
    """One group: its steps as a path, and where it ends."""

    group: Group
    path: str
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of the size `width` by `height`, in which one unit is one pixel of the page."""

    width: int
    height: int
    left: int
    right: int
    base: float
    scale: tuple[tuple[float, int], ...]  # height and figure
    goals: tuple[tuple[float, int], ...]  # the same, of targets
    labels: tuple[tuple[float, int], ...]  # place and number of the month that is named below it
    years: bool  # of which the year is enough
    curves: tuple[Curve, ...]


def chart(months: Sequence[Month], targets: Sequence[int], width: int, height: int) -> Chart:
    """The curves of all months. The scale reaches to the next target where the curves would still be seen then."""
    highest = max((max(month.all.values()) for month in months), default=0)
    top = _top(highest, targets)
    base = height - _BELOW
    left = 16 + _FIGURE * len(f"{top:,}")
    x = _across(len(months), left, width - _RIGHT)

    def y(figure: float) -> float:
        return round(base - (base - _TOP) * figure / top, 1)

    step = _step(top)
    return Chart(
        width,
        height,
        left,
        width - _RIGHT,
        base,
        tuple((y(figure), figure) for figure in range(0, top + 1, step)),
        _apart([(y(goal), goal) for goal in sorted(targets, reverse=True) if 0 < goal <= top], base),
        _labels(months, width - _RIGHT, x),
        len(months) > _TWO_YEARS,
        tuple(_curve(group, months, x, y) for group in (Group.PLEDGE, Group.FORM, Group.MEMBER)),
    )


def _top(highest: int, targets: Sequence[int]) -> int:
    goal = min((each for each in targets if each >= highest), default=0)
    top = goal if goal and highest * 4 >= goal else max(highest, 4)
    step = _step(top)
    return math.ceil(top / step) * step


def _step(top: int) -> int:
    """A round step with which the scale has a handful of figures."""
    rough = max(top / _STEPS, 1)
    ten = 10 ** math.floor(math.log10(rough))
    return next(int(each * ten) for each in (1, 2, 5, 10) if each * ten >= rough)


def _across(count: int, left: int, right: int) -> Callable[[int], float]:
    apart = (right - left) / max(count, 1)
    return lambda number: round(left + apart * number, 1)


def _apart(goals: Sequence[tuple[float, int]], base: float) -> tuple[tuple[float, int], ...]:
    """The targets, the highest first, without those whose words would run into each other."""
    kept: list[tuple[float, int]] = []
    for height, goal in goals:
        if base - height >= _FOR_A_GOAL and all(height - above >= _FOR_A_GOAL for above, _ in kept):
            kept.append((height, goal))
    return tuple(kept)


def _labels(months: Sequence[Month], right: int, x: Callable[[int], float]) -> tuple[tuple[float, int], ...]:
    """Every so many months, of many only those with which a year begins."""
    long = len(months) > _TWO_YEARS
    named = [number for number, month in enumerate(months) if not long or month.first.month == 1]
    room = _FOR_A_YEAR if long else _FOR_A_MONTH
    often = max(1, math.ceil(len(named) * room / (right - x(0))))
    return tuple((x(number), number) for number in named[::often] if x(number) <= right - room)


def _curve(group: Group, months: Sequence[Month], x: Callable[[int], float], y: Callable[[float], float]) -> Curve:
    """Steps: flat through a month, up where the next begins with more."""
    parts = []
    for number, month in enumerate(months):
        level = y(month.all[group])
        parts.append(f"{'V' if number else f'M{x(0)} '}{level}H{x(number + 1)}")
    end = (x(len(months)), y(months[-1].all[group])) if months else (0.0, 0.0)
    return Curve(group, "".join(parts), end)
