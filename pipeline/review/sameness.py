"""Members that are one: what staff say in the column for it, on rows of members and of merged ones. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import Finding
from pipeline.review import columns
from pipeline.review.about_member import member_meant
from pipeline.review.cells import canonical
from pipeline.review.edits import problem
from pipeline.review.plain import one_line

if TYPE_CHECKING:
    from pipeline.records import LedgerView
    from pipeline.review.grid import Grid, Row


@dataclass(slots=True)
class Sameness:
    """Two that are one; those that are their own again; what cannot be understood."""

    merged: list[tuple[str, str]] = field(default_factory=list)
    parted: list[str] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def read_sameness(grid: Grid, view: LedgerView) -> Sameness:
    """Who names another member is one with it; who was merged and names nobody any more is its own again."""
    said = Sameness()
    if columns.SAME not in grid.places:
        return said
    members = {member.id for member in view.members}
    merged = {merge.member: merge.into for merge in view.merges}
    known = members | set(merged)
    for row in grid.rows:
        if row.member in known:
            _read(row, merged.get(row.member), known, said)
    return said


def _read(row: Row, into: str | None, known: set[str], said: Sameness) -> None:
    cell = row.cells.get(columns.SAME)
    other = member_meant(cell)
    if other == into and (other or not canonical(cell)):
        return
    if canonical(cell) and (other not in known or other == row.member):
        text = f"Row {row.number} of the workbook: “{one_line(canonical(cell), 40)}” is no other member's number."
        said.problems.append(problem("unknown-member", f"{text} Nothing was joined.", None))
        return
    if into:
        said.parted.append(row.member)
    if other:
        said.merged.append((row.member, other))
