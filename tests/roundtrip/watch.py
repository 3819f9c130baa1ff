"""Whether nothing else changed: what must be equal in ledger and workbook whatever the kind of edit was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from pipeline.review.cells import canonical
from tests.roundtrip.kinds import MEMBERS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from pipeline.records import LedgerView
    from tests.roundtrip.kinds import After, Kind, Said

OURS = {"Overview", MEMBERS, "To review", "Messages", "How to use", "Lists", "Written", "Submissions", "History"}


def decisions_of(view: LedgerView) -> Said:
    """All that staff ever decided."""
    return {(each.member, each.field): each.value for each in view.decisions}


def values_of(view: LedgerView, but: Said) -> dict[tuple[str, str], object]:
    """All that the ledger says of its members, but for what staff decided."""
    return {
        (member.id, value.field): value.value
        for member in view.members
        for value in member.values
        if (member.id, value.field) not in but
    }


def check_ledger(kind: Kind, after: After, control: LedgerView) -> None:
    """Staff's decisions are those and no others; everything else is as if nobody had opened the workbook."""
    assert decisions_of(after.view) == kind.decided
    assert values_of(after.view, kind.decided) == values_of(control, kind.decided)


def check_workbook(kind: Kind, after: After) -> None:
    """What is staff's stands where they left it; what is ours says what the ledger says."""
    for title in after.left.sheetnames:
        if title not in OURS and "their sheets" not in kind.loose:
            assert sheet_as_seen(after.left[title]) == sheet_as_seen(after.now[title]), title
    theirs = [each for each in after.left.sheetnames if each not in OURS]
    assert [each for each in after.now.sheetnames if each not in OURS] == theirs


def sheet_as_seen(sheet: Any) -> dict[str, Any]:  # noqa: ANN401 - a worksheet; its stubs know no pictures
    """All of a sheet that people see, to be compared."""
    cells = {
        cell.coordinate: (canonical(cell.value), cell.comment.text if cell.comment else "", looks(cell))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.comment or cell.fill.fill_type
    }
    return {
        "cells": cells,
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {name: (each.width, each.hidden) for name, each in sheet.column_dimensions.items()},
        "hidden rows": [number for number, each in sheet.row_dimensions.items() if each.hidden],
        "pictures": len(sheet._images),  # noqa: SLF001 - openpyxl has no other door
        "charts": len(sheet._charts),  # noqa: SLF001
    }


def looks(cell: Any) -> tuple[object, ...]:  # noqa: ANN401 - a cell or a part of a merged range
    """How a cell looks, as far as staff set such things."""
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    return (colour, bool(cell.font.b), cell.number_format)


def order_of(book: Workbook) -> list[str]:
    """The members in the order of their rows."""
    sheet = book[MEMBERS]
    keys = next(row for row in sheet.iter_rows(values_only=True) if "member:id" in row)
    column = get_column_letter(keys.index("member:id") + 1)
    return [str(cell.value) for cell in sheet[column] if str(cell.value).startswith("M0")]
