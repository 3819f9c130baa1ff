"""The sheet that tells the secretariat how to use the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment

from pipeline.records import Status
from pipeline.review.put import cell_at, lines, print_set_up, put_text
from pipeline.review.sheets import make_sheet
from pipeline.review.styles import AMBER, INK, NAVY, ROSE, SKY, WHITE, fill, font, hairline

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.words import Words

_STEPS: Final = ("start", "confirm", "correct", "empty", "decide", "enter", "join", "save", "yours", "leave", "sent")
_COLOURS: Final = {"doubt": AMBER, "missing": ROSE, "staff": SKY, "plain": WHITE}


def write_help(book: Workbook, words: Words) -> None:
    """The sheet, last of those that are seen."""
    sheet = make_sheet(book, "help", words)
    sheet.sheet_view.showGridLines = False
    for column, width in (("A", 3), ("B", 20), ("C", 104)):
        sheet.column_dimensions[column].width = width
    row = _heading(sheet, 2, words("help.title"), 18)
    for number, step in enumerate(_STEPS, start=row):
        _line(sheet, number, words(f"help.word.{step}"), words(f"help.text.{step}"))
    row = _heading(sheet, row + len(_STEPS) + 1, words("help.colours"), 13)
    for number, (mark, colour) in enumerate(_COLOURS.items(), start=row):
        _line(sheet, number, "", words(f"help.colour.{mark}"))
        cell_at(sheet, number, 2).fill = fill(colour)
    row = _heading(sheet, row + len(_COLOURS) + 1, words("help.statuses"), 13)
    for number, status in enumerate(Status, start=row):
        _line(sheet, number, words.status(status), words.status_meaning(status))
    print_set_up(sheet, None)
    sheet.page_setup.fitToHeight = 1  # one page to pin to the wall


def _heading(sheet: Worksheet, row: int, text: str, size: float) -> int:
    """A heading; gives the row after it."""
    cell = cell_at(sheet, row, 2)
    put_text(cell, text)
    cell.font = font(size, NAVY, bold=True)
    sheet.row_dimensions[row].height = size * 1.8
    return row + 1


def _line(sheet: Worksheet, row: int, word: str, text: str) -> None:
    left, right = cell_at(sheet, row, 2), cell_at(sheet, row, 3)
    put_text(left, word)
    put_text(right, text)
    left.font, right.font = font(10.5, INK, bold=True), font(10.5, INK)
    for cell in (left, right):
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        cell.border = hairline()
    sheet.row_dimensions[row].height = 10 + 14 * lines(text, 116)
