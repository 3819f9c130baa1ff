"""Columns that stand close: where texts of many lines begin (or end) beside a wide gap, a narrow gap parts them too.

A long label leaves little room before its value, and a long value before the next column. Where other lines begin
there, it is a new text all the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.documents.printed.word import Word

_LEAST: Final = 3  # lines
_WIDE: Final = 0.6  # sizes of the font: blanks are narrower, but for those of justified text
_SAME: Final = 1.2  # points


@dataclass(frozen=True, slots=True)
class Edges:
    """Where columns begin and where they end, in points from the left."""

    starts: frozenset[int]
    ends: frozenset[int]

    def parted(self, run: list[Word]) -> list[list[Word]]:
        """A run of words in the parts that stand in columns of their own."""
        parts = [[run[0]]]
        for last, word in pairwise(run):
            if self._between(last, word):
                parts.append([])
            parts[-1].append(word)
        return parts

    def _between(self, last: Word, word: Word) -> bool:
        if word.box[0] - last.box[2] < _WIDE * (last.size + word.size) / 2:
            return False
        return round(word.box[0] / _SAME) in self.starts or round(last.box[2] / _SAME) in self.ends


def column_edges(lines: Iterable[Sequence[list[Word]]]) -> Edges:
    """The edges at which texts begin or end, beside other texts, in several lines."""
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for runs in lines:
        for last, run in pairwise(runs):
            starts.update(_near(run[0].box[0]))
            ends.update(_near(last[-1].box[2]))
    return Edges(*(frozenset(at for at, count in edges.items() if count >= _LEAST) for edges in (starts, ends)))


def _near(at: float) -> set[int]:
    """The steps that a place is on or next to."""
    return {round((at - _SAME / 2) / _SAME), round((at + _SAME / 2) / _SAME)}
