"""The first sheet: how far the campaign is, in figures, bars and charts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from pipeline.review.chart_overview import bar_chart
from pipeline.review.put import cell_at, print_set_up, put_text
from pipeline.review.sheets import make_sheet
from pipeline.review.styles import GREY, INK, NAVY, PALE_TEAL, PAPER, TEAL, TRACK, fill, font, hairline

if TYPE_CHECKING:
    import datetime as dt

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.review.counts import Counts, Tally
    from pipeline.words import Words


_LEFT: Final = 2
_COLUMNS: Final = 23  # a grid of equal narrow columns: cards, bars and tables span several
_WIDTH: Final = 5.6
_CARD: Final = 5
_TABLE: Final = 7
_BAR: Final = 14
_BAR_FROM: Final = 5
_CHART_ROW: Final = 17
_TABLE_ROW: Final = 35


def write_overview(  # noqa: PLR0913 - all that it tells
    book: Workbook,
    title: str,
    counts: Counts,
    targets: tuple[int, ...],
    waiting: int,
    *,
    made: dt.datetime,
    words: Words,
) -> None:
    """The sheet. `waiting`: how many things want a look; `made`: shown, never compared."""
    sheet = make_sheet(book, "overview", words)
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 2.5
    for number in range(_LEFT, _LEFT + _COLUMNS):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    _title(sheet, title, made, waiting, words)
    _cards(sheet, counts, words)
    _progress(sheet, counts, targets, words)
    _tables(sheet, counts, words)
    print_set_up(sheet, None)
    sheet.page_setup.fitToHeight = 1
    sheet.page_setup.orientation = "portrait"


def _span(sheet: Worksheet, row: int, column: int, columns: int, rows: int = 1) -> Cell:
    """Cells joined into one; gives the one that holds the text."""
    if columns > 1 or rows > 1:
        sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=column, end_column=column + columns - 1)
    return cell_at(sheet, row, column)


def _write(cell: Cell, text: str | int, size: float, colour: str = INK, *, bold: bool = False) -> Cell:
    if isinstance(text, int):
        cell.value = text
        cell.number_format = "#,##0"
    else:
        put_text(cell, text)
    cell.font = font(size, colour, bold=bold)
    cell.alignment = Alignment(vertical="center", horizontal="left", wrap_text=False)
    return cell


def _title(sheet: Worksheet, title: str, made: dt.datetime, waiting: int, words: Words) -> None:
    sheet.row_dimensions[1].height = 10
    _write(_span(sheet, 2, _LEFT, _COLUMNS), title, 20, NAVY, bold=True)
    sheet.row_dimensions[2].height = 32
    looks = words.many("overview.waiting", waiting) if waiting else words("common.nothing_waits")
    _write(_span(sheet, 3, _LEFT, _COLUMNS), f"{words('overview.made', moment=words.moment(made))} {looks}", 10.5, GREY)
    sheet.row_dimensions[3].height = 18
    sheet.row_dimensions[4].height = 12


def _cards(sheet: Worksheet, counts: Counts, words: Words) -> None:
    cards = (
        (words("overview.members"), counts.members, words("overview.members_note"), TEAL),
        (words("overview.complete"), counts.complete, words("overview.complete_note"), NAVY),
        (words("overview.incomplete"), counts.incomplete, words("overview.incomplete_note"), NAVY),
        (words("overview.pledges"), counts.pledged, words("overview.pledges_note"), NAVY),
    )
    for number, (name, figure, note, colour) in enumerate(cards):
        column = _LEFT + number * (_CARD + 1)
        for row in (5, 6, 7):
            for place in range(column, column + _CARD):
                cell_at(sheet, row, place).fill = fill(PAPER)
        for row, text, size, ink, bold in ((5, name, 10.5, GREY, True), (6, figure, 26, colour, True)):
            _write(_span(sheet, row, column, _CARD), text, size, ink, bold=bold).alignment = _indented()
        _write(_span(sheet, 7, column, _CARD), note, 9, GREY).alignment = _indented()
    for row, height in ((5, 22), (6, 36), (7, 20), (8, 16)):
        sheet.row_dimensions[row].height = height


def _indented() -> Alignment:
    return Alignment(horizontal="left", vertical="center", indent=1)


def _heading(sheet: Worksheet, row: int, column: int, columns: int, text: str) -> None:
    for place in range(column, column + columns):
        cell_at(sheet, row, place).border = hairline(NAVY)
    _write(_span(sheet, row, column, columns), text, 12, NAVY, bold=True)
    sheet.row_dimensions[row].height = 22


def _progress(sheet: Worksheet, counts: Counts, targets: tuple[int, ...], words: Words) -> None:
    """A bar for each target, of cells: it looks the same in every program."""
    _heading(sheet, 9, _LEFT, _COLUMNS, words("overview.progress"))
    sheet.row_dimensions[10].height = 6
    for number, goal in enumerate(targets[:5]):
        row = 11 + number
        sheet.row_dimensions[row].height = 20
        _write(_span(sheet, row, _LEFT, _BAR_FROM - _LEFT), words("overview.goal", goal=goal), 10.5, INK, bold=True)
        done, hoped = (_cells(each, goal) for each in (counts.members, counts.members + counts.in_hand))
        for step in range(_BAR):
            colour = TEAL if step < done else PALE_TEAL if step < hoped else TRACK
            cell_at(sheet, row, _BAR_FROM + step).fill = fill(colour)
            cell_at(sheet, row, _BAR_FROM + step).border = hairline("FFFFFF")
        reached = counts.members >= goal
        far = words("overview.reached") if reached else words.percent(100 * counts.members // goal)
        text = words("overview.of_goal", members=counts.members, goal=goal, reached=far)
        _write(_span(sheet, row, _BAR_FROM + _BAR, _COLUMNS - _BAR - 3), text, 10.5).alignment = _indented()
    row = 11 + min(len(targets), 5)
    _write(_span(sheet, row, _LEFT, _COLUMNS), words("overview.rule"), 9, GREY).alignment = Alignment(
        wrap_text=True, vertical="center"
    )
    sheet.row_dimensions[row].height = 28


def _cells(number: int, goal: int) -> int:
    """How many cells of the bar are filled: at least one for the first member, all only when it is reached."""
    if number >= goal:
        return _BAR
    return min(_BAR - 1, math.ceil(_BAR * number / goal))


def _tables(sheet: Worksheet, counts: Counts, words: Words) -> None:
    tables = (
        (words("overview.by_region"), counts.by_region),
        (words("overview.by_status"), counts.by_status),
        (words("overview.by_kind"), counts.by_kind),
        (words("overview.by_country"), counts.by_country),
        (words("overview.by_wave"), counts.by_wave),
        (words("overview.by_outcome"), counts.by_outcome),
    )
    first = max((len(tally) for _, tally in tables[:3]), default=0)
    for number, (name, tally) in enumerate(tables):
        row = _TABLE_ROW if number < 3 else _TABLE_ROW + first + 3  # noqa: PLR2004 - three side by side
        _table(sheet, row, _LEFT + (number % 3) * (_TABLE + 1), name, tally, words)
    end = _TABLE_ROW + first + 5 + max((len(tally) for _, tally in tables[3:]), default=0)
    _write(_span(sheet, end, _LEFT, _COLUMNS), words("overview.left_out"), 9, GREY)
    _charts(sheet, counts, words)


def _table(sheet: Worksheet, row: int, column: int, name: str, tally: Tally, words: Words) -> None:
    _heading(sheet, row, column, _TABLE, name)
    for number, (text, figure) in enumerate(tally, start=row + 1):
        for place in range(column, column + _TABLE):
            cell_at(sheet, number, place).border = hairline()
        left = _write(_span(sheet, number, column, _TABLE - 2), text, 10)
        left.alignment = Alignment(shrink_to_fit=True, vertical="center")
        right = _write(_span(sheet, number, column + _TABLE - 2, 2), figure, 10)
        right.alignment = Alignment(horizontal="right", vertical="center")
        sheet.row_dimensions[number].height = 17
    if not tally:
        _write(_span(sheet, row + 1, column, _TABLE), words("overview.nothing"), 10, GREY)


def _charts(sheet: Worksheet, counts: Counts, words: Words) -> None:
    """Beside each other, drawn from the tables below them."""
    drawn = (
        (words("overview.chart_region"), _LEFT, counts.by_region, TEAL),
        (words("overview.chart_status"), _LEFT + _TABLE + 1, counts.by_status, NAVY),
    )
    for number, (name, column, tally, colour) in enumerate(drawn):
        if tally:
            chart = bar_chart(sheet, name, (_TABLE_ROW + 1, column, column + _TABLE - 2, len(tally)), colour)
            sheet.add_chart(chart, f"{get_column_letter(_LEFT + number * 12)}{_CHART_ROW}")
