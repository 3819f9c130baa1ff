"""Which cells of the sheet of members staff changed, and what is wrong with its rows. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Severity
from pipeline.records import Member
from pipeline.review import columns
from pipeline.review.cells import canonical
from pipeline.review.columns import Column
from pipeline.review.grid import unusable
from pipeline.review.plain import one_line
from pipeline.review.sheet_members import content
from pipeline.review.status import status_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.campaign.definition import Field
    from pipeline.records import LedgerView
    from pipeline.review.grid import Grid
    from pipeline.review.sheet_lists import Base

_LEAST_SHUFFLED: Final = 4  # changed cells of a column from which a mere change of places is no correction


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that staff changed: whose, which column, where, what it holds now, what it should have held."""

    member: Member
    column: Column
    row: int
    cell: object
    shown: object


def find_edits(
    grid: Grid, base: Base, view: LedgerView, shown: tuple[Column, ...], language: str
) -> tuple[list[Edit], list[Finding]]:
    """The cells that staff changed, and what is wrong with rows."""
    members = {member.id: member for member in view.members}
    found: dict[tuple[str, str], list[Edit]] = {}
    for row in grid.rows:
        member = members.get(row.member)
        for column in shown if member else ():
            if member is None or column.key not in row.cells or column.key.startswith("link:"):
                continue
            as_written = base.wrote(member.id, column.key, row.cells[column.key])
            if as_written and column.key != columns.STATUS:
                continue  # nearly always: what it should show need not be worked out
            edit = Edit(member, column, row.number, row.cells[column.key], content(member, column, language))
            if column.key != columns.SAME and _is_changed(edit, as_written, language):
                found.setdefault((member.id, column.key), []).append(edit)
    merged = {merge.member for merge in view.merges}
    problems = [*_row_problems(grid, members, merged), *_gone(grid, base, members, shown)]
    edits: list[Edit] = []
    for several in found.values():
        edits.append(several[0])
        if len({canonical(each.cell) for each in several}) > 1:
            edits.pop()
            problems.append(_two_words(several))
    return edits, problems


def _is_changed(edit: Edit, as_written: bool | None, language: str) -> bool:  # noqa: FBT001 - three states
    text = canonical(edit.cell)
    if edit.column.key == columns.STATUS and text and status_from(text, language) is None:
        return True  # said again until it is mended
    return not as_written and canonical(edit.cell) != canonical(edit.shown)


def _row_problems(grid: Grid, members: dict[str, Member], merged: set[str]) -> Iterator[Finding]:
    often = Counter(row.member for row in grid.rows)
    for row in grid.rows:
        if row.member not in members and row.member not in merged:
            text = f"Row {row.number} of the workbook has the member number “{one_line(row.member, 40)}”, unknown here."
            yield problem("unknown-member", f"{text} Nothing was taken from it.", None)
    for member, number in often.items():
        if number > 1 and member in members:
            yield problem("row-doubled", f"{member} stands in {number} rows of the workbook; remove the copies.", None)


def _gone(grid: Grid, base: Base, members: dict[str, Member], shown: tuple[Column, ...]) -> Iterator[Finding]:
    """Rows and columns that we wrote and that staff deleted."""
    there = {row.member for row in grid.rows}
    rows = [member for member in base.cells if member in members and member not in there]
    if rows:
        which = one_line(", ".join(rows), 120)
        text = (
            f"The row of {which} was deleted from the workbook; it was put back at the end. "
            "To take a member out, choose the status Withdrawn or Declined."
        )
        yield problem("row-deleted", text, None)
    wrote = {key for cells in base.cells.values() for key in cells}
    for column in shown:
        if column.key in wrote and column.key not in grid.places:
            text = (
                f"The column “{column.heading}” was deleted from the workbook; it was put back on the right. "
                "To have it out of sight, hide it."
            )
            yield problem("column-deleted", text, column.field)


def _two_words(several: list[Edit]) -> Finding:
    words = " and ".join(f"“{one_line(canonical(each.cell), 60)}” (row {each.row})" for each in several)
    first = several[0]
    text = f"{first.member.id}, {first.column.heading}: the copies of its row say {words}; none was taken."
    return problem("rows-disagree", text, first.column.field)


def refuse_shuffled(edits: list[Edit], path: Path) -> None:
    """A column whose cells only changed places was sorted by itself: taking that over would mix up the members."""
    for key in {edit.column.key for edit in edits}:
        of = [edit for edit in edits if edit.column.key == key]
        now, before = (Counter(map(canonical, cells)) for cells in zip(*((e.cell, e.shown) for e in of), strict=True))
        if len(of) >= _LEAST_SHUFFLED and now == before and len(now) > 1:
            heading = of[0].column.heading
            raise unusable(path, f"the column “{heading}” was sorted without the rest of its rows")


def about(edit: Edit, code: str, text: str) -> Finding:
    """A problem with one cell: whose, under which heading, in which row."""
    where = f"{edit.member.id}, {edit.column.heading} (row {edit.row} of the workbook)"
    return problem(code, f"{where}: {text}", edit.column.field)


def problem(code: str, text: str, field: Field | None) -> Finding:
    """A problem with the workbook."""
    return Finding(f"workbook-{code}", Severity.WARNING, text, field.key if field else None)
