"""What depends on how far the sheet of members reaches: its table, the lists in its cells, the colours of statuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from pipeline.records import Status
from pipeline.review import columns
from pipeline.review.cells import canonical
from pipeline.review.put import cell_at, put_text
from pipeline.review.styles import AMBER, HEADING, PALE_TEAL, ROSE, SKY, TRACK, fill

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.review.layout import Layout
    from pipeline.words import Words

_TABLE: Final = "MembersTable"
_STATUS_COLOURS: Final = {
    Status.ACCEPTED: PALE_TEAL,
    Status.PUBLISHED: PALE_TEAL,
    Status.READY: SKY,
    Status.TO_REVIEW: AMBER,
    Status.INCOMPLETE: ROSE,
    Status.DECLINED: TRACK,
    Status.WITHDRAWN: TRACK,
}


def put_table(sheet: Worksheet, layout: Layout, words: Words, *, fresh: bool) -> None:
    """The table with its filters, as far as the sheet reaches; none where staff made an ordinary range of it."""
    standing = next((each for each in sheet.tables.values() if each.name == _TABLE), None)
    if standing is None and not fresh:
        if sheet.auto_filter.ref:
            first = str(sheet.auto_filter.ref).partition(":")[0]
            sheet.auto_filter.ref = f"{first}:{get_column_letter(layout.width)}{max(layout.last, layout.first)}"
        return
    _fill_headings(sheet, layout, words)
    table = Table(displayName=_TABLE, name=_TABLE, ref=_reach(layout))
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    if standing is not None:
        table.tableStyleInfo = standing.tableStyleInfo
        if standing.autoFilter is not None:
            table.autoFilter = standing.autoFilter
            table.autoFilter.ref = table.ref
        del sheet.tables[_TABLE]
    for name in [each.name for each in sheet.tables.values() if _overlaps(each.ref, layout)]:
        del sheet.tables[name]  # a table of another program over the same cells: two of them are a damaged file
    sheet.add_table(table)


def _reach(layout: Layout) -> str:
    return f"A{layout.heading_row}:{get_column_letter(layout.width)}{max(layout.last, layout.first)}"


def _overlaps(ref: str, layout: Layout) -> bool:
    rows = [int(each) for each in re.findall(r"\d+", ref)]
    return bool(rows) and min(rows) <= layout.last and max(rows) >= layout.heading_row


def _fill_headings(sheet: Worksheet, layout: Layout, words: Words) -> None:
    """A table wants a heading over each column, as text, and no two alike."""
    taken: set[str] = set()
    for place in [*layout.places.values(), *(n for n in range(1, layout.width + 1) if n not in layout.places.values())]:
        cell = cell_at(sheet, layout.heading_row, place)
        said = canonical(cell.value) or words("common.column", letter=get_column_letter(place))
        heading = next(
            each
            for each in (said, *(f"{said} ({number})" for number in range(2, layout.width + 2)))
            if each.casefold() not in taken
        )
        taken.add(heading.casefold())
        if cell.value != heading:
            if cell.value is None:
                cell.style = HEADING
            put_text(cell, heading)


def put_offers(sheet: Worksheet, layout: Layout, offers: dict[str, DataValidation], lists: str) -> None:
    """The lists to choose from, down to the last row; those of staff's own cells stay."""
    there = sheet.data_validations
    there.dataValidation = [each for each in there.dataValidation if lists not in str(each.formula1)]
    for key, place in layout.places.items():
        if key in offers:
            offers[key].add(_span(layout, place))
            sheet.add_data_validation(offers[key])


def colour_status(sheet: Worksheet, layout: Layout, words: Words) -> None:
    """By rule, not by cell: the colour follows when staff choose another status. Rules of staff stay."""
    letter = get_column_letter(layout.places[columns.STATUS])
    formulas = {status: f'${letter}{layout.first}="{words.status(status)}"' for status in _STATUS_COLOURS}
    ours = re.compile(rf'^\$?[A-Z]+\$?\d+="({"|".join(re.escape(words.status(each)) for each in Status)})"$')
    kept = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if not ours.match("".join(map(str, rule.formula)).replace(" ", "")) and not _is_ours(rule, words):
                kept.add(str(area.sqref), rule)
    sheet.conditional_formatting = kept
    for status, colour in _STATUS_COLOURS.items():
        look = DifferentialStyle(font=Font(bold=True), fill=fill(colour))
        kept.add(
            _span(layout, layout.places[columns.STATUS]), Rule(type="expression", dxf=look, formula=[formulas[status]])
        )


def _is_ours(rule: Rule, words: Words) -> bool:
    """A status whose words hold blanks."""
    text = "".join(map(str, rule.formula))
    return any(text.endswith(f'="{words.status(each)}"') for each in Status)


def _span(layout: Layout, place: int) -> str:
    letter = get_column_letter(place)
    return f"{letter}{layout.first}:{letter}{max(layout.last, layout.first)}"
