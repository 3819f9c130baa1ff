"""The two hands that edit a workbook: LibreOffice itself, and openpyxl. Both do the same deeds under the same names."""

from __future__ import annotations

import json
import shutil
import subprocess
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import PIL.Image
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.workbook.defined_name import DefinedName

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from openpyxl.worksheet.worksheet import Worksheet

_SYSTEM_PYTHON = "/usr/bin/python3"
_SCRIPT = Path(__file__).with_name("office_hand.py")


class Hand(Protocol):
    """Somebody who opens a workbook, does deeds (see `office_hand.Office`) and saves it."""

    def open(self, path: Path, password: str = "") -> None:
        """Open a workbook."""

    def save(self, path: Path, password: str = "") -> None:
        """Save what is open, under any name, and close it."""

    def do(self, deed: str, *arguments: object, **named: object) -> None:
        """Do a deed to what is open."""


def office_is_here() -> bool:
    """Whether LibreOffice and its `uno` are installed."""
    if shutil.which("soffice") is None or not Path(_SYSTEM_PYTHON).exists():
        return False
    tried = subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False, timeout=60)
    return tried.returncode == 0


class OfficeHand:
    """LibreOffice, without a window, in a profile of its own; one process for all that it is asked to do."""

    def __init__(self, folder: Path) -> None:
        pipe = f"roundtrip{folder.as_posix().replace('/', '-')}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        accept = f"--accept=pipe,name={pipe};urp"
        command = ["soffice", profile, "--headless", "--norestore", "--nologo", accept]
        self._office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._hand = subprocess.Popen(
            [_SYSTEM_PYTHON, str(_SCRIPT), pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._hand.stdin and self._hand.stdout:
            self.quit()
            self._hand.stdin.close()
            self._hand.wait(30)
            self._hand.stdout.close()
        self._office.wait(30)

    def quit(self) -> None:
        self.do("quit")

    def open(self, path: Path, password: str = "") -> None:
        self.do("open", str(path), password)

    def save(self, path: Path, password: str = "") -> None:
        self.do("save", str(path), password)
        self.do("close")

    def do(self, deed: str, *arguments: object, **named: object) -> None:
        assert self._hand.stdin
        self._hand.stdin.write(json.dumps([deed, arguments, named]) + "\n")
        self._hand.stdin.flush()
        self._answer()

    def _answer(self) -> None:
        assert self._hand.stdout
        answer = self._hand.stdout.readline()
        assert answer, "LibreOffice's hand died"
        assert not answer.strip(), answer


class OpenpyxlHand:
    """openpyxl: as scripts of an office do it, and as other programs that keep a file's structure."""

    def open(self, path: Path, password: str = "") -> None:
        assert not password
        self._book = load_workbook(path, rich_text=True)

    def save(self, path: Path, password: str = "") -> None:
        assert not password
        self._book.save(path)

    def do(self, deed: str, *arguments: object, **named: object) -> None:
        getattr(self, f"_do_{deed}")(*arguments, **named)

    def _sheet(self, sheet: str) -> Worksheet:
        return self._book[sheet]

    def _cell(self, sheet: str, place: str) -> Any:  # noqa: ANN401 - a cell or a part of a merged range
        return self._sheet(sheet)[place]

    def _area(self, sheet: str, places: str) -> list[Any]:
        found = self._sheet(sheet)[places]
        return [cell for row in found for cell in row] if isinstance(found, tuple) else [found]

    def _do_text(self, sheet: str, place: str, text: str) -> None:
        cell = self._cell(sheet, place)
        cell.value = text
        cell.data_type = "s"

    def _do_number(self, sheet: str, place: str, number: float) -> None:
        self._cell(sheet, place).value = number

    def _do_typed(self, sheet: str, place: str, text: str) -> None:
        self._cell(sheet, place).value = text

    def _do_day(self, sheet: str, place: str, serial: int) -> None:
        cell = self._cell(sheet, place)
        cell.value = from_excel(serial)
        cell.number_format = "yyyy-mm-dd"

    def _do_clear(self, sheet: str, place: str) -> None:
        self._cell(sheet, place).value = None

    def _do_comment(self, sheet: str, place: str, text: str) -> None:
        self._cell(sheet, place).comment = Comment(text, "Kim of the office")

    def _do_uncomment(self, sheet: str, place: str) -> None:
        self._cell(sheet, place).comment = None

    def _do_fill(self, sheet: str, place: str, colour: str) -> None:
        for cell in self._area(sheet, place):
            cell.fill = PatternFill("solid", start_color=colour, end_color=colour)

    def _do_bold(self, sheet: str, place: str) -> None:
        for cell in self._area(sheet, place):
            font = copy(cell.font)
            cell.font = Font(name=font.name, size=font.size, color=font.color, bold=True)

    def _do_looks(self, sheet: str, place: str, number_format: str) -> None:
        self._cell(sheet, place).number_format = number_format

    def _do_rich(self, sheet: str, place: str, plain: str, bold: str) -> None:
        self._cell(sheet, place).value = CellRichText(plain, TextBlock(InlineFont(b=True), bold))

    def _do_merge(self, sheet: str, places: str) -> None:
        self._sheet(sheet).merge_cells(places)

    def _do_width(self, sheet: str, column: int, millimetres: int) -> None:
        self._sheet(sheet).column_dimensions[get_column_letter(column)].width = millimetres / 2

    def _do_height(self, sheet: str, row: int, millimetres: int) -> None:
        self._sheet(sheet).row_dimensions[row].height = millimetres * 2.835

    def _do_hide_column(self, sheet: str, column: int) -> None:
        self._sheet(sheet).column_dimensions[get_column_letter(column)].hidden = True

    def _do_hide_row(self, sheet: str, row: int) -> None:
        self._sheet(sheet).row_dimensions[row].hidden = True

    def _do_show_row(self, sheet: str, row: int) -> None:
        self._sheet(sheet).row_dimensions[row].hidden = False

    def _do_freeze(self, sheet: str, columns: int, rows: int) -> None:
        self._sheet(sheet).freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"

    def _do_zoom(self, sheet: str, percent: int) -> None:
        self._sheet(sheet).sheet_view.zoomScale = percent

    def _do_sort(self, sheet: str, places: str, column: int, *, falling: bool) -> None:
        rows = list(self._sheet(sheet)[places])
        held = [[(cell.value, copy(cell._style), cell.comment) for cell in row] for row in rows]  # noqa: SLF001
        held.sort(key=lambda row: str(row[column - 1][0] or ""), reverse=falling)
        for row in rows:
            for cell in row:
                cell.comment = None
        for row, contents in zip(rows, held, strict=True):
            for cell, (value, style, comment) in zip(row, contents, strict=True):
                cell.value, cell._style = value, style  # noqa: SLF001
                cell.comment = copy(comment) if comment else None

    def _do_insert_columns(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).insert_cols(at, count)
        self._links_follow(sheet)

    def _do_delete_columns(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).delete_cols(at, count)
        self._links_follow(sheet)

    def _do_insert_rows(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).insert_rows(at, count)
        self._links_follow(sheet)

    def _do_delete_rows(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).delete_rows(at, count)
        self._links_follow(sheet)

    def _links_follow(self, sheet: str) -> None:
        """Openpyxl moves cells, and leaves where their links stand as it was."""
        for row in self._sheet(sheet).iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.hyperlink:
                    cell.hyperlink.ref = cell.coordinate

    def _do_copy_row(self, sheet: str, row: int, to: int) -> None:
        for cell in self._sheet(sheet)[row]:
            self._sheet(sheet).cell(to, cell.column or 1).value = cell.value

    def _do_move_column(self, sheet: str, column: int, to: int) -> None:
        there = self._sheet(sheet)
        there.insert_cols(to)
        source = column + 1 if column >= to else column
        for row in range(1, there.max_row + 1):
            there.cell(row, to).value = there.cell(row, source).value
        there.delete_cols(source)
        self._links_follow(sheet)

    def _do_move_row(self, sheet: str, row: int, to: int) -> None:
        there = self._sheet(sheet)
        there.insert_rows(to)
        source = row + 1 if row >= to else row
        for column in range(1, there.max_column + 1):
            there.cell(to, column).value = there.cell(source, column).value
        there.delete_rows(source)
        self._links_follow(sheet)

    def _do_keywords(self, words: str) -> None:
        self._book.properties.keywords = words

    def _do_add_sheet(self, name: str) -> None:
        self._book.create_sheet(name)

    def _do_rename_sheet(self, sheet: str, name: str) -> None:
        self._sheet(sheet).title = name

    def _do_move_sheet(self, sheet: str, to: int) -> None:
        self._book.move_sheet(sheet, to - self._book.sheetnames.index(sheet))

    def _do_copy_sheet(self, sheet: str, name: str) -> None:
        self._book.copy_worksheet(self._sheet(sheet)).title = name

    def _do_delete_sheet(self, sheet: str) -> None:
        self._book.remove(self._sheet(sheet))

    def _do_show_sheet(self, sheet: str) -> None:
        self._sheet(sheet).sheet_state = "visible"

    def _do_protect(self, sheet: str) -> None:
        self._sheet(sheet).protection.enable()

    def _do_name(self, name: str, sheet: str, place: str) -> None:
        column, row = coordinate_from_string(place)
        self._book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!${column}${row}")

    def _do_chart(self, sheet: str, places: str) -> None:
        chart = BarChart()
        chart.add_data(Reference(range_string=f"'{sheet}'!{places}"))
        self._sheet(sheet).add_chart(chart, "E5")

    def _do_picture(self, sheet: str) -> None:
        held = BytesIO()
        PIL.Image.new("RGB", (40, 30), "red").save(held, "PNG")
        self._sheet(sheet).add_image(Image(held), "C3")

    def _do_no_offers(self, sheet: str, places: str) -> None:  # noqa: ARG002 - all of them, here
        self._sheet(sheet).data_validations.dataValidation = []

    def _do_colour_by_rule(self, sheet: str, places: str, formula: str) -> None:
        rule = FormulaRule(formula=[formula], fill=PatternFill(bgColor="00FF00"))  # type: ignore[no-untyped-call]
        self._sheet(sheet).conditional_formatting.add(places, rule)
