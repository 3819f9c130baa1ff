"""Amounts of money among numbers: the signs of currencies, and how amounts are written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.normalise.vocabulary import table, words

_CENTS: Final = re.compile(r"\d[.,]\d{2}(?!\d)")


def without_signs(low: str) -> tuple[str, bool]:
    """A flat text without the currency signs and codes beside its numbers, and whether there were any."""
    bare, count = _signs().subn(" ", low)
    return bare, count > 0


def has_sign(low: str) -> bool:
    """Whether a flat text has a number with the sign or code of a currency beside it."""
    return _signs().search(low) is not None


def looks_like_money(low: str) -> bool:
    """Whether a number is written as amounts are: with a currency, or with cents."""
    return has_sign(low) or _CENTS.search(low) is not None


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    signs = "".join(re.escape(sign) for sign in table("money")["all"]["signs"])
    codes = "|".join(sorted(words("money", "codes"), key=len, reverse=True))
    sign = rf"(?:(?<![^\W\d_])[a-z]{{0,3}}[{signs}]|(?<![^\W\d_])(?:{codes})(?![^\W\d_])\.?)"
    return re.compile(rf"{sign}\s?(?=[\d(])|(?<=\d)\s?{sign}")
