"""The sheet of what wants a look: what, why, what to do, and a way to the cell that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model import Severity
from pipeline.review.answer_words import answer_text
from pipeline.review.put import cell_at, lines, print_set_up, put, put_jump, put_link, put_text, set_height, wide_enough
from pipeline.review.sheets import make_sheet
from pipeline.review.styles import AMBER, BROWN, HEADING, INK, RED, ROSE, TRACK, fill, font

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.records import ReviewItem
    from pipeline.words import Words

KEY_HEADING: Final = "key"

_COLUMNS: Final = (
    ("key", 4.0),  # hidden
    ("severity", 17.0),
    ("about", 32.0),
    ("what", 38.0),
    ("why", 62.0),
    ("do", 46.0),
    ("evidence", 12.0),
    ("jump", 10.0),
    ("answer", 24.0),
)
_COLOURS: Final = {
    Severity.ERROR: (ROSE, RED),
    Severity.WARNING: (AMBER, BROWN),
    Severity.INFO: (TRACK, INK),
}
ANSWER: Final = len(_COLUMNS)
"""The column that staff answer in, from 1."""

_LONGEST_LIST: Final = 250  # characters of a list in a cell; programs take 255


@dataclass(frozen=True, slots=True)
class Spots:
    """Where members and columns stand on the sheet of members, and what staff can answer from here."""

    members: Worksheet
    rows: dict[str, int]  # member id -> row
    places: dict[str, int]  # column key -> column, from 1
    evidence: dict[tuple[str, str], str] = field(default_factory=dict)  # member id, field key -> picture of its place


def write_review(book: Workbook, items: tuple[ReviewItem, ...], spots: Spots, words: Words) -> None:
    """One row an item, in their order, with a list of the answers that it takes."""
    sheet = make_sheet(book, "review", words)
    headings = [KEY_HEADING, *(words(f"review.{key}") for key, _ in _COLUMNS[1:])]
    write_headings(sheet, headings, [width for _, width in _COLUMNS])
    sheet.column_dimensions["A"].hidden = True
    offered: dict[tuple[str, ...], list[int]] = {}
    for number, item in enumerate(items, start=2):
        _write_item(sheet, number, item, words)
        picture = spots.evidence.get((item.member or "", item.field or ""))
        put_link(cell_at(sheet, number, ANSWER - 2), words("common.look"), picture)
        if item.member in spots.rows:
            spot = f"{get_column_letter(spots.places.get(f'field:{item.field}', 1))}{spots.rows[item.member]}"
            put_jump(cell_at(sheet, number, ANSWER - 1), item.member, spots.members, spot)
        if item.answers:
            offered.setdefault(item.answers, []).append(number)
    if not items:
        put(cell_at(sheet, 2, 3), words("common.nothing_waits"))
    for answers, rows in offered.items():
        sheet.add_data_validation(_offer(answers, rows, words))
    finish_list(sheet, len(_COLUMNS), len(items) + 1)


def _offer(answers: tuple[str, ...], rows: list[int], words: Words) -> DataValidation:
    """A list to choose from; something else can be typed as well: the right value, for one."""
    texts = ",".join(answer_text(each, words).replace(",", " ").replace('"', "") for each in answers)
    offer = DataValidation(type="list", formula1=f'"{texts[:_LONGEST_LIST]}"', allow_blank=True, showErrorMessage=False)
    offer.sqref = _ranges(rows)
    return offer


def _ranges(rows: list[int]) -> MultiCellRange:
    """The cells for answers, rows that follow each other as one range; adding cell by cell takes minutes for many."""
    column = get_column_letter(ANSWER)
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), lambda each: each[1] - each[0])]
    return MultiCellRange(" ".join(f"{column}{run[0]}:{column}{run[-1]}" for run in runs))


def write_headings(sheet: Worksheet, headings: list[str], widths: list[float]) -> None:
    """A heading row with the widths of its columns, as high as the longest heading needs."""
    wide = [wide_enough(heading, width) for heading, width in zip(headings, widths, strict=True)]
    for number, (heading, width) in enumerate(zip(headings, wide, strict=True), start=1):
        cell = cell_at(sheet, 1, number)
        put_text(cell, heading)
        cell.style = HEADING
        sheet.column_dimensions[get_column_letter(number)].width = width
    most = max(lines(heading, width / 1.2) for heading, width in zip(headings, wide, strict=True))
    sheet.row_dimensions[1].height = 10 + 14 * most


def finish_list(sheet: Worksheet, width: int, last: int) -> None:
    """Filters, a heading that stays, print set-up."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{max(last, 2)}"
    sheet.freeze_panes = "A2"
    sheet.sheet_view.showGridLines = False
    print_set_up(sheet, 1)


def _write_item(sheet: Worksheet, number: int, item: ReviewItem, words: Words) -> None:
    put_text(cell_at(sheet, number, 1), item.key)
    texts = (words.severity(item.severity), item.about, item.what, item.why, item.do)
    for place, text in enumerate(texts, start=2):
        put(cell_at(sheet, number, place), text)
    for place in (ANSWER - 1, ANSWER):
        put(cell_at(sheet, number, place), None)
    paper, ink = _COLOURS[item.severity]
    urgency = cell_at(sheet, number, 2)
    urgency.fill, urgency.font = fill(paper), font(10, ink, bold=True)
    set_height(sheet, number, [(text, _COLUMNS[place][1]) for place, text in enumerate(texts, start=1)], most=16)
