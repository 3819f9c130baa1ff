"""Terms of office: the period from one date to another, or the length in years. A form gives the one or the other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Part
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.dates import FoundDate, find_dates
from pipeline.normalise.plain import flat, one_line, words_only
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 250  # characters
MAX_YEARS = 15  # longer terms of office are typing slips
LONG_TERM = 30  # years; no period of one term is longer
MAX_WORDS = 8  # beside the dates
_NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_SHORT_END = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/]\s?(\d{2})(?![\d/-]|\.\d)")
_LENGTH = re.compile(r"(?<![\d.,/-])(\d{1,2})(?:[.,]0)?\s?[)-]?\s?(?:\(\s?\w+\s?\)\s?)?([^\W\d_]+)")


def read_period(raw: str, part: Part, context: Context) -> Normal | None:
    """One part of a period: START and END as ISO dates (perhaps cut to year or month), or YEARS as a number.

    None where the text does not give that part: a length has no START, a period no YEARS.
    """
    if len(raw) > MAX_LENGTH:
        return None
    text = one_line(raw)
    start, end = _period(text, context)
    if part is Part.YEARS:
        return None if start or end else _years(text)
    date = start if part is Part.START else end
    return None if date is None else Normal(date.iso, date.certainty)


def is_part_of_period(field: Field) -> bool:
    """Whether the field is a part that this module reads."""
    return field.part in {Part.START, Part.END, Part.YEARS}


def _period(text: str, context: Context) -> tuple[FoundDate | None, FoundDate | None]:
    """Start and end of the period that a text gives; None for what it does not give."""
    short = _short_period(text)
    if short is not None:
        return short
    low = flat(text)
    dates = find_dates(text, context.date_order, context.country, seen=context.order_seen)
    if len(_beside(low, dates)) > MAX_WORDS:
        return None, None
    if len(dates) == 2:  # noqa: PLR2004 - a start and an end
        return dates if _in_order(*dates) else (None, None)
    if len(dates) == 1:
        return _one_sided(low, dates[0])
    return None, None


def _short_period(text: str) -> tuple[FoundDate, FoundDate] | None:
    """As `2022-26`: an end in two digits, where it cannot be a month."""
    found = _SHORT_END.search(flat(text))
    if found is None:
        return None
    first, last = found.groups()
    end = f"{first[:2]}{last}"
    if int(last) <= 12 or not int(first) < int(end) <= int(first) + LONG_TERM:  # noqa: PLR2004 - months
        return None
    return FoundDate(0, 0, first, 0.9), FoundDate(0, 0, end, 0.9)


def _beside(low: str, dates: tuple[FoundDate, ...]) -> list[str]:
    for date in reversed(dates):
        low = f"{low[: date.start]} {low[date.end :]}"
    return words_only(low).split()


def _in_order(first: FoundDate, last: FoundDate) -> bool:
    years = int(last.iso[:4]) - int(first.iso[:4])
    return 0 <= years <= LONG_TERM and first.iso[:7] <= last.iso


def _one_sided(low: str, date: FoundDate) -> tuple[FoundDate | None, FoundDate | None]:
    """One date is the start or the end only where a word beside it says so."""
    before = words_only(low[: date.start])
    behind = words_only(low[date.end :])
    if _ends_with(before, "since") or _starts_with(behind, "since"):
        return date, None
    if _ends_with(before, "until") or _starts_with(behind, "until"):
        return None, date
    return None, None


def _ends_with(said: str, kind: str) -> bool:
    beside = words("dates", "beside")
    spoken = said.split()
    while spoken:
        if any(f" {' '.join(spoken)}".endswith(f" {word}") for word in words("dates", kind)):
            return True
        if spoken[-1] not in beside:
            return False
        spoken.pop()
    return False


def _starts_with(said: str, kind: str) -> bool:
    """Languages that put the word behind: "2022년부터"."""
    return any(f"{said} ".startswith(f"{word} ") and not word.isascii() for word in words("dates", kind))


def _years(text: str) -> Normal | None:
    """A length: "4 years", "cuatro años", "4년"; a small number alone is doubtful."""
    low = flat(text)
    said = words_only(low).split()
    if len(said) > MAX_WORDS:
        return None
    lengths = {int(number) for number, unit in _LENGTH.findall(low) if unit in words("dates", "years")}
    for kind, number in _NUMBER_WORDS.items():
        pairs = pairwise(said)
        lengths |= {number for word, unit in pairs if word in words("dates", kind) and unit in words("dates", "years")}
    if len(lengths) == 1:
        years = lengths.pop()
        return Normal(years, 1.0 if len(said) <= 4 else 0.8) if 1 <= years <= MAX_YEARS else None  # noqa: PLR2004
    if not lengths and len(said) == 1 and said[0].isdigit() and 1 <= int(said[0][:3]) <= MAX_YEARS:
        return Normal(int(said[0]), 0.65)
    return None
