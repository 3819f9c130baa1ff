"""The sheet of submissions: every form that was read, as it was read, and whose it is; staff can give it to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.model import Severity
from pipeline.review.labels import member_name, told
from pipeline.review.plain import one_line
from pipeline.review.put import cell_at, put, put_jump, put_text, set_height
from pipeline.review.sheet_review import KEY_HEADING, finish_list, write_headings
from pipeline.review.sheets import make_sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView, SubmissionRow
    from pipeline.review.cells import Shown
    from pipeline.review.sheet_review import Spots
    from pipeline.words import Words

_COLUMNS: Final = (
    ("key", 4.0),  # hidden: the form, and the member as we wrote it
    ("form", 9.0),
    ("member", 11.0),
    ("government", 34.0),
    ("received", 13.0),
    ("wave", 15.0),
    ("language", 12.0),
    ("document", 40.0),
    ("values", 9.0),
    ("doubtful", 11.0),
    ("notes", 70.0),
    ("jump", 10.0),
)
_JUMP: Final = len(_COLUMNS)
_TOLD: Final = {Severity.WARNING, Severity.ERROR}


def write_submissions(book: Workbook, view: LedgerView, campaign: Campaign, spots: Spots, words: Words) -> None:
    """One row a form, the newest first."""
    sheet = make_sheet(book, "submissions", words)
    headings = [KEY_HEADING, *(words(f"submissions.{key}") for key, _ in _COLUMNS[1:])]
    write_headings(sheet, headings, [width for _, width in _COLUMNS])
    sheet.column_dimensions["A"].hidden = True
    names = {member.id: member_name(member, campaign, 70) for member in view.members}
    newest_first = sorted(view.submissions, key=lambda each: (len(each.id), each.id), reverse=True)
    for number, row in enumerate(newest_first, start=2):
        contents = _contents(row, names.get(row.member, ""), campaign, words)
        for place, content in enumerate(contents, start=2):
            put(cell_at(sheet, number, place), content)
        put_text(cell_at(sheet, number, 1), f"{row.id} {row.member}")
        if row.member in spots.rows:
            put_jump(cell_at(sheet, number, _JUMP), row.member, spots.members, f"A{spots.rows[row.member]}")
        set_height(sheet, number, [(each, width) for each, (_, width) in zip(contents, _COLUMNS[1:], strict=False)])
    finish_list(sheet, len(_COLUMNS), len(newest_first) + 1)


def _contents(row: SubmissionRow, name: str, campaign: Campaign, words: Words) -> tuple[Shown, ...]:
    return (
        row.id,
        row.member,
        name,
        row.received.date() if row.received else None,
        words.wave(row.wave) if row.wave else words("wave.between"),
        _language(row.language, words),
        row.document,
        len(row.values),
        sum(value.confidence < campaign.certain for value in row.values),
        "\n".join(
            one_line(told(each, campaign, words), 300) for each in row.findings if each.severity is not Severity.INFO
        )
        or None,
    )


def _language(code: str | None, words: Words) -> str | None:
    return words.locale.languages.get(code, code) if code else None
