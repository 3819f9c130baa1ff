"""The sheet of members: one row each, every cell to be found again by its hidden keys, doubts in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from pipeline.campaign.definition import FieldType
from pipeline.records import Status
from pipeline.review import columns
from pipeline.review.cells import show
from pipeline.review.grid import FIRST_ROW, HEADING_ROW, KEY_ROW
from pipeline.review.links import Links, MemberLinks
from pipeline.review.plain import one_line
from pipeline.review.put import cell_at, print_set_up, put, put_comment, put_link, put_text, set_height
from pipeline.review.sheets import make_sheet
from pipeline.review.styles import AMBER, HEADING, PALE_TEAL, ROSE, SKY, TRACK, fill
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.records import Member, Merge
    from pipeline.review.cells import Shown
    from pipeline.review.columns import Column
    from pipeline.review.standing import Standing

_STATUS_COLOURS: Final = {
    Status.ACCEPTED: PALE_TEAL,
    Status.PUBLISHED: PALE_TEAL,
    Status.READY: SKY,
    Status.TO_REVIEW: AMBER,
    Status.INCOMPLETE: ROSE,
    Status.DECLINED: TRACK,
    Status.WITHDRAWN: TRACK,
}


def content(member: Member, column: Column, language: str) -> Shown:
    """What the cell of a member in a column shows (links apart); the same when written and when compared."""
    if column.field is not None:
        value = member.get(column.field.key)
        return show(value.value, column.field, language) if value else None
    words = words_in(language)
    shown: dict[str, Shown] = {
        columns.ID: member.id,
        columns.STATUS: words.status(member.status),
        columns.WAVE: _wave(member, words),
        columns.REGION: words.region(member.world_region),
        columns.JOINED: member.joined.date() if member.joined else None,
        columns.ACCEPTED: member.accepted.date() if member.accepted else None,
    }
    return shown.get(column.key)


def _wave(member: Member, words: Words) -> str | None:
    """Pledges came in no wave."""
    return words.wave(member.wave) if member.wave else words("wave.between") if member.submissions else None


def write_members(
    book: Workbook,
    rows: tuple[tuple[Member, Standing], ...],
    shown: tuple[Column, ...],
    links: Links,
    language: str,
) -> tuple[Worksheet, dict[str, list[Shown]]]:
    """The sheet, and member id -> the contents of its cells, in the order of the columns."""
    words = words_in(language)
    sheet = make_sheet(book, "members", words)
    _write_head(sheet, shown)
    contents: dict[str, list[Shown]] = {}
    for number, (member, standing) in enumerate(rows, start=FIRST_ROW):
        contents[member.id] = [content(member, column, language) for column in shown]
        _write_row(sheet, number, (member, standing), shown, contents[member.id], words)
        _point_to_evidence(sheet, number, member, shown, links, words)
        _write_links(sheet, number, links.members.get(member.id, MemberLinks()), shown, words)
    return sheet, contents


def write_merged(
    sheet: Worksheet, first: int, merges: tuple[Merge, ...], shown: tuple[Column, ...], names: dict[str, Shown]
) -> dict[str, list[Shown]]:
    """Below the members those that were found to be one of them, so that they can be parted again by clearing a cell.

    Args:
        sheet: of the members.
        first: the row to begin with.
        merges: that stand.
        shown: the columns.
        names: member id -> its name, of those that have rows.

    Returns:
        Member id -> the contents of its cells, like `write_members`.
    """
    contents: dict[str, list[Shown]] = {}
    name = next((column.key for column in shown if column.field), "")
    for number, merge in enumerate(merges, start=first):
        held = {columns.ID: merge.member, columns.SAME: merge.into, name: names.get(merge.into)}
        contents[merge.member] = [held.get(column.key) for column in shown]
        for place, each in enumerate(contents[merge.member], start=1):
            put(cell_at(sheet, number, place), each, "merged")
    return contents


def finish_members(
    sheet: Worksheet, shown: tuple[Column, ...], reach: tuple[int, int], offers: dict[str, DataValidation], words: Words
) -> None:
    """What needs to know how far the sheet reaches: table, filters, lists, colours of the status, print area."""
    width, last = reach
    whole = f"A{HEADING_ROW}:{get_column_letter(width)}{max(last, FIRST_ROW)}"
    table = Table(displayName="MembersTable", name="MembersTable", ref=whole)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
    for number, column in enumerate(shown, start=1):
        letter = get_column_letter(number)
        span = f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)}"
        if column.key in offers:
            offers[column.key].add(span)
            sheet.add_data_validation(offers[column.key])
        if column.key == columns.STATUS:
            _colour_status(sheet, letter, span, words)
    print_set_up(sheet, HEADING_ROW)
    sheet.page_setup.paperSize = 8  # A3, four beside each other: there are many columns
    sheet.page_setup.fitToWidth = 4
    sheet.print_title_cols = "A:B"


def _write_head(sheet: Worksheet, shown: tuple[Column, ...]) -> None:
    for number, column in enumerate(shown, start=1):
        put_text(cell_at(sheet, KEY_ROW, number), column.key)
        heading = cell_at(sheet, HEADING_ROW, number)
        put_text(heading, column.heading)
        heading.style = HEADING
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[HEADING_ROW].height = 48
    named = 2 if shown[1].field is not None else 1
    sheet.freeze_panes = f"{get_column_letter(named + 1)}{FIRST_ROW}"
    sheet.sheet_view.zoomScale = 90


def _write_row(
    sheet: Worksheet,
    number: int,
    about: tuple[Member, Standing],
    shown: tuple[Column, ...],
    contents: list[Shown],
    words: Words,
) -> None:
    member, standing = about
    for place, (column, shown_content) in enumerate(zip(shown, contents, strict=True), start=1):
        cell = cell_at(sheet, number, place)
        mark, comment = _mark(member, standing, column, words)
        put(cell, shown_content, mark, _kind(column))
        if comment:
            put_comment(cell, comment)
    set_height(sheet, number, [(each, column.width) for column, each in zip(shown, contents, strict=True)])


def _point_to_evidence(
    sheet: Worksheet, number: int, member: Member, shown: tuple[Column, ...], links: Links, words: Words
) -> None:
    """The comment of a doubtful cell says where its cut-out opens; a link in the cell itself would be in the way."""
    for place, column in enumerate(shown, start=1):
        if column.field is not None and (member.id, column.field.key) in links.evidence:
            cell = cell_at(sheet, number, place)
            if cell.comment is not None:
                put_comment(cell, f"{cell.comment.text}\n\n{words('comment.look')}")


def _kind(column: Column) -> str:
    """The style of an empty cell, so that what staff type into it is taken as what the column holds."""
    kinds = {FieldType.NUMBER: "number", FieldType.DATE: "day"}
    if column.field is None:
        return "day" if column.key in {columns.JOINED, columns.ACCEPTED} else "text"
    return kinds.get(column.field.type, "text")


def _mark(member: Member, standing: Standing, column: Column, words: Words) -> tuple[str, str]:
    """The mark of a cell and the comment that explains it."""
    if column.field is None:
        return "plain", ""
    value = member.get(column.field.key)
    reasons = standing.reasons(column.field.key)
    if reasons:
        raw = f"\n\n{words('comment.raw')}\n{value.raw}" if value and value.raw else ""
        return "doubt", words("comment.check") + "\n".join(one_line(words.said(each), 400) for each in reasons) + raw
    if value and value.origin == "staff":
        return "staff", ""
    return ("missing", "") if column.field in standing.missing else ("plain", "")


def _write_links(sheet: Worksheet, number: int, links: MemberLinks, shown: tuple[Column, ...], words: Words) -> None:
    paths = {
        columns.LETTER: (words("members.letter_link"), links.letter),
        columns.DRAFT: (words("members.draft_link"), links.draft),
        columns.DOCUMENT: (words("members.document_link"), links.document),
    }
    for place, column in enumerate(shown, start=1):
        if column.key in paths:
            put_link(cell_at(sheet, number, place), *paths[column.key])


def _colour_status(sheet: Worksheet, letter: str, span: str, words: Words) -> None:
    """By rule, not by cell: the colour follows when staff choose another status."""
    for status, colour in _STATUS_COLOURS.items():
        look = DifferentialStyle(font=Font(bold=True), fill=fill(colour))
        rule = Rule(type="expression", dxf=look, formula=[f'${letter}{FIRST_ROW}="{words.status(status)}"'])
        sheet.conditional_formatting.add(span, rule)
