"""What staff added to the workbook, carried over when it is written again: columns, rows, comments, colours, sheets.

Values of our own cells are not carried: those are corrections (see `corrections`), read before this.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from pipeline.review import columns
from pipeline.review.about_member import meant, member_meant
from pipeline.review.cells import canonical
from pipeline.review.grid import HEADING_ROW
from pipeline.review.put import cell_at, is_our_comment, put_comment, put_text
from pipeline.review.status import status_from
from pipeline.review.styles import FILLS, HEADING, WHITE, cell_style

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.campaign.definition import Campaign
    from pipeline.review.grid import Grid
    from pipeline.review.sheet_lists import Base
    from pipeline.words import Words

Spot = tuple[str, str]
"""Member id and column key."""

_OUR_COLOURS: Final = {colour for colour in FILLS.values() if colour} | {WHITE, "000000"}


@dataclass(frozen=True, slots=True)
class Added:
    """A cell of a column that staff added: what it holds, how it looks, where it stood."""

    content: Any  # whatever openpyxl reads: kept as it is, never looked into
    format: str
    fill: PatternFill | None
    place: str


@dataclass(frozen=True, slots=True)
class Carried:
    """Everything of staff's on the sheet of members that is not a value of ours."""

    columns: tuple[tuple[str, float | None, dict[str, Added]], ...] = ()  # heading, width, member id -> cell
    rows: tuple[dict[str, str], ...] = ()  # rows without a member id: column key -> text
    comments: dict[Spot, str] = field(default_factory=dict)
    fills: dict[Spot, PatternFill] = field(default_factory=dict)
    odd: dict[Spot, str] = field(default_factory=dict)  # what stands in a cell about a member and is not understood
    untouched: bool = False  # every cell of ours says what we wrote, no row is gone


def carried_from(grid: Grid, base: Base, campaign: Campaign) -> Carried:
    """What the standing workbook holds of staff's; `base`: what we wrote into it."""
    sheet = grid.sheet
    comments: dict[Spot, str] = {}
    fills: dict[Spot, PatternFill] = {}
    odd: dict[Spot, str] = {}
    for row in grid.rows:
        for key, place in grid.places.items():
            cell = sheet.cell(row.number, place)
            if cell.comment and not is_our_comment(cell.comment.text):
                comments[row.member, key] = cell.comment.text
            paint = _paint(cell)
            if paint is not None and not key.startswith("link:") and _is_of_staff(paint):
                fills[row.member, key] = paint
        for key in (columns.STATUS, columns.SAME, *columns.SAID):
            text = canonical(row.cells.get(key))
            if text and not _is_understood(key, row.cells[key], campaign, base.language):
                odd[row.member, key] = text
    return Carried(_columns(grid), _rows(grid), comments, fills, odd, _is_untouched(base, grid))


def put_carried(
    sheet: Worksheet, carried: Carried, rows: dict[str, int], places: dict[str, int], last: int, words: Words
) -> tuple[int, int]:
    """Put it into the new sheet; gives the width and the last row that the sheet has then."""
    for (member, key), text in carried.comments.items():
        if member in rows and key in places:
            _add_comment(cell_at(sheet, rows[member], places[key]), text, words)
    for (member, key), paint in carried.fills.items():
        if member in rows and key in places:
            cell_at(sheet, rows[member], places[key]).fill = paint
    for (member, key), text in carried.odd.items():
        if member in rows and key in places:
            _put_odd(cell_at(sheet, rows[member], places[key]), key, text, words)
    width = len(places)
    for column in carried.columns:
        width += 1
        _put_column(sheet, width, column, rows, words)
    for number, texts in enumerate(carried.rows, start=last + 1):
        _put_row(sheet, number, texts, places, words)
    return width, last + len(carried.rows)


def _paint(cell: Any) -> PatternFill | None:  # noqa: ANN401 - a cell or a part of a merged range: both have a fill
    """A copy of the colour of a cell, which a cell of another book can take."""
    return copy(cell.fill) if cell.fill.fill_type == "solid" else None


def _is_of_staff(paint: PatternFill) -> bool:
    colour = paint.fgColor
    return colour.type != "rgb" or str(colour.rgb)[-6:].upper() not in _OUR_COLOURS


def _columns(grid: Grid) -> tuple[tuple[str, float | None, dict[str, Added]], ...]:
    ours = set(grid.places.values())
    found = []
    for place in range(1, grid.sheet.max_column + 1):
        heading = canonical(grid.sheet.cell(grid.heading_row, place).value)
        cells = (
            {row.member: _added(grid.sheet.cell(row.number, place)) for row in grid.rows} if place not in ours else {}
        )
        filled = {member: cell for member, cell in cells.items() if cell.content is not None or cell.fill}
        if place not in ours and (filled or heading):
            width = grid.sheet.column_dimensions[get_column_letter(place)].width
            found.append((heading, width, filled))
    return tuple(found)


def _added(cell: Any) -> Added:  # noqa: ANN401 - a cell or a part of a merged range: both have these
    return Added(cell.value, cell.number_format, _paint(cell), cell.coordinate)


def _rows(grid: Grid) -> tuple[dict[str, str], ...]:
    """Rows that staff typed below or between ours, without the id of a member."""
    return tuple(
        {
            key: text
            for key, place in grid.places.items()
            if (text := canonical(grid.sheet.cell(row.number, place).value))
        }
        for row in grid.strangers
    )


def _is_untouched(base: Base, grid: Grid) -> bool:
    members = [row.member for row in grid.rows]
    if sorted(members) != sorted(base.cells):
        return False
    return all(
        base.wrote(row.member, key, content) is not False
        for row in grid.rows
        for key, content in row.cells.items()
        if not key.startswith("link:")
    )


def _add_comment(cell: Cell, text: str, words: Words) -> None:
    ours = f"{cell.comment.text}\n\n" if cell.comment else ""
    if ours:
        put_comment(cell, f"{ours}{text}")
    else:
        cell.comment = Comment(text, words("common.staff"), width=300, height=140)


def _put_odd(cell: Cell, key: str, text: str, words: Words) -> None:
    """What staff typed stays; that it is not understood is said beside it."""
    stands = canonical(cell.value) or words("common.nothing")
    put_text(cell, text)
    cell.style = cell_style("text", "doubt")
    why = {columns.STATUS: "comment.no_status", columns.SAME: "comment.no_member"}.get(key, "comment.no_sense")
    put_comment(cell, words("comment.check") + words(why, stands=stands))


def _is_understood(key: str, cell: object, campaign: Campaign, language: str) -> bool:
    if key == columns.STATUS:
        return status_from(canonical(cell), language) is not None
    return (member_meant(cell) if key == columns.SAME else meant(key, cell, campaign, language)) is not None


def _put_column(
    sheet: Worksheet,
    place: int,
    column: tuple[str, float | None, dict[str, Added]],
    rows: dict[str, int],
    words: Words,
) -> None:
    heading, width, cells = column
    head = cell_at(sheet, HEADING_ROW, place)
    put_text(head, _unlike_others(heading or words("common.column", letter=get_column_letter(place)), sheet, place))
    head.style = HEADING
    sheet.column_dimensions[get_column_letter(place)].width = width or 20
    for member, added in cells.items():
        if member not in rows:
            continue
        cell = cell_at(sheet, rows[member], place)
        cell.style = cell_style("text")
        cell.value = _moved(added, cell.coordinate)
        cell.number_format = added.format
        if added.fill:
            cell.fill = added.fill


def _unlike_others(heading: str, sheet: Worksheet, place: int) -> str:
    """The heading, numbered where one to its left is equal: a table refuses that."""
    taken = {canonical(sheet.cell(HEADING_ROW, each).value).casefold() for each in range(1, place)}
    numbered = (heading, *(f"{heading} ({number})" for number in range(2, place + 2)))
    return next(each for each in numbered if each.casefold() not in taken)


def _moved(added: Added, place: str) -> Any:  # noqa: ANN401 - as in `Added`
    """A formula of staff's own goes on meaning its own row."""
    if isinstance(added.content, str) and added.content.startswith("="):
        return Translator(added.content, origin=added.place).translate_formula(place)
    return added.content


def _put_row(sheet: Worksheet, number: int, texts: dict[str, str], places: dict[str, int], words: Words) -> None:
    for key, place in places.items():
        cell = cell_at(sheet, number, place)
        cell.style = cell_style("text")
        if key in texts:
            put_text(cell, texts[key])
    note = words("comment.check") + words("comment.stranger")
    put_comment(cell_at(sheet, number, places[columns.ID]), note)
