"""Amounts of money among numbers: their signs, and which questions ask for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.normalise.plain import plain
from pipeline.normalise.vocabulary import table, words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

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


def asks_for_money(field: Field) -> bool:
    """Whether the wordings of a field speak of an amount of money, in whatever language."""
    return any(_speaks_of_money(wording) for wordings in field.labels.values() for wording in wordings)


@lru_cache(maxsize=4096)
def _speaks_of_money(wording: str) -> bool:
    if any(sign in wording for sign in table("money")["all"]["signs"]):
        return True
    said = set(plain(wording).split())
    return not said.isdisjoint(words("money", "about")) or not said.isdisjoint(words("money", "codes"))


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    signs = "".join(re.escape(sign) for sign in table("money")["all"]["signs"])
    codes = "|".join(sorted(words("money", "codes"), key=len, reverse=True))
    sign = rf"(?:(?<![^\W\d_])[a-z]{{0,3}}[{signs}]|(?<![^\W\d_])(?:{codes})(?![^\W\d_])\.?)"
    return re.compile(rf"{sign}\s?(?=[\d(])|(?<=\d)\s?{sign}")
