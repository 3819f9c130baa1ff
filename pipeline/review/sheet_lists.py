"""The hidden sheets: the lists that cells offer, and what we wrote last (to tell what staff changed since)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.campaign.definition import FieldType
from pipeline.reconcile.statuses import DECIDED
from pipeline.review import columns
from pipeline.review.cells import Shown, canonical, choice_label, country_names
from pipeline.review.notes import Print, print_from
from pipeline.review.plain import alphabetical, one_line
from pipeline.review.put import cell_at, put_text
from pipeline.review.sheets import find_sheet, make_sheet
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.campaign.definition import Campaign
    from pipeline.review.columns import Column

_FIRST_ROW: Final = 3


def cell_print(content: object) -> str:
    """A short hash of what a cell says, the same whatever program saved it."""
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Base:
    """What we wrote last: the fingerprint of all content, and member id -> column key -> hash of the cell.

    `language` is the one in which it was written, so that it can be read back in it; "" where that is not known.
    Versions that noted none wrote in English.
    """

    fingerprint: str = ""
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    language: str = ""
    comments: dict[str, dict[str, Print]] = field(default_factory=dict)  # of ours: member id -> column key -> print
    headings: dict[str, str] = field(default_factory=dict)  # as we would have them; staff may have others

    def wrote(self, member: str, key: str, content: object) -> bool | None:
        """Whether the cell still says what we wrote; None where that is not known."""
        written = self.cells.get(member, {}).get(key)
        return None if written is None else written == cell_print(content)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: member id -> the contents of its cells in the order of the columns, and our comments."""

    contents: dict[str, list[Shown]] = field(default_factory=dict)
    comments: dict[str, dict[str, str]] = field(default_factory=dict)  # member id -> column key -> comment


def write_base(book: Workbook, fingerprint: str, shown: tuple[Column, ...], written: Written, words: Words) -> None:
    """One row a member: its id, the hashes of its cells in the order of the columns, the prints of our comments."""
    sheet = make_sheet(book, "base", words)
    sheet.sheet_state = "veryHidden"
    put_text(cell_at(sheet, 1, 1), fingerprint)
    put_text(cell_at(sheet, 1, 2), words.language)
    put_text(cell_at(sheet, 2, 1), " ".join(each.key for each in shown))
    put_text(cell_at(sheet, 2, 2), "\n".join(one_line(each.heading) for each in shown))
    for row, (member, contents) in enumerate(written.contents.items(), start=_FIRST_ROW):
        put_text(cell_at(sheet, row, 1), member)
        put_text(cell_at(sheet, row, 2), " ".join(map(cell_print, contents)))
        comments = written.comments.get(member, {})
        if comments:
            put_text(cell_at(sheet, row, 3), " ".join(f"{key}={Print.of(each)}" for key, each in comments.items()))


def read_base(book: Workbook) -> Base:
    """What `write_base` left; an empty one where staff removed it."""
    sheet = find_sheet(book, "base")
    if sheet is None:
        return Base()
    keys = str(sheet["A2"].value or "").split()
    rows = [row for row in sheet.iter_rows(min_row=_FIRST_ROW, max_col=3, values_only=True) if row[0]]
    cells = {str(member): dict(zip(keys, str(prints).split(), strict=False)) for member, prints, *_ in rows}
    comments = {str(member): _prints(str(said)) for member, _, said, *_ in rows if said}
    headings = dict(zip(keys, str(sheet["B2"].value or "").split("\n"), strict=False))
    return Base(str(sheet["A1"].value or ""), cells, str(sheet["B1"].value or "en"), comments, headings)


def _prints(said: str) -> dict[str, Print]:
    parts = [each.rpartition("=") for each in said.split()]
    return {key: found for key, _, text in parts if (found := print_from(text)) is not None}


def write_lists(
    book: Workbook, shown: tuple[Column, ...], campaign: Campaign, language: str
) -> dict[str, DataValidation]:
    """The lists, and column key -> the validation that offers them."""
    words = words_in(language)
    sheet = make_sheet(book, "lists", words)
    sheet.sheet_state = "hidden"
    offers: dict[str, DataValidation] = {}
    for column in shown:
        entries = _entries(column, campaign, language)
        if entries:
            offers[column.key] = _offer(sheet, len(offers) + 1, column, entries, words)
    return offers


def _entries(column: Column, campaign: Campaign, language: str) -> list[str]:
    if column.field is None:
        return _about_member(column, campaign, words_in(language))
    if column.field.type is FieldType.CHOICE:
        return [choice_label(each, column.field, language) for each in column.field.choices]
    if column.field.type is FieldType.YES_NO:
        return [words_in(language).yes_no(each) for each in (True, False)]
    if column.field.type is FieldType.COUNTRY:
        return sorted(country_names(language).values(), key=alphabetical)
    return []


def _about_member(column: Column, campaign: Campaign, words: Words) -> list[str]:
    offered = {
        columns.STATUS: [*map(words.status, DECIDED)],
        columns.WAVE: [*(words.wave(wave.id) for wave in campaign.waves), words("wave.between")],
    }
    return [*offered[column.key], words("answer.automatic")] if column.key in offered else []


def _offer(sheet: Worksheet, number: int, column: Column, entries: list[str], words: Words) -> DataValidation:
    letter = get_column_letter(number)
    put_text(cell_at(sheet, 1, number), column.heading)
    for row, entry in enumerate(entries, start=2):
        put_text(cell_at(sheet, row, number), entry)
    span = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(entries) + 1}"
    offer = DataValidation(type="list", formula1=span, allow_blank=True)
    strict = column.key == columns.STATUS
    offer.errorStyle = "stop" if strict else "warning"
    offer.errorTitle = words("list.title")
    offer.error = words("list.strict") if strict else words("list.free")
    offer.showErrorMessage = True
    return offer
