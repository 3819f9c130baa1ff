"""Dates wherever they stand in a text: numeric, in words of many languages, whole or cut to month or year.

Only dates that the text gives in full count: nothing is filled in from today's date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.normalise.months import month_numbers
from pipeline.normalise.plain import flat, words_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST_YEAR, LAST_YEAR = 1900, 2099
MONTHS = 12
CENTURY, PIVOT = 2000, 70  # "70" to "99" are years of the last century
DOUBTFUL_ORDER = 0.85  # day and month could change places; the campaign's or country's order decided
COUNTRY_ORDER = 0.96  # the country has one order
SHORT_YEAR = 0.8  # two digits
SEEN_ORDER = 0.97  # the other dates of the form have this order
UNEXPECTED_ORDER = 0.9  # only the order that was not expected makes a date

# Where people write the month first (CLDR's short formats), and where both orders are in daily use.
MONTH_FIRST = frozenset(("US", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI"))
BOTH_ORDERS = frozenset(("CA", "PH", "KY", "BZ"))


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its place in the flat text: `iso` is ISO 8601, perhaps cut to month or year."""

    start: int
    end: int
    iso: str
    certainty: float = 1.0

    @property
    def precision(self) -> int:
        """3 for a day, 2 for a month, 1 for a year."""
        return self.iso.count("-") + 1


def order_of(texts: Iterable[str]) -> str | None:
    """DMY or MDY where all numeric dates of a form that can be read in one way only say so; else None."""
    told = {_told(found) for text in texts for found in _NUMERIC.finditer(_GLUED.sub(" ", flat(text)))} - {None}
    return told.pop() if len(told) == 1 else None


def _told(found: re.Match[str]) -> str | None:
    first, second = int(found[1]), int(found[3])
    if first > MONTHS >= second > 0:
        return "DMY"
    return "MDY" if second > MONTHS >= first > 0 else None


_TIME = r"(?:[t\s]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:z|[+-]\d{2}:?\d{2})?)?"
# The ending of an ordinal ends its word: the "a" of "2 aprile" is none.
_DAY = r"(?<![\d.,/-])(?:n\.?\s)?(\d{1,2})(?:\s?(?:(?:st|nd|rd|th|er|re|eme|e|o|a)(?![^\W\d_])|[º°.]))?"
_OF = r"(?:(?:de|del|di|do|of|den|du)(?![^\W\d_])|d')?"
_WORD = r"((?:كانون|تشرين)\s[^\W\d_]+|[^\W\d_]{2,})"  # Levantine months have two words
_YEAR = r"((?:19|20)\d{2})(?!\d|[.,]\d)"
_ISO = re.compile(rf"(?<!\d)(\d{{4}})[-/.]\s?(\d{{1,2}})[-/.]\s?(\d{{1,2}})\.?(?!\d){_TIME}")
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|[-/.]\d)")
_CJK = re.compile(r"(?<!\d)(\d{4})\s*[년年]\s*(?:(\d{1,2})\s*[월月]\s*(?:(\d{1,2})\s*[일日号])?)?")
_DAY_MONTH = re.compile(rf"{_DAY}[\s-]{{0,3}}{_OF}\s?{_WORD}[.,]?[\s/-]{{0,3}}{_OF}(?:\s?l')?\s?{_YEAR}")
_SHORT_YEAR = re.compile(r"(?<![\d.,/-])(\d{1,2})([-/])([^\W\d_]{3,})\.?\2'?(\d{2})(?!\d)")
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_WORD}\.?\s?(\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s?{_YEAR}")
_MONTH_YEAR = re.compile(rf"(?<![^\W\d_]){_WORD}\.?,?[\s/-]{{0,3}}{_OF}(?:\s?l')?\s?{_YEAR}")
_YEAR_MONTH = re.compile(r"(?<![\d.,/-])((?:19|20)\d{2})[-/](0[1-9]|1[0-2])(?![\d/-])")
_MONTH_NUMBER = re.compile(rf"(?<![\d.,/-])(0?[1-9]|1[0-2])\s?[/.-]\s?{_YEAR}")
_YEAR_ALONE = re.compile(r"(?<![\d.,])((?:19|20)\d{2})(?!\d|[.,]\d)")
_GLUED = re.compile(r"(?:(?<=[/.]\d\d)|(?<=[/.]\d{4}))-(?=\d{1,2}([/.])\d{1,2}\1\d{2})")  # "1/5/20-3/5/20": from, to
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")


def find_dates(text: str, order: str, country: str | None, *, seen: bool = False) -> tuple[FoundDate, ...]:
    """The dates of `text` in the order in which they stand; `order` is DMY, MDY or YMD, `country` ISO 3166-1 or None.

    Day and month of numeric dates follow `order` where it was `seen` in the form's other dates, else the country
    where it writes the month first, else `order`.
    """
    if seen:
        return _find(flat(text), order, SEEN_ORDER)
    usual = 0.6 if country in BOTH_ORDERS else COUNTRY_ORDER if country else DOUBTFUL_ORDER
    return _find(flat(text), "MDY" if country in MONTH_FIRST else order, usual)


@lru_cache(maxsize=2048)
def _find(low: str, order: str, usual: float) -> tuple[FoundDate, ...]:
    low = _GLUED.sub(" ", low)
    if not any(char.isdigit() for char in low):
        return ()

    def numeric(found: re.Match[str]) -> tuple[str, float] | None:
        return _numeric(found, order, usual)

    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, float] | None]], ...] = (
        (_ISO, lambda found: _whole(found[1], found[2], found[3])),
        (_NUMERIC, numeric),
        (_CJK, _year_first),
        (_DAY_MONTH, lambda found: _whole(found[3], _month(found[2]), found[1])),
        (_SHORT_YEAR, lambda found: _whole(_full_year(found[4]), _month(found[3]), found[1], SHORT_YEAR)),
        (_MONTH_DAY, lambda found: _whole(found[3], _month(found[1]), found[2])),
        (_MONTH_YEAR, lambda found: _cut(found[2], _month(found[1]))),
        (_COMPACT, lambda found: _whole(found[1], found[2], found[3], 0.7)),
        (_YEAR_MONTH, lambda found: _cut(found[1], found[2])),
        (_MONTH_NUMBER, lambda found: _cut(found[2], found[1])),
        (_YEAR_ALONE, lambda found: (found[1], 1.0)),
    )
    dates: list[FoundDate] = []
    for pattern, reader in readers:
        for match in pattern.finditer(low):
            read = reader(match)
            if read and not any(match.start() < each.end and each.start < match.end() for each in dates):
                dates.append(FoundDate(match.start(), match.end(), *read))
    return tuple(sorted(dates, key=lambda each: each.start))


def _month(word: str) -> str | None:
    number = month_numbers().get(words_only(word))
    return None if number is None else str(number)


def _whole(year: str, month: str | None, day: str, certainty: float = 1.0) -> tuple[str, float] | None:
    if month is None:
        return None
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return (date.isoformat(), certainty) if FIRST_YEAR <= date.year <= LAST_YEAR else None


def _cut(year: str, month: str | None) -> tuple[str, float] | None:
    return None if month is None else (f"{year}-{int(month):02}", 1.0)


def _year_first(found: re.Match[str]) -> tuple[str, float] | None:
    year, month, day = found.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR or (month and not 1 <= int(month) <= MONTHS):
        return None
    if day:
        return _whole(year, month, day)
    return _cut(year, month) if month else (year, 1.0)


def _numeric(found: re.Match[str], order: str, usual: float) -> tuple[str, float] | None:
    """A date in digits: what the order makes of it, else what the other order makes of it."""
    first, _, second, last = found.groups()
    if len(last) == 2 and order == "YMD":  # noqa: PLR2004 - digits
        return _whole(_full_year(first), second, last, SHORT_YEAR)
    short = SHORT_YEAR if usual < SEEN_ORDER else SEEN_ORDER  # two digits in front may be a year too, unless we know
    year_certainty = 1.0 if len(last) > 2 else short  # noqa: PLR2004 - digits
    year = _full_year(last)
    day, month = (second, first) if order == "MDY" else (first, second)
    read, other = _whole(year, month, day), _whole(year, day, month)
    if read is None:
        return other and (other[0], min(year_certainty, UNEXPECTED_ORDER))
    if other is None or read == other:
        return read[0], year_certainty
    return read[0], min(year_certainty, usual)


def _full_year(digits: str) -> str:
    if len(digits) > 2:  # noqa: PLR2004 - digits
        return digits
    return str(int(digits) + (CENTURY if int(digits) < PIVOT else CENTURY - 100))
