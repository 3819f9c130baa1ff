"""Whose forms are, as staff say on the sheet of submissions: another member's, or a new one's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import Finding
from pipeline.review.about_member import member_meant
from pipeline.review.answered_rows import answered_rows
from pipeline.review.cells import canonical
from pipeline.review.edits import problem
from pipeline.review.plain import one_line
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
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
    earlier = (each.submission for each in view.earlier)  # it may have been read again since the sheet was written
    owners = {row.id: row.member for row in (*earlier, *view.submissions)}
    members = {member.id for member in view.members} | {merge.member for merge in view.merges}
    for _, key, typed in answered_rows(book, "submissions", "submissions.member"):
        form, _, wrote = key.partition(" ")
        if not wrote or form not in owners or canonical(typed) in {wrote, owners[form]}:
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


def _new() -> set[str]:
    return {words_in(each)("answer.new").casefold() for each in LANGUAGES}
