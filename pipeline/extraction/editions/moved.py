"""Questions of a known edition that stand elsewhere on a form: before others that they came after, or the other way."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from pipeline.normalise.plain import key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extraction.editions.teaching import Taught

_LEAST_LETTERS: Final = 4  # shorter labels are no proof of anything
_MOST_MOVED: Final = 0.5  # of the questions: more of them mean that the two were read in different orders


def moved(now: Sequence[Taught], known: Sequence[Taught]) -> list[Taught]:
    """The fewest questions that were moved, so that the others stand in the order of the known edition."""
    places = {letters: place for place, letters in enumerate(_labels(known))}
    here = {letters: each for letters, each in _labels(now).items() if letters in places}
    kept = _rising([places[letters] for letters in here])
    gone = [each for letters, each in here.items() if places[letters] not in kept]
    return gone if len(gone) <= _MOST_MOVED * len(here) else []


def _labels(taught: Sequence[Taught]) -> dict[str, Taught]:
    """The questions that a form has once, by their letters, in its order."""
    often = Counter(key(each.label) for each in taught)
    found = ((key(each.label), each) for each in taught if each.field)
    return {letters: each for letters, each in found if often[letters] == 1 and len(letters) >= _LEAST_LETTERS}


def _rising(numbers: Iterable[int]) -> set[int]:
    """The longest series of them, in their order, in which each is greater than the one before."""
    ends: list[int] = []  # the smallest number that a series of each length can end with
    chains: list[list[int]] = []
    for number in numbers:
        length = bisect_left(ends, number)
        chain = [*(chains[length - 1] if length else []), number]
        ends[length:], chains[length:] = [number, *ends[length + 1 :]], [chain, *chains[length + 1 :]]
    return set(chains[-1]) if chains else set()
