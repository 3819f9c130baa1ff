"""Whether nothing else changed: what must be equal in ledger and workbook whatever the kind of edit was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from pipeline.review.cells import canonical
from pipeline.review.parts import Package, target_of
from tests.roundtrip.kinds import MEMBERS, members_of

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
    theirs = [each for each in after.left.sheetnames if each not in OURS and "named" not in kind.loose]
    for title in theirs:
        assert sheet_as_seen(after.left[title]) == sheet_as_seen(after.now[title]), title
    assert [each for each in after.now.sheetnames if each not in OURS and "named" not in kind.loose] == theirs
    left, now = members_of(after.left), members_of(after.now)
    check_view(left, now)
    check_cells(left, now)


def check_view(left: Any, now: Any) -> None:  # noqa: ANN401 - worksheets
    """Widths, what is hidden, panes, zoom, merged cells: as staff left them."""
    filled = {get_column_letter(cell.column) for row in left.iter_rows() for cell in row if cell.value is not None}
    for letter, dimension in ((each, left.column_dimensions[each]) for each in filled):
        after = now.column_dimensions[letter]
        assert (dimension.width, dimension.hidden) == (after.width, after.hidden), letter
    for number, dimension in left.row_dimensions.items():
        after = now.row_dimensions[number]
        assert (dimension.height, dimension.hidden) == (after.height, after.hidden), number
    assert left.freeze_panes == now.freeze_panes
    assert left.sheet_view.zoomScale == now.sheet_view.zoomScale
    assert set(map(str, left.merged_cells.ranges)) <= set(map(str, now.merged_cells.ranges))


def check_cells(left: Any, now: Any) -> None:  # noqa: ANN401 - worksheets
    """Cells of staff hold and show the same; of ours what staff set about their looks."""
    key_row, keys = next((n, row) for n, row in enumerate(left.iter_rows(values_only=True), 1) if "member:id" in row)
    ours = {place for place, key in enumerate(keys, 1) if str(key).startswith(("member:", "field:"))}
    links = {place for place, key in enumerate(keys, 1) if str(key).startswith("link:")}
    ids = {cell.row for cell in left[get_column_letter(keys.index("member:id") + 1)] if cell.value}
    for row in left.iter_rows():
        for cell in row:
            after = now[cell.coordinate]
            if cell.row == key_row or (cell.column in links and cell.row in ids):
                continue
            if cell.column in ours and cell.row in ids:
                assert bool(cell.font.b) == bool(after.font.b), cell.coordinate
                assert cell.number_format in {after.number_format, "General", "@"}, cell.coordinate
            elif cell.value is not None or cell.fill.fill_type:
                assert canonical(cell.value) == canonical(after.value), cell.coordinate
                assert looks(cell) == looks(after), cell.coordinate
            if cell.comment and not cell.comment.text.startswith("Please check: "):
                assert after.comment, cell.coordinate
                assert cell.comment.text in after.comment.text, cell.coordinate


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
    }


def looks(cell: Any) -> tuple[object, ...]:  # noqa: ANN401 - a cell or a part of a merged range
    """How a cell looks, as far as staff set such things."""
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    return (colour, bool(cell.font.b), cell.number_format)


def check_package(data: bytes) -> None:
    """Nothing in the file refers to a part that is not there, and the table is called as its headings are."""
    package = Package.of(data)
    for name in package.parts:
        folder, _, file = name.rpartition("/_rels/")
        if file:
            part = f"{folder}/{file.removesuffix('.rels')}".lstrip("/")
            for each in package.relations(part):
                inside = each.get("TargetMode") != "External"
                assert not inside or target_of(part, each.get("Target")) in package.parts, (name, each.get("Target"))


def check_table(sheet: Any) -> None:  # noqa: ANN401 - a worksheet
    """The columns of the table are called as the cells above them, else Excel finds the file damaged."""
    for table in sheet.tables.values():
        heads = [str(cell.value) for cell in sheet[table.ref][0]]
        assert [each.name for each in table.tableColumns] == heads
        assert len({each.casefold() for each in heads}) == len(heads)


def order_of(book: Workbook) -> list[str]:
    """The members in the order of their rows."""
    sheet = members_of(book)
    keys = next(row for row in sheet.iter_rows(values_only=True) if "member:id" in row)
    column = get_column_letter(keys.index("member:id") + 1)
    return [str(cell.value) for cell in sheet[column] if str(cell.value).startswith("M0")]
