"""The look of the Excel form: fonts, colours, how cells are laid out, how high a row has to be."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Final

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell

BLUE: Final = "FF1F4E79"
GREY: Final = "FF595959"
_FONT: Final = "Arial"
_PALE: Final = PatternFill("solid", fgColor="FFEEF3F8")
_SIDE: Final = Side(style="thin", color="FF9FB4CA")
_EDGES: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_LINE, _SMALL_LINE, _AIR = 13.0, 10.5, 5.0  # points of a line of text, of a small one, and around them
ROW, GAP = 18.0, 9.0  # points of a row with one line, of one between two parts
_PAGE: Final = 750.0  # points of rows that fit on an A4 page in every program (LibreOffice shows columns wider)
_HIGHEST: Final = 409.0  # points; Excel knows no higher rows
_RIGHT_TO_LEFT, _BY_CONTENT = 2, 0  # reading orders of a cell (ECMA-376 part 1, 18.8.1)

QUESTION_WIDTH: Final = 44  # of the columns, in digits
ANSWER_WIDTH: Final = 58


def words(cell: Cell, text: str, *, rtl: bool, size: float = 10, heading: bool = False) -> None:
    """Words of the form itself."""
    _plain(cell, text)
    cell.font = Font(name=_FONT, size=size, bold=heading, color=BLUE if heading else None)
    cell.alignment = _aligned(rtl=rtl, order=_RIGHT_TO_LEFT if rtl else _BY_CONTENT)


def column_title(cell: Cell, text: str, *, rtl: bool) -> None:
    """The head of a column."""
    words(cell, text, rtl=rtl, size=9, heading=True)
    cell.alignment = _aligned(rtl=rtl, order=_RIGHT_TO_LEFT if rtl else _BY_CONTENT, indent=1)
    cell.fill, cell.border = _PALE, _EDGES


def question(cell: Cell, label: str, hint: str, *, rtl: bool, inside: bool = False) -> None:
    """A question, its hint small below it; `inside`: a box of a question."""
    words(cell, label, rtl=rtl)
    if hint:
        small = TextBlock(InlineFont(rFont=_FONT, sz=8, color=Color(GREY)), f"\n({hint})")
        cell.value = CellRichText(TextBlock(InlineFont(rFont=_FONT, sz=10, b=True), label), small)
    cell.font = Font(name=_FONT, size=10, bold=not inside)
    cell.alignment = _aligned(rtl=rtl, order=_RIGHT_TO_LEFT if rtl else _BY_CONTENT, indent=3 if inside else 1)
    cell.fill, cell.border = _PALE, _EDGES


def answer(cell: Cell, text: str, *, rtl: bool) -> None:
    """A place to write in. All of them hold text: a date or a telephone number stays as it is typed."""
    _plain(cell, text)
    cell.font, cell.border = Font(name=_FONT, size=10), _EDGES
    cell.alignment = _aligned(rtl=rtl, order=_BY_CONTENT, indent=1)
    cell.number_format, cell.protection = "@", Protection(locked=False)
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))


def asked_height(label: str, hint: str) -> float:
    """Points that a question needs, with its small hint."""
    small = _lines(f"({hint})", QUESTION_WIDTH * 1.2) * _SMALL_LINE if hint else 0
    return _lines(label, QUESTION_WIDTH * 0.95) * _LINE + small + _AIR


def height(text: str, width: float) -> float:
    """Points that a text needs in a column of that width."""
    return min(_HIGHEST, _lines(text, width * 1.1) * _LINE + _AIR)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes; letters of eastern scripts are twice as wide as others."""
    return sum(max(1, math.ceil(_breadth(line) / width)) for line in text.split("\n"))


def _plain(cell: Cell, text: str) -> None:
    """A text that is never taken for a formula, whatever it begins with."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def _aligned(*, rtl: bool, order: int, indent: int = 0) -> Alignment:
    side = "right" if rtl else "left"
    return Alignment(horizontal=side, vertical="top", wrap_text=True, readingOrder=order, indent=indent)


def _breadth(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def page_starts(heights: Sequence[float], together: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The rows (from 1) before which each page ends, so that rows that belong together are not parted."""
    first_together = dict(together)
    used = 0.0
    for row, points in enumerate(heights, 1):
        needed = sum(heights[row - 1 : first_together.get(row, row)])
        if used and used + needed > _PAGE:
            yield row
            used = 0.0
        used += points
