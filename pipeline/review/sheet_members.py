"""The sheet of members: one row each, every cell to be found again by its hidden keys, doubts in colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from pipeline.review import columns
from pipeline.review.cells import canonical, show
from pipeline.review.columns import Column
from pipeline.review.grid import FIRST_ROW, HEADING_ROW, KEY_ROW
from pipeline.review.labels import raw_text
from pipeline.review.links import Links, MemberLinks
from pipeline.review.member_row import Before, Formats, Wish, cells_of, kept, odd_comments, write_row
from pipeline.review.plain import one_line
from pipeline.review.put import cell_at, print_set_up, put_text, set_height
from pipeline.review.sheet_lists import Base, Written
from pipeline.review.sheets import make_sheet
from pipeline.review.styles import HEADING, format_of
from pipeline.words import LANGUAGES, Words, words_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.records import Member, Merge
    from pipeline.review.carry import Carried
    from pipeline.review.cells import Shown
    from pipeline.review.layout import Layout
    from pipeline.review.standing import Standing


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


@dataclass(frozen=True, slots=True)
class Look:
    """How members are written: the columns, the links, the language."""

    shown: tuple[Column, ...]
    links: Links
    language: str

    @property
    def words(self) -> Words:
        """The words of the language."""
        return words_in(self.language)


def new_members_sheet(book: Workbook, look: Look) -> Worksheet:
    """An empty sheet, set up for the screen and for printing."""
    sheet = make_sheet(book, "members", look.words)
    sheet.row_dimensions[KEY_ROW].hidden = True
    sheet.row_dimensions[HEADING_ROW].height = 48
    named = 2 if look.shown[1].field is not None else 1
    sheet.freeze_panes = f"{get_column_letter(named + 1)}{FIRST_ROW}"
    sheet.sheet_view.zoomScale = 90
    print_set_up(sheet, HEADING_ROW)
    sheet.page_setup.paperSize = 8  # A3, four beside each other: there are many columns
    sheet.page_setup.fitToWidth = 4
    sheet.print_title_cols = "A:B"
    return sheet


def write_members(
    sheet: Worksheet,
    layout: Layout,
    members: tuple[tuple[Member, Standing], ...],
    look: Look,
    before: tuple[Carried, Base],
) -> Written:
    """Write the members to where they belong, cell by cell: what is staff's stays as it stands.

    Args:
        sheet: a new one, or the one that stands.
        layout: where everything belongs.
        members: all of them.
        look: how they are written.
        before: what stands there, and what we wrote last; both empty for a new sheet.
    """
    _, base = before
    written = Written()
    formats = _formats(look.words)
    _write_head(sheet, layout, look.shown, base)
    for member, standing in members:
        _write_everywhere(sheet, layout, member.id, (_wishes(member, standing, look), before, formats, look), written)
    return written


def write_merged(
    sheet: Worksheet,
    layout: Layout,
    merges: tuple[Merge, ...],
    how: tuple[Look, tuple[Carried, Base]],
    written: Written,
) -> None:
    """Those that were found to be one with another: a row that says so, to be parted again by clearing a cell."""
    look, before = how
    formats = _formats(look.words)
    name = next((column.key for column in look.shown if column.field), "")
    at = [column.key for column in look.shown].index(name) if name else 0
    for merge in merges:
        of = written.contents.get(merge.into)
        held = {columns.ID: merge.member, columns.SAME: merge.into, name: of[at] if of and name else None}
        wishes = {column.key: Wish(column, held.get(column.key), "merged") for column in look.shown}
        _write_everywhere(sheet, layout, merge.member, (wishes, before, formats, look), written)


def _formats(words: Words) -> Formats:
    days = frozenset(format_of("day", words_in(each)) for each in LANGUAGES)
    return Formats(format_of("day", words), format_of("number", words), days)


def _write_everywhere(
    sheet: Worksheet,
    layout: Layout,
    member: str,
    how: tuple[dict[str, Wish], tuple[Carried, Base], Formats, Look],
    written: Written,
) -> None:
    """All rows of a member: more than one where staff copied it."""
    wishes, (carried, base), formats, look = how
    contents = {key: wish.content for key, wish in wishes.items()}
    comments = {key: wish.comment for key, wish in wishes.items() if wish.comment}
    for number in layout.rows[member]:
        stood = _before(member, number, carried, base)
        write_row(cells_of(sheet, number, layout.places), wishes, stood, formats, look.words)
        if stood is None:
            set_height(sheet, number, [(contents[column.key], column.width) for column in look.shown])
        else:
            comments |= odd_comments(stood, wishes, look.words)
            contents |= {key: typed for key in stood.odd if (typed := kept(stood, key)) is not None}
    written.contents[member] = [contents[column.key] for column in look.shown]
    written.comments[member] = comments


def _before(member: str, number: int, carried: Carried, base: Base) -> Before | None:
    """How a row stands; None where it is new."""
    cells = carried.rows.get(number)
    if cells is None:
        return None
    said = {key: base.wrote(member, key, cell) for key, cell in cells.items()}
    return Before(
        cells,
        {key: wrote for key, wrote in said.items() if wrote is not None},
        {key: why for (row, key), why in carried.odd.items() if row == number} if carried.odd else {},
        base.comments.get(member, {}),
    )


def _wishes(member: Member, standing: Standing, look: Look) -> dict[str, Wish]:
    """Column key -> what the cell of the member is to say."""
    paths = _paths(look.links.members.get(member.id, MemberLinks()), look.words)
    wishes = {}
    for column in look.shown:
        if column.key in paths:
            text, path = paths[column.key]
            wishes[column.key] = Wish(column, text, path=path)
        else:
            mark, comment = _mark(member, standing, column, look.words)
            if comment and column.field and (member.id, column.field.key) in look.links.evidence:
                comment = f"{comment}\n\n{look.words('comment.look')}"  # a link in the cell would be in the way
            wishes[column.key] = Wish(column, content(member, column, look.language), mark, comment)
    return wishes


def _paths(links: MemberLinks, words: Words) -> dict[str, tuple[str, str | None]]:
    """Column key -> the words of a link and where it leads."""
    return {
        columns.LETTER: (words("members.letter_link"), links.letter),
        columns.DRAFT: (words("members.draft_link"), links.draft),
        columns.DOCUMENT: (words("members.document_link"), links.document),
    }


def _write_head(sheet: Worksheet, layout: Layout, shown: tuple[Column, ...], base: Base) -> None:
    """The hidden keys and the headings; one that staff worded otherwise stays so."""
    for column in shown:
        place = layout.places[column.key]
        key, heading = cell_at(sheet, layout.key_row, place), cell_at(sheet, layout.heading_row, place)
        stands, ours = one_line(canonical(heading.value)), base.headings.get(column.key)
        if key.value != column.key:
            put_text(key, column.key)
        if not stands:
            heading.style = HEADING
            sheet.column_dimensions[get_column_letter(place)].width = column.width
        if not stands or stands == ours:
            put_text(heading, column.heading)


def _mark(member: Member, standing: Standing, column: Column, words: Words) -> tuple[str, str]:
    """The mark of a cell and the comment that explains it."""
    if column.field is None:
        return "plain", ""
    value = member.get(column.field.key)
    reasons = standing.reasons(column.field.key)
    if reasons:
        raw = f"\n\n{words('comment.raw')}\n{raw_text(value, words)}" if value and value.raw else ""
        return "doubt", words("comment.check") + "\n".join(one_line(words.said(each), 400) for each in reasons) + raw
    if value and value.origin == "staff":
        return "staff", ""
    return ("missing", "") if column.field in standing.missing else ("plain", "")
