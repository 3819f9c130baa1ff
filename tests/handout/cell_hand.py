"""Filling in a workbook form with openpyxl, as programs of cities do."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from openpyxl import load_workbook

from pipeline.campaign.form_mark import CELL
from tests.handout.words import in_words

if TYPE_CHECKING:
    from tests.handout.answers import Typed

_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def filled_in_cells(data: bytes, typed: Typed, language: str) -> bytes:
    """The form with these answers; numbers and days are such in the cells."""
    book = load_workbook(BytesIO(data))
    for name, words in in_words(typed, language, boxes=False).items():
        ((title, place),) = book.defined_names[CELL + name].destinations
        cell = book[title][place]
        cell.value = _as_a_cell_holds_it(str(words))
        if isinstance(cell.value, dt.date):
            cell.number_format = "dd/mm/yyyy"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _as_a_cell_holds_it(words: str) -> str | int | dt.date:
    day = _DAY.fullmatch(words)
    if day:
        return dt.date(int(day[3]), int(day[2]), int(day[1]))
    return int(words) if words.isdecimal() else words
