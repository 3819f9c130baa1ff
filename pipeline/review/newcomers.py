"""Rows that staff add to the sheet of members: governments of which no form ever came (a pledge by telephone)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.records import Member, NewMember, Status
from pipeline.review import columns
from pipeline.review.cells import canonical
from pipeline.review.decide import decide
from pipeline.review.edits import Edit, problem
from pipeline.review.plain import one_line
from pipeline.review.sheet_members import content

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue, Finding
    from pipeline.records import LedgerView
    from pipeline.review.columns import Column
    from pipeline.review.grid import Grid, Row
    from pipeline.review.sheet_lists import Base

_NOBODY = Member("", Status.PLEDGED, None, ())


def adopted(grid: Grid, base: Base, view: LedgerView, shown: tuple[Column, ...], campaign: Campaign) -> Grid:
    """The grid in which rows that the ledger took in since the workbook was written have their member's number.

    A run that was stopped between the ledger and the workbook, or could not replace the workbook because it was open,
    left them without: they must not become members once more.
    """
    there = {row.member for row in grid.rows} | set(base.cells)
    waiting = [member for member in view.members if member.entered and member.id not in there]
    rows, left = list(grid.rows), []
    for row in grid.strangers:
        name = _name(row, campaign)
        own = next((each for each in waiting if name and name == _name_of(each, shown, campaign)), None)
        if own is None:
            left.append(row)
        else:
            waiting.remove(own)
            rows.append(replace(row, member=own.id, cells={**row.cells, columns.ID: own.id}))
    return replace(grid, rows=tuple(rows), strangers=tuple(left))


def new_members(
    grid: Grid, shown: tuple[Column, ...], campaign: Campaign, language: str
) -> tuple[list[NewMember], list[Finding]]:
    """The members that rows without a number enter, and what is wrong with such rows. A row needs a name."""
    entered: list[NewMember] = []
    problems: list[Finding] = []
    for row in grid.strangers:
        if not _name(row, campaign):
            text = (
                f"Row {row.number} of the workbook has neither a member number nor a name: it was kept there as it is."
            )
            problems.append(problem("row-without-member", text, None))
            continue
        values, found = _typed(row, shown, campaign, language)
        entered.append(NewMember(tuple(values)))
        problems += found
    return entered, problems


def _typed(
    row: Row, shown: tuple[Column, ...], campaign: Campaign, language: str
) -> tuple[list[tuple[str, FieldValue]], list[Finding]]:
    """What its cells say; a cell that says nothing the program understands is kept as typed and named."""
    values: list[tuple[str, FieldValue]] = []
    problems: list[Finding] = []
    for column in shown:
        cell = row.cells.get(column.key)
        if column.key.startswith("link:") or column.key == columns.ID or not canonical(cell):
            continue
        change, found = decide(Edit(_NOBODY, column, row.number, cell, None), campaign, language)
        problems += found
        if change is not None and change[1] is not None:
            values.append((change[0], change[1]))
    return values, problems


def _name(row: Row, campaign: Campaign) -> str:
    name = campaign.identity.name
    return one_line(canonical(row.cells.get(f"field:{name}"))) if name else ""


def _name_of(member: Member, shown: tuple[Column, ...], campaign: Campaign) -> str:
    wanted = f"field:{campaign.identity.name}"
    column = next((each for each in shown if each.key == wanted), None)
    return one_line(canonical(content(member, column, "en"))) if column else ""
