"""Staff's hands: finding and changing cells of a written workbook as a person would, by id and heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def members_sheet(book: Workbook) -> Worksheet:
    return book["Members"]


def find(sheet: Worksheet, member: str, key: str) -> Any:  # noqa: ANN401 - openpyxl's cells are not worth naming here
    """The cell of a member under a hidden key."""
    keys = [cell.value for cell in sheet[1]]
    ids = [cell.value for cell in sheet["A"]]
    return sheet.cell(ids.index(member) + 1, keys.index(key) + 1)


def edit(path: Path, member: str, key: str, content: object) -> None:
    """Type something into a cell and save."""
    book = load_workbook(path)
    find(members_sheet(book), member, key).value = content
    book.save(path)
