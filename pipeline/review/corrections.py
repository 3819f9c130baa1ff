"""Corrections that staff made in the workbook, read back as decisions.

Each cell is compared with what we wrote into it (a hash kept in a hidden sheet), then with what the ledger says now.
Only a cell that differs from both is a word of staff; one that merely shows an older state of the ledger is not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding
from pipeline.records import NOTHING_SAID, Decision, Saying
from pipeline.review.answers import Asked, read_answers
from pipeline.review.belongings import read_belongings
from pipeline.review.columns import member_columns
from pipeline.review.decide import decide
from pipeline.review.edits import find_edits, problem, refuse_shuffled
from pipeline.review.grid import file_print, read_grid, with_results
from pipeline.review.loading import uncollected
from pipeline.review.losses import losses
from pipeline.review.newcomers import adopted, new_members
from pipeline.review.plain import one_line
from pipeline.review.put import AUTHOR
from pipeline.review.quick import quick_book
from pipeline.review.sameness import read_sameness
from pipeline.review.sheet_lists import read_base
from pipeline.review.sheets import SEEN, find_sheet
from pipeline.words import words_in

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from pipeline.campaign.definition import Campaign
    from pipeline.records import LedgerView
    from pipeline.review.edits import Edit
    from pipeline.review.grid import Grid

UNKNOWN_EDITOR: Final = "staff"


@dataclass(frozen=True, slots=True)
class Corrections:
    """What staff changed since the workbook was written, and what could not be understood.

    `sha256` is of the file that was read, for `write_workbook(expected=...)`; "" where there is none.
    """

    said: Saying = NOTHING_SAID
    problems: tuple[Finding, ...] = ()
    sha256: str = ""

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What they said about fields."""
        return self.said.decisions


@uncollected()
def read_corrections(
    path: Path,
    view: LedgerView,
    campaign: Campaign,
    *,
    language: str = "en",
    at: dt.datetime | None = None,
    newest: str = "",
) -> Corrections:
    """What staff changed in the workbook.

    Args:
        path: of the workbook; a missing one holds no corrections.
        view: the ledger's current state.
        campaign: what the columns are.
        language: in which it is read where it does not say in which one it was written.
        at: the moment of the decisions; None: when the file was saved.
        newest: the fingerprint of the workbook that we wrote last; one with another is an older copy, in which what
            was decided before is no news. "": not known.

    Raises:
        SafetyStopError: it is damaged, or its keys are gone, or a column was shuffled by itself.
    """
    if not path.exists():
        return Corrections()
    sha256 = file_print(path)
    book = quick_book(path)
    base = read_base(book)
    language = base.language or language
    shown = member_columns(campaign, language)
    grid = adopted(with_results(read_grid(book, path, shown), path, shown), base, view, shown, campaign)
    asked = Asked(view, campaign, shown, language, _editor(book), at or _saved(path))
    edits, problems = find_edits(grid, base, view, shown, language)
    refuse_shuffled(edits, path)
    problems += _sheets_gone(book, language) + _not_carried(path, book)
    older = bool(newest and base.fingerprint and base.fingerprint != newest)
    problems += [_older()] if older else []
    decisions, found = _decisions(edits, asked, older=older)
    said, odd = _said(grid, book, asked, decisions)
    return Corrections(said, (*problems, *found, *odd), sha256)


def _saved(path: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)


def _decisions(edits: list[Edit], asked: Asked, *, older: bool) -> tuple[list[Decision], list[Finding]]:
    """What the edits decide; in an older copy what was decided before is no news."""
    known = {(each.member, each.field, repr(each.value)) for each in asked.view.decisions} if older else set()
    decisions: list[Decision] = []
    problems: list[Finding] = []
    for edit in edits:
        change, found = decide(edit, asked.campaign, asked.language)
        problems += found
        if change is not None and (edit.member.id, change.field, repr(change.value)) not in known:
            field, value, was, released = change
            decisions.append(Decision(edit.member.id, field, value, asked.by, asked.at, was, released))
    return decisions, problems


def _said(grid: Grid, book: Workbook, asked: Asked, decisions: list[Decision]) -> tuple[Saying, tuple[Finding, ...]]:
    """All that staff said, cells before answers, and what of it cannot be understood."""
    answered = read_answers(book, asked)
    taken = {(each.member, each.field) for each in decisions}
    entered, odd = new_members(grid, asked.columns, asked.campaign, asked.language)
    same, given = read_sameness(grid, asked.view), read_belongings(book, asked.view)
    said = Saying(
        by=asked.by,
        at=asked.at,
        decisions=(*decisions, *(each for each in answered.decisions if (each.member, each.field) not in taken)),
        entered=tuple(entered),
        merged=(*same.merged, *answered.merged),
        parted=tuple(same.parted),
        apart=tuple(answered.apart),
        belongings=tuple(given.given),
        settled=tuple(answered.settled),
        answers=tuple(answered.answers),
    )
    return said, (*odd, *same.problems, *given.problems, *answered.problems)


def _older() -> Finding:
    text = (
        "The workbook is an older copy of itself. What it says and was said before is left out, what is new in it was "
        "taken. The newer one, as you last saved it, is in the folder state/workbooks."
    )
    return problem("older-copy", text, None)


def _not_carried(path: Path, book: Workbook) -> list[Finding]:
    lost = ", ".join(losses(path, book))
    text = (
        f"The workbook holds what cannot be carried over when it is brought up to date: {lost}. "
        "A copy of it as you saved it is in the folder state/workbooks."
    )
    return [problem("not-carried", text, None)] if lost else []


def _sheets_gone(book: Workbook, language: str) -> list[Finding]:
    """Sheets of ours that staff deleted; each is made again, from the ledger."""
    words = words_in(language)
    gone = ", ".join(f"“{words(f'sheet.{key}')}”" for key in SEEN if find_sheet(book, key) is None)
    text = f"The sheet {gone} was deleted from the workbook; it was made again. To have it out of sight, hide it."
    return [problem("sheet-deleted", text, None)] if gone else []


def _editor(book: Workbook) -> str:
    """Who saved the workbook last, as far as their program tells."""
    name = one_line(book.properties.lastModifiedBy or "", 80)
    return name if name and name != AUTHOR else UNKNOWN_EDITOR
