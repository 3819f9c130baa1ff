"""The sheet that tells the secretariat how to use the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment

from pipeline.review.put import cell_at, lines, print_set_up, put_text
from pipeline.review.sheet_lists import RIGHT
from pipeline.review.styles import AMBER, INK, NAVY, ROSE, SKY, WHITE, fill, font, hairline
from pipeline.review.wording import AUTOMATIC, STATUS, STATUS_MEANING

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HELP: Final = "How to use"

_STEPS: Final = (
    (
        "Start",
        "Read “To review” from the top: it says what wants a look, why, and what to do. The most urgent comes first.",
    ),
    (
        "Correct",
        (
            "Type the right value into the cell on “Members”. The next run keeps it as your decision; "
            "no later form changes it."
        ),
    ),
    ("Confirm", f"A doubtful value is right? Choose “{RIGHT}” beside it on “To review”."),
    ("Empty", "Clear a cell to say that there is no such value. It stays empty, whatever later forms say."),
    (
        "Decide",
        (
            "Choose a status in its column. Only you accept, publish and decline. "
            f"“{AUTOMATIC}” gives the decision back to the program."
        ),
    ),
    (
        "Save",
        (
            "Save under the same name, in the same place, as a workbook (.xlsx), and close it: "
            "a file that is open cannot be brought up to date."
        ),
    ),
    (
        "Yours",
        (
            "Columns, sheets, comments and colours that you add are still there after the next run. You may sort, "
            "filter and move columns; our own take their usual order when the file is brought up to date."
        ),
    ),
    (
        "Leave",
        (
            "Do not change the member numbers. Wave, world region, first contact and links are worked out: "
            "typing over them changes nothing."
        ),
    ),
    ("Nothing is sent", "The program only writes drafts. You read them and send them."),
)
_COLOURS: Final = (
    (AMBER, "Doubtful: the comment says why, and what the document says word for word."),
    (ROSE, "Missing: a required answer that the form does not give."),
    (SKY, "Decided by you: it stands, whatever a later form says."),
    (WHITE, "Read from the form, nothing doubtful."),
)


def write_help(book: Workbook) -> None:
    """The sheet, last of those that are seen."""
    sheet = book.create_sheet(HELP)
    sheet.sheet_view.showGridLines = False
    for column, width in (("A", 3), ("B", 20), ("C", 104)):
        sheet.column_dimensions[column].width = width
    row = _heading(sheet, 2, "How to use this workbook", 18)
    for number, (word, text) in enumerate(_STEPS, start=row):
        _line(sheet, number, word, text)
    row = _heading(sheet, row + len(_STEPS) + 1, "What the colours of cells mean", 13)
    for number, (colour, text) in enumerate(_COLOURS, start=row):
        _line(sheet, number, "", text)
        cell_at(sheet, number, 2).fill = fill(colour)
    row = _heading(sheet, row + len(_COLOURS) + 1, "What the statuses mean", 13)
    for number, (status, word) in enumerate(STATUS.items(), start=row):
        _line(sheet, number, word, STATUS_MEANING[status])
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
    put_text(right, text[0].upper() + text[1:])
    left.font, right.font = font(10.5, INK, bold=True), font(10.5, INK)
    for cell in (left, right):
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        cell.border = hairline()
    sheet.row_dimensions[row].height = 10 + 14 * lines(text, 116)
