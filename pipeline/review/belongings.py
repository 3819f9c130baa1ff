"""Whose forms are, as staff say on the sheet of submissions: another member's, or a new one's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import Finding
from pipeline.review.about_member import member_meant
from pipeline.review.cells import canonical
from pipeline.review.edits import problem
from pipeline.review.plain import one_line
from pipeline.review.sheet_review import KEY_HEADING
from pipeline.review.sheets import find_sheet
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

    from pipeline.records import LedgerView


@dataclass(slots=True)
class Belongings:
    """A form and its member (None: a new one), and what cannot be understood."""

    given: list[tuple[str, str | None]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def read_belongings(book: Workbook, view: LedgerView) -> Belongings:
    """The forms that staff gave to another member since the workbook was written; none where the sheet is gone."""
    said = Belongings()
    earlier = (
        each.submission for each in view.earlier
    )  # the form may have been read again since the sheet was written
    owners = {row.id: row.member for row in (*earlier, *view.submissions)}
    members = {member.id for member in view.members} | {merge.member for merge in view.merges}
    for form, wrote, typed in _rows(book):
        if form not in owners or canonical(typed) in {"", wrote, owners[form]}:
            continue
        other = member_meant(typed)
        if canonical(typed).casefold() in _new():
            said.given.append((form, None))
        elif other in members:
            said.given += [(form, other)] if other != owners[form] else []
        else:
            text = f"{form}: “{one_line(canonical(typed), 40)}” is no member's number; the form stays where it was."
            said.problems.append(problem("unknown-member", text, None))
    return said


def _rows(book: Workbook) -> Iterator[tuple[str, str, object]]:
    """The form, the member that we wrote beside it, what stands there now."""
    sheet = find_sheet(book, "submissions")
    if sheet is None:
        return
    headings = {canonical(words_in(each)("submissions.member")) for each in LANGUAGES}
    key = member = None
    for row in sheet.iter_rows(values_only=True):
        texts = [canonical(cell) for cell in row]
        if key is None or member is None:
            key = texts.index(KEY_HEADING) if KEY_HEADING in texts else None
            member = next((place for place, text in enumerate(texts) if text in headings), None)
            continue
        form, _, wrote = texts[key].partition(" ")
        if form and wrote:
            yield form, wrote, row[member]


def _new() -> set[str]:
    return {words_in(each)("answer.new").casefold() for each in LANGUAGES}
