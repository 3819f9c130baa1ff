"""The names of the months, from CLDR, in the languages that forms arrive in."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalise.plain import plain

# Arabic and Spanish twice or more: the months have other names from country to country.
_LOCALES = (
    "en fr es id pt ca it de nl ko ar ar_MA ar_LB ar_DZ ar_TN es_UY pt_PT eu gl ru uk pl cs sk sl hr sr bs ro hu el tr "
    "sv da nb fi et lv lt bg mk sq ms fil vi sw fa he zh ja"
)
_MORE = {"sept": 9, "setiembre": 9, "set": 9, "mei": 5, "agt": 8, "agst": 8, "okt": 10, "nop": 11, "pebruari": 2}
MIN_LETTERS = 3
_OF = re.compile("^(?:de|d) ")  # Catalan: "d'abril"


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """Plain month name or abbreviation -> 1 to 12; names that mean two months in two languages are left out."""
    from babel import Locale  # noqa: PLC0415 - slow to import

    found: dict[str, set[int]] = {}
    for code in _LOCALES.split():
        months = Locale.parse(code).months
        for width in ("wide", "abbreviated"):
            for use in ("format", "stand-alone"):
                for number, name in months[use][width].items():
                    _note(found, _OF.sub("", plain(str(name))), int(number))
    certain = {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
    return certain | _MORE


def _note(found: dict[str, set[int]], name: str, number: int) -> None:
    has_letters = sum(char.isalpha() for char in name) >= (MIN_LETTERS if name.isascii() else 2)
    if has_letters and not any(char.isdigit() for char in name):
        found.setdefault(name, set()).add(number)
