"""Chance that can be repeated: the same seed words always give the same corpus."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Thing = TypeVar("Thing")


class Chance:
    """A stream of choices that depends on its seed words alone."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random(":".join(map(str, seed)))  # noqa: S311 - test data, no secret

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of the things, all alike."""
        return self._random.choice(things)

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """So many different ones, in the order in which they stand."""
        chosen = set(self._random.sample(range(len(things)), min(count, len(things))))
        return [thing for at, thing in enumerate(things) if at in chosen]

    def yes(self, share: float) -> bool:
        """True in that share of cases (0..1)."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self._random.randint(low, high)

    def real(self, low: float, high: float) -> float:
        """A number between low and high."""
        return self._random.uniform(low, high)

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """The things in another order."""
        return self._random.sample(list(things), len(things))
