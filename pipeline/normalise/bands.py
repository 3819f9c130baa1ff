"""Bands of numbers, however they are worded: "fewer than 50,000", "< 50 000" and "up to 50 thousand" are the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.normalise.plain import flat, plain
from pipeline.normalise.vocabulary import words

_NUMBER = re.compile(r"(\d{1,3}(?:[.,' \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+)(?:[.,](\d{1,2})(?!\d))?\s*([^\W\d_]*)")
_UNITS: Final = (("million", 1_000_000), ("ten_thousand", 10_000), ("thousand", 1_000))
_LEAST: Final = 100  # smaller numbers are ages, years of a term or numbers of lists
_LEAST_COUNTED: Final = 1000
_NEAR: Final = 0.002  # "50,001 to 250,000" begins where "up to 50,000" ends


class Band(NamedTuple):
    """Numbers from `low` up to `high`; None where a side is open."""

    low: float | None
    high: float | None

    def same(self, other: Band) -> bool:
        """Whether two bands have the same ends, give or take one."""
        return _alike(self.low, other.low) and _alike(self.high, other.high)


@lru_cache(maxsize=4096)
def band_of(text: str) -> Band | None:
    """The band that a text words; None where it words none, or one that cannot be told."""
    low = flat(text)
    numbers = _in_one_unit([_value(match) for match in _NUMBER.finditer(low)])
    if len(numbers) == 2 and _LEAST <= numbers[0] < numbers[1]:  # noqa: PLR2004 - from, to
        return Band(numbers[0], numbers[1])
    if len(numbers) != 1 or numbers[0] < _LEAST:
        return None
    less, more = _said(low, "less", "<≤"), _said(low, "more", ">≥")
    if less == more:
        return None
    return Band(None, numbers[0]) if less > more else Band(numbers[0], None)


def _value(match: re.Match[str]) -> float:
    whole = float(re.sub(r"\D", "", match[1]))
    return (whole + float(f"0.{match[2] or 0}")) * _unit(match[3])


def _unit(word: str) -> int:
    return next((size for kind, size in _UNITS if _is_unit(word, kind)), 1)


def _is_unit(word: str, kind: str) -> bool:
    known = words("bands", kind)
    return word in known or any(not unit.isascii() and word.startswith(unit) for unit in known if word)


def _in_one_unit(numbers: list[float]) -> list[float]:
    """Numbers as in "50 to 250 thousand": what the second number is counted in counts for the first one too."""
    if len(numbers) == 2 and numbers[0] < _LEAST_COUNTED <= numbers[1] and numbers[0] * 1000 < numbers[1]:  # noqa: PLR2004 - from, to
        return [numbers[0] * 1000, numbers[1]]
    return numbers


def _said(low: str, kind: str, signs: str) -> int:
    """The length of the longest word or sign of one kind: "no more than" outweighs "more"."""
    said = f" {plain(low)} "
    found = (word for word in words("bands", kind) if f" {word} " in said or (not word.isascii() and word in said))
    return max((len(word) for word in found), default=int(any(sign in low for sign in signs)))


def _alike(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _NEAR * max(one, other)
