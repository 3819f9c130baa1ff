"""Dates as ISO 8601, to the day, the month or the year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model import Finding, Severity
from pipeline.normalise.base import Context, Normal
from pipeline.normalise.dates import DOUBTFUL_ORDER, FoundDate, find_dates
from pipeline.normalise.plain import flat, one_line, words_only
from pipeline.normalise.vocabulary import words

if TYPE_CHECKING:
    from pipeline.campaign.definition import Field

MAX_LENGTH = 300  # characters
FEW_WORDS, MAX_WORDS = 6, 12  # beside the date: a place and a formula; more is prose that mentions a date
_SEVERAL = 0.5
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)
_PROSE = 0.6


def normalise_date(raw: str, field: Field, context: Context) -> Normal | None:
    """The date that `raw` gives, perhaps after a place ("Fait à Grenoble, le 12 mars 2026"); None for anything else.

    A year or a month alone must be all that the text says.
    """
    if len(raw) > MAX_LENGTH:
        return None
    text = _CLOCK.sub("", one_line(raw))
    dates = find_dates(text, context.date_order, context.country, seen=context.order_seen)
    if not dates:
        return None
    best = max(dates, key=lambda each: each.precision)
    rest = _rest(flat(text), best)
    if not _fits(best, rest):
        return None
    others = {each.iso for each in dates if not best.iso.startswith(each.iso) and each.precision == best.precision}
    return Normal(best.iso, _certainty(best, rest, several=bool(others)), _findings(field.key, best, others))


def _rest(low: str, date: FoundDate) -> list[str]:
    """The words beside the date, those left out that only lead up to one."""
    said = words_only(f"{low[: date.start]} {low[date.end :]}").split()
    return [word for word in said if word not in words("dates", "beside")]


def _fits(date: FoundDate, rest: list[str]) -> bool:
    if date.precision == 1:
        return not rest
    digits = any(char.isdigit() for word in rest for char in word)
    return len(rest) <= (MAX_WORDS if date.precision > 2 else 3) and not (digits and date.precision < 3)  # noqa: PLR2004


def _certainty(date: FoundDate, rest: list[str], *, several: bool) -> float:
    certainty = date.certainty
    if date.precision == 2 and rest:  # noqa: PLR2004 - a month
        certainty = min(certainty, _PROSE)
    if len(rest) > FEW_WORDS or any(char.isdigit() for word in rest for char in word):
        certainty = min(certainty, _PROSE)
    return min(certainty, _SEVERAL) if several else certainty


def _findings(key: str, date: FoundDate, others: set[str]) -> tuple[Finding, ...]:
    found = []
    if others:
        message = f"Several dates are given; {date.iso} was taken, the others are: {', '.join(sorted(others))}."
        found.append(Finding("several-dates", Severity.WARNING, message, key))
    if date.certainty <= DOUBTFUL_ORDER:
        message = f"The date was read as {date.iso}; day, month and year could also stand in another order."
        found.append(Finding("date-order-assumed", Severity.INFO, message, key))
    return tuple(found)
