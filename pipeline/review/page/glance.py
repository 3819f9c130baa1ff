"""How far the campaign is towards each of its targets. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.review.counts import Counts

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: the share of it that is reached, and that would be with the forms in hand, in whole percent."""

    goal: int
    percent: int
    hoped: int
    reached: bool


def goals(targets: Sequence[int], counts: Counts) -> tuple[Goal, ...]:
    """Each target; the bar of one that is not reached is never full, and that of the first member never empty."""
    with_forms = counts.members + counts.in_hand
    return tuple(
        Goal(goal, _share(counts.members, goal), _share(with_forms, goal), counts.members >= goal)
        for goal in targets
        if goal > 0
    )


def _share(number: int, goal: int) -> int:
    return min(_WHOLE, _WHOLE * number // goal)
