"""Answers of staff on the sheet of what wants a look: "it is right" makes a doubtful value their decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.review.cells import canonical
from pipeline.review.sheet_review import KEY_HEADING
from pipeline.review.sheets import find_sheet
from pipeline.words import Words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue
    from pipeline.records import LedgerView


def read_answers(
    book: Workbook, view: LedgerView, campaign: Campaign, language: str
) -> Iterator[tuple[str, str, FieldValue | None]]:
    """Member, field and its current value, of each item that staff answered; none where the sheet is gone."""
    sheet = find_sheet(book, "review")
    if sheet is None:
        return
    fields = {field.key for field in campaign.kept_fields}
    members = {member.id: member for member in view.members}
    for key in _answered(list(sheet.iter_rows(values_only=True)), words_in(language)):
        member, _, field = key.partition(" ")
        if member in members and field in fields:
            value = members[member].get(field)
            yield member, field, value.value if value else None


def _answered(rows: list[tuple[object, ...]], words: Words) -> Iterator[str]:
    """The keys of the items with an answer; columns are found by their headings."""
    headed, right = canonical(words("review.answer")), canonical(words("answer.right")).casefold()
    texts = [[canonical(cell) for cell in row] for row in rows]
    heading = next((row for row in texts if KEY_HEADING in row and headed in row), None)
    if heading is None:
        return
    key, answer = heading.index(KEY_HEADING), heading.index(headed)
    for row in texts:
        if row[key] and row[answer].casefold() == right:
            yield row[key]
