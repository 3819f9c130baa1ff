"""Excel forms as openpyxl writes them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from tests.samples.archive import steady_zip
from tests.samples.form import Ask, Form, Heading, Item, Note, Sign, Ticks

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LINE = Side(style="thin", color="FF999999")
FRAME = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
BAND = PatternFill("solid", fgColor="FFDCE6F1")
WRAP = Alignment(wrap_text=True, vertical="top")


def _put(sheet: Worksheet, at: str, text: str | float, *, bold: bool = False) -> Cell:
    cell: Cell = sheet[at]
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"  # never a formula, whatever was typed
    cell.font = Font(name="Arial", size=10, bold=bold)
    cell.alignment = WRAP
    return cell


def _answer(item: Item, form: Form) -> str | int:
    if isinstance(item, Ticks):
        return "\n".join(f"{form.boxes[option in item.ticked]} {option}" for option in item.options)
    if isinstance(item, Sign):
        return item.mark
    assert isinstance(item, Ask)
    return item.cell if isinstance(item.cell, int) else item.typed


def _value(sheet: Worksheet, at: str, item: Item, form: Form) -> None:
    answer = _answer(item, form)
    if isinstance(item, Ask) and item.cell is not None and not isinstance(item.cell, int):
        sheet[at].value = item.cell
        sheet[at].number_format = "dd/mm/yyyy"
    elif answer != "":
        _put(sheet, at, answer)
    if isinstance(item, Ask) and item.options:
        listed = DataValidation(type="list", formula1='"' + ",".join(item.options) + '"', allow_blank=True)
        sheet.add_data_validation(listed)
        listed.add(at)
    sheet[at].border = FRAME
    sheet[at].alignment = WRAP


def _rows(sheet: Worksheet, form: Form, items: tuple[Item, ...], row: int) -> None:
    for item in items:
        if isinstance(item, Heading | Note):
            sheet.merge_cells(f"A{row}:D{row}")
            _put(sheet, f"A{row}", item.text, bold=isinstance(item, Heading)).fill = BAND
        else:
            hint = f"\n({item.hint})" if isinstance(item, Ask) and item.hint else ""
            _put(sheet, f"A{row}", item.label + hint, bold=True).border = FRAME
            sheet.merge_cells(f"B{row}:D{row}")
            _value(sheet, f"B{row}", item, form)
            sheet.row_dimensions[row].height = 15 * max(1, str(_answer(item, form)).count("\n") + 1)
            if isinstance(item, Ask) and item.long:
                sheet.row_dimensions[row].height = 90
        row += 1


def _head(sheet: Worksheet, form: Form, *, intro: bool = True) -> None:
    sheet.merge_cells("A1:D1")
    _put(sheet, "A1", form.title, bold=True).font = Font(name="Arial", size=14, bold=True)
    sheet.row_dimensions[1].height = 40
    if intro and form.intro:
        sheet.merge_cells("A2:D2")
        _put(sheet, "A2", form.intro)
        sheet.row_dimensions[2].height = 45
    sheet.column_dimensions["A"].width = 38
    for column in "BCD":
        sheet.column_dimensions[column].width = 22


def _save(book: Workbook) -> bytes:
    book.properties.creator = ""
    for sheet in book.worksheets:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    out = io.BytesIO()
    book.save(out)
    return steady_zip(out.getvalue())


def xlsx_pairs(form: Form) -> bytes:
    """One sheet: label in column A, answer in B to D (merged), headings merged over all."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form"
    _head(sheet, form)
    _rows(sheet, form, form.items, 4)
    return _save(book)


def xlsx_sheets(form: Form) -> bytes:
    """A sheet for each section, named after its heading; the first one holds instructions alone."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "README"
    _head(first, form)
    sections: list[tuple[str, list[Item]]] = []
    for item in form.items:
        if isinstance(item, Heading):
            sections.append((item.text, []))
        sections[-1][1].append(item)
    for name, items in sections:
        sheet = book.create_sheet(re.sub(r"[^\w \-]", "", name)[:30].strip())
        _head(sheet, form, intro=False)
        _rows(sheet, form, tuple(items), 3)
    return _save(book)


def xlsx_above(form: Form) -> bytes:
    """Labels in shaded cells, each answer in the (merged) cell below; two questions side by side."""
    book = Workbook()
    sheet = book.worksheets[0]
    _head(sheet, form)
    row, left = 4, True
    for item in form.items:
        wide = not isinstance(item, Ask) or item.long
        if wide and not left:
            row, left = row + 3, True
        if isinstance(item, Heading | Note):
            sheet.merge_cells(f"A{row}:D{row}")
            _put(sheet, f"A{row}", item.text, bold=isinstance(item, Heading))
            row += 1
            continue
        start, stop = ("A", "D") if wide else (("A", "B") if left else ("C", "D"))
        for below in (0, 1):
            sheet.merge_cells(f"{start}{row + below}:{stop}{row + below}")
        _put(sheet, f"{start}{row}", item.label, bold=True).fill = BAND
        _value(sheet, f"{start}{row + 1}", item, form)
        sheet.row_dimensions[row + 1].height = 80 if wide else 18
        row, left = (row + 3, True) if wide or not left else (row, False)
    return _save(book)
