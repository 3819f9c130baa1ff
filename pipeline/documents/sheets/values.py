"""A cell's value as the text that a person would read: plain numbers, ISO dates, no scientific notation."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

MAX_TEXT: Final = 32_767
"""Excel's own limit for the text of a cell."""
_ZEROS: Final = re.compile(r"0{2,}")
_MAX_WHOLE: Final = 10**15
"""Excel itself keeps fifteen digits."""


def shown(value: object, number_format: str = "General") -> str:
    """The text of a value as openpyxl gives it; "" for none.

    A number format of zeros only ("00000", for postcodes) keeps its leading zeros; other formats are not applied.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        text = _number(value)
        return text.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else text
    if isinstance(value, dt.date | dt.time):
        return _moment(value)
    return str(value)[:MAX_TEXT].replace("_x000D_", "").replace("\r", "").strip()


def _moment(value: dt.date | dt.time) -> str:
    """ISO 8601; a time at midnight is only how a day is stored."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return value.isoformat("minutes") if isinstance(value, dt.time) else value.isoformat()


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value) if abs(value) < _MAX_WHOLE else format(Decimal(value), "f")
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
