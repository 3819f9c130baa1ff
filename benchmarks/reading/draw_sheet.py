"""Pages as spreadsheets, by two writers: openpyxl and XlsxWriter."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.reading.draw_text import atom_text
from benchmarks.reading.nodes import Fill, Frame, Ink, Table, Text
from benchmarks.reading.pens import signature_png

if TYPE_CHECKING:
    from benchmarks.reading.nodes import Block, Cell, Page, Para, Style

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Square:
    """One cell of a sheet; rows and columns count from 0. `picture`: a PNG that lies on it."""

    row: int
    column: int
    words: str
    bold: bool = False
    span: int = 1
    picture: bytes | None = None
    lines: bool = False


def squares(page: Page) -> list[Square]:
    """The page on a grid: a label and its answer on one line become two cells."""
    made: list[Square] = []
    row = 0
    for block in page.blocks:
        added = _block(block, row, page.style)
        made += added
        row = max((each.row for each in added), default=row) + 1
    return made


def _block(block: Block, row: int, style: Style) -> list[Square]:
    if isinstance(block, Table):
        return [each for at, cells in enumerate(block.rows) for each in _row(cells, row + at, style, lines=block.lines)]
    if isinstance(block, Frame):
        return [each for at, para in enumerate(block.paras) for each in _para(para, row + at, style)]
    return _para(block, row, style)


def _row(cells: tuple[Cell, ...], row: int, style: Style, *, lines: bool) -> list[Square]:
    made, column = [], 0
    for cell in cells:
        atoms = [atom for para in cell.paras for atom in para.atoms]
        ink = next((signature_png(each.seed) for each in atoms if isinstance(each, Ink)), None)
        words = "\n".join("".join(atom_text(each, style) for each in para.atoms).strip() for para in cell.paras)
        bold = bool(atoms) and isinstance(atoms[0], Text) and atoms[0].bold and len(cell.paras) == 1
        made.append(Square(row, column, words, bold, cell.span, ink, lines))
        column += cell.span
    return made


def _para(para: Para, row: int, style: Style) -> list[Square]:
    """Label and answer in two cells, where the paragraph is such a pair; else one wide cell."""
    first = para.atoms[0] if para.atoms else Text("")
    ink = next((signature_png(each.seed) for each in para.atoms if isinstance(each, Ink)), None)
    rest = "".join(atom_text(each, style) for each in para.atoms[1:]).strip()
    loose = isinstance(first, Text) and len(para.atoms) > 1 and first.bold
    if loose or (ink and isinstance(first, Text)):
        label = first.text.strip() if isinstance(first, Text) else ""
        return [Square(row, 0, label, bold=True), Square(row, 1, rest, picture=ink)]
    if isinstance(first, Fill) and rest:
        return [Square(row, 0, atom_text(first, style)), Square(row, 1, rest)]
    bold = para.style in {"title", "heading"} or (isinstance(first, Text) and first.bold)
    whole = "".join(atom_text(each, style) for each in para.atoms).strip()
    return [Square(row, 0, whole, bold, 2 if len(whole) > 60 and not bold else 1, ink)]  # noqa: PLR2004 - a long line


def by_openpyxl(page: Page) -> bytes:
    """The sheet as openpyxl writes it."""
    import openpyxl  # noqa: PLC0415 - heavy
    from openpyxl.drawing.image import Image  # noqa: PLC0415 - heavy
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - heavy

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.sheet_view.rightToLeft = page.rtl
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 60
    thin = Side(style="thin")
    for each in squares(page):
        cell = sheet.cell(each.row + 1, each.column + 1)
        cell.value, cell.font = _typed(each.words), Font(bold=each.bold)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if each.lines:
            cell.border = Border(thin, thin, thin, thin)
        if each.span > 1:
            sheet.merge_cells(None, each.row + 1, each.column + 1, each.row + 1, each.column + each.span)
        if each.picture:
            picture = Image(io.BytesIO(each.picture))
            picture.width, picture.height = 150, 50
            sheet.add_image(picture, cell.coordinate)
            sheet.row_dimensions[each.row + 1].height = 42
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _safe(words: str) -> str | int | None:
    """Whole numbers without separators as numbers, as people type them; the rest as text."""
    return int(words) if words.isdecimal() and len(words) < 9 and words.isascii() else words or None  # noqa: PLR2004


def _typed(words: str) -> str | int | dt.date | None:
    """ISO dates as dates, too: the cell then holds a number of days."""
    return dt.date.fromisoformat(words) if _ISO_DATE.fullmatch(words) else _safe(words)


def by_xlsxwriter(page: Page) -> bytes:
    """The sheet as XlsxWriter writes it: other styles, shared strings, hidden grid."""
    import xlsxwriter  # noqa: PLC0415 - only for this

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(page.title[:28].replace("/", " "))
    if page.rtl:
        sheet.right_to_left()
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 8, 40)
    looks = {
        (bold, lines): book.add_format({"bold": bold, "border": int(lines), "text_wrap": True, "valign": "top"})
        for bold in (False, True)
        for lines in (False, True)
    }
    for each in squares(page):
        look, words = looks[each.bold, each.lines], _safe(each.words)
        if each.span > 1:
            sheet.merge_range(each.row, each.column, each.row, each.column + each.span - 1, words, look)
        elif words is None:
            sheet.write_blank(each.row, each.column, None, look)
        else:
            sheet.write(each.row, each.column, words, look)
        if each.picture:
            sheet.set_row(each.row, 42)
            how = {"image_data": io.BytesIO(each.picture), "x_scale": 0.25, "y_scale": 0.25}
            sheet.insert_image(each.row, each.column, "signature.png", how)
    book.close()
    return held.getvalue()
