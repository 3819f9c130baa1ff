from __future__ import annotations

import datetime as dt
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipeline.config import Settings
from pipeline.errors import SafetyStopError
from pipeline.review.grid import open_book
from pipeline.review.links import links_of
from pipeline.review.quick import quick_book
from pipeline.review.workbook import write_workbook
from tests.unit.review.sample import NOW, campaign, view

if TYPE_CHECKING:
    from pathlib import Path

_STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>one</t></si>'
    '<si><r><t>t</t></r><r><rPr><b/></rPr><t xml:space="preserve">wo </t></r>'
    '<rPh sb="0" eb="1"><t>no</t></rPh></si></sst>'
)


def cells(book: Any) -> dict[str, list[list[tuple[object, str]]]]:  # noqa: ANN401 - of two kinds
    """Sheet -> rows -> what each cell holds and its type, with nothing behind the last that holds something."""
    found = {}
    for sheet in book.worksheets:
        rows = [[_cell(each) for each in row] for row in sheet.iter_rows()]
        for row in rows:
            while row and row[-1][0] is None:
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        found[sheet.title] = rows
    return found


def _cell(cell: Any) -> tuple[object, str]:  # noqa: ANN401 - of three kinds
    return cell.value, "" if cell.value is None else cell.data_type


def same(path: Path) -> None:
    """All readers see the same."""
    expected = load_workbook(path)
    assert cells(quick_book(path)) == cells(expected)
    assert cells(open_book(path)) == cells(expected)
    assert cells(open_book(path, undrawn=True)) == cells(load_workbook(path, rich_text=True))
    assert beside(open_book(path)) == beside(expected)


def beside(book: Workbook) -> list[tuple[str, object, object]]:
    """Comments, links and looks of all cells."""
    found: list[tuple[str, object, object]] = []
    for cell in (each for sheet in book.worksheets for row in sheet.iter_rows() for each in row):
        link = cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location)
        found.append((f"{cell.coordinate} {cell.style}", cell.comment and cell.comment.text, link))
    return found


def test_our_workbook(tmp_path: Path) -> None:
    """Every cell of every sheet is what openpyxl reads there, and who saved it is known."""
    path = tmp_path / "ledger.xlsx"
    write_workbook(path, view(), campaign(), Settings(), links_of(view()), NOW)

    same(path)
    assert quick_book(path).properties.lastModifiedBy == "Adhesion pipeline"
    assert quick_book(path).sheetnames == load_workbook(path).sheetnames


def test_all_kinds_of_cells(tmp_path: Path) -> None:
    """Dates, times, formulas, errors, yes and no, figures, rich text, merged cells, gaps."""
    path = tmp_path / "odd.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B2"], sheet["C2"], sheet["D2"] = dt.datetime(2026, 3, 1, 9, 5), dt.date(2026, 3, 1), dt.time(9, 5)  # noqa: DTZ001 - as in cells
    sheet["A4"], sheet["B4"], sheet["C4"], sheet["D4"] = True, 12, 1.5, 1e300
    sheet["A5"], sheet["B5"] = "=1+1", "#N/A"
    sheet["A7"] = CellRichText("a ", TextBlock(InlineFont(b=True), "b\nc"))
    sheet["AB9"] = "  far  "
    sheet["A10"], sheet["B11"] = "covers", "covered"
    sheet.merge_cells("A10:C12")
    sheet["E11"] = dt.timedelta(hours=30)
    book.create_sheet("Nothing")
    book.save(path)

    same(path)


def test_texts_that_cells_share(tmp_path: Path) -> None:
    """As Excel and LibreOffice save them, with cells that do not say where they stand."""
    path = tmp_path / "shared.xlsx"
    Workbook().save(path)
    rows = (
        '<row><c t="s"><v>1</v></c><c><v>3</v></c></row>'
        '<row r="4"><c r="B4" t="s"><v>0</v></c><c t="b"><v>1</v></c></row>'
        '<row r="5"><c t="str"><f>A1</f><v>x</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-03-01</v></c></row>'
    )
    fill_sheet(path, rows)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", _STRINGS)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    replace_in(path, "[Content_Types].xml", "</Types>", entry)

    same(path)
    assert quick_book(path).worksheets[0]["A1"].value == "two "


def test_entities_and_cells_at_the_end_of_the_world(tmp_path: Path) -> None:
    """An entity is not resolved, and a cell in the last column of the last row costs nothing."""
    path = tmp_path / "hostile.xlsx"
    Workbook().save(path)
    rows = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    fill_sheet(path, rows)

    assert quick_book(path).worksheets[0].max_column <= 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no workbook"])
def test_a_damaged_file(tmp_path: Path, content: bytes) -> None:
    """The run stops, as with any workbook that cannot be read."""
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(content)

    with pytest.raises(SafetyStopError, match="cannot be opened"):
        quick_book(path)


def fill_sheet(path: Path, rows: str) -> None:
    """Put rows into the one empty sheet of a workbook."""
    pattern = r"<sheetData ?/>|<sheetData>\s*</sheetData>"
    replace_in(path, "xl/worksheets/sheet1.xml", pattern, f"<sheetData>{rows}</sheetData>")


def replace_in(path: Path, part: str, pattern: str, new: str) -> None:
    """Change a part of a workbook, which it must have."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, often = re.subn(pattern, lambda _: new, parts[part].decode(), flags=re.DOTALL)
    assert often == 1
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
