"""LibreOffice on the other end of a pipe: reads one JSON list a line, [name, *arguments], and does it.

It is started by the interpreter that has LibreOffice's `uno` (the system's, Debian's python3-uno), which is not the one
that the tests run in; so it imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress, TableSortField

_EXCEL: Final = "Calc MS Excel 2007 XML"
_FORMATS: Final = {".xlsx": _EXCEL, ".ods": "calc8", ".csv": "Text - txt - csv (StarCalc)"}
_VALUE, _DATE, _STRING, _FORMULA = 1, 2, 4, 16  # com.sun.star.sheet.CellFlags


def option(name: str, value: Any) -> Any:  # noqa: ANN401 - whatever LibreOffice takes
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(pipe: str) -> Any:  # noqa: ANN401 - the desktop of LibreOffice
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit("LibreOffice did not answer")


class Office:
    """One document at a time. Each public method is a deed that a test can ask for."""

    def __init__(self, pipe: str) -> None:
        self.desktop = connected(pipe)
        self.doc: Any = None

    def open(self, path: str, password: str = "") -> None:
        how = [option("Hidden", value=True), *([option("Password", password)] if password else [])]
        self.doc = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, tuple(how))

    def save(self, path: str, password: str = "") -> None:
        how = [option("FilterName", _FORMATS[Path(path).suffix])]
        how += [option("Password", password)] if password else []
        self.doc.storeToURL(Path(path).as_uri(), tuple(how))

    def close(self) -> None:
        self.doc.close(False)  # noqa: FBT003 - UNO knows no names of arguments
        self.doc = None

    def quit(self) -> None:
        self.desktop.terminate()

    # --- cells ---------------------------------------------------------------------------------------

    def text(self, sheet: str, place: str, text: str) -> None:
        self._cell(sheet, place).setString(text)

    def number(self, sheet: str, place: str, number: float) -> None:
        self._cell(sheet, place).setValue(number)

    def typed(self, sheet: str, place: str, text: str) -> None:
        """As keys do it: LibreOffice makes of it what it takes it for."""
        self._cell(sheet, place).setFormula(text)

    def day(self, sheet: str, place: str, serial: int) -> None:
        self._cell(sheet, place).setValue(serial)
        self.looks(sheet, place, "YYYY-MM-DD")

    def clear(self, sheet: str, place: str) -> None:
        self._cell(sheet, place).clearContents(_VALUE | _DATE | _STRING | _FORMULA)

    def comment(self, sheet: str, place: str, text: str) -> None:
        self.uncomment(sheet, place)
        notes = self._sheet(sheet).getAnnotations()
        notes.insertNew(self._cell(sheet, place).getCellAddress(), text)

    def uncomment(self, sheet: str, place: str) -> None:
        notes, where = self._sheet(sheet).getAnnotations(), self._cell(sheet, place).getCellAddress()
        for number in range(notes.getCount() - 1, -1, -1):
            at = notes.getByIndex(number).getPosition()
            if (at.Column, at.Row) == (where.Column, where.Row):
                notes.removeByIndex(number)

    def fill(self, sheet: str, place: str, colour: str) -> None:
        self._range(sheet, place).CellBackColor = int(colour, 16)

    def bold(self, sheet: str, place: str) -> None:
        self._range(sheet, place).CharWeight = 150.0

    def looks(self, sheet: str, place: str, number_format: str) -> None:
        formats, where = self.doc.getNumberFormats(), uno.createUnoStruct("com.sun.star.lang.Locale")
        key = formats.queryKey(number_format, where, False)  # noqa: FBT003
        self._range(sheet, place).NumberFormat = key if key >= 0 else formats.addNew(number_format, where)

    def rich(self, sheet: str, place: str, plain: str, bold: str) -> None:
        """Text of which a part is bold, as pasted from a letter."""
        cell = self._cell(sheet, place)
        cell.setString(plain)
        cursor = cell.createTextCursor()
        cursor.gotoEnd(False)  # noqa: FBT003
        cursor.CharWeight = 150.0
        cell.insertString(cursor, bold, False)  # noqa: FBT003

    def merge(self, sheet: str, places: str) -> None:
        self._range(sheet, places).merge(True)  # noqa: FBT003

    # --- rows and columns ----------------------------------------------------------------------------

    def width(self, sheet: str, column: int, millimetres: int) -> None:
        self._sheet(sheet).Columns.getByIndex(column - 1).Width = millimetres * 100

    def height(self, sheet: str, row: int, millimetres: int) -> None:
        self._sheet(sheet).Rows.getByIndex(row - 1).Height = millimetres * 100

    def hide_column(self, sheet: str, column: int) -> None:
        self._sheet(sheet).Columns.getByIndex(column - 1).IsVisible = False

    def hide_row(self, sheet: str, row: int) -> None:
        self._sheet(sheet).Rows.getByIndex(row - 1).IsVisible = False

    def show_row(self, sheet: str, row: int) -> None:
        self._sheet(sheet).Rows.getByIndex(row - 1).IsVisible = True

    def insert_columns(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).Columns.insertByIndex(at - 1, count)

    def delete_columns(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).Columns.removeByIndex(at - 1, count)

    def insert_rows(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).Rows.insertByIndex(at - 1, count)

    def delete_rows(self, sheet: str, at: int, count: int) -> None:
        self._sheet(sheet).Rows.removeByIndex(at - 1, count)

    def move_column(self, sheet: str, column: int, to: int) -> None:
        """Cut a whole column out and put it before another one."""
        end = self._end(sheet)
        self.insert_columns(sheet, to, 1)
        source = column + 1 if column >= to else column
        self._moved(sheet, (source, 1, source, end[1]), (to, 1))
        self.delete_columns(sheet, source, 1)

    def move_row(self, sheet: str, row: int, to: int) -> None:
        end = self._end(sheet)
        self.insert_rows(sheet, to, 1)
        source = row + 1 if row >= to else row
        self._moved(sheet, (1, source, end[0], source), (1, to))
        self.delete_rows(sheet, source, 1)

    def copy_row(self, sheet: str, row: int, to: int) -> None:
        end = self._end(sheet)
        area, spot = self._area(sheet, (1, row, end[0], row)), self._sheet(sheet).getCellByPosition(0, to - 1)
        self._sheet(sheet).copyRange(spot.getCellAddress(), area)

    def sort(self, sheet: str, places: str, column: int, *, falling: bool) -> None:
        """Sort the rows of an area by one of its columns, counted from 1."""
        field = TableSortField()
        field.Field, field.IsAscending = column - 1, not falling
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area = self._range(sheet, places)
        uno.invoke(area, "sort", ((option("SortFields", fields), option("ContainsHeader", value=False)),))

    def freeze(self, sheet: str, columns: int, rows: int) -> None:
        controller = self.doc.getCurrentController()
        controller.setActiveSheet(self._sheet(sheet))
        controller.freezeAtPosition(columns, rows)

    def zoom(self, sheet: str, percent: int) -> None:
        controller = self.doc.getCurrentController()
        controller.setActiveSheet(self._sheet(sheet))
        controller.ZoomType, controller.ZoomValue = 3, percent

    # --- sheets --------------------------------------------------------------------------------------

    def add_sheet(self, name: str) -> None:
        self.doc.Sheets.insertNewByName(name, self.doc.Sheets.getCount())

    def rename_sheet(self, sheet: str, name: str) -> None:
        self._sheet(sheet).setName(name)

    def move_sheet(self, sheet: str, to: int) -> None:
        self.doc.Sheets.moveByName(sheet, to)

    def copy_sheet(self, sheet: str, name: str) -> None:
        self.doc.Sheets.copyByName(sheet, name, self.doc.Sheets.getCount())

    def delete_sheet(self, sheet: str) -> None:
        self.doc.Sheets.removeByName(sheet)

    def show_sheet(self, sheet: str) -> None:
        self._sheet(sheet).IsVisible = True

    def protect(self, sheet: str) -> None:
        self._sheet(sheet).protect("")

    def name(self, name: str, sheet: str, place: str) -> None:
        where = self._cell(sheet, place).getCellAddress()
        self.doc.NamedRanges.addNewByName(name, f"$'{sheet}'.{place}", where, 0)

    def chart(self, sheet: str, places: str) -> None:
        box = uno.createUnoStruct("com.sun.star.awt.Rectangle")
        box.X, box.Y, box.Width, box.Height = 4000, 3000, 9000, 6000
        area = (self._range(sheet, places).getRangeAddress(),)
        self._sheet(sheet).Charts.addNewByName("Staff", box, area, True, True)  # noqa: FBT003

    def no_offers(self, sheet: str, places: str) -> None:
        """Take the lists to choose from away."""
        area = self._range(sheet, places)
        offer = area.Validation
        offer.Type = uno.Enum("com.sun.star.sheet.ValidationType", "ANY")
        area.Validation = offer

    def colour_by_rule(self, sheet: str, places: str, formula: str) -> None:
        area = self._range(sheet, places)
        rules = area.ConditionalFormat
        rules.addNew(
            (
                option("Operator", uno.Enum("com.sun.star.sheet.ConditionOperator", "FORMULA")),
                option("Formula1", formula),
                option("StyleName", "Accent 1"),
            )
        )
        area.ConditionalFormat = rules

    # --- inside --------------------------------------------------------------------------------------

    def _sheet(self, name: str) -> Any:  # noqa: ANN401
        return self.doc.Sheets.getByName(name)

    def _range(self, sheet: str, places: str) -> Any:  # noqa: ANN401
        return self._sheet(sheet).getCellRangeByName(places)

    def _cell(self, sheet: str, place: str) -> Any:  # noqa: ANN401
        return self._range(sheet, place).getCellByPosition(0, 0)

    def _end(self, sheet: str) -> tuple[int, int]:
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)  # noqa: FBT003
        where = cursor.getRangeAddress()
        return where.EndColumn + 1, where.EndRow + 1

    def _area(self, sheet: str, corners: tuple[int, int, int, int]) -> Any:  # noqa: ANN401
        left, top, right, bottom = (each - 1 for each in corners)
        area = CellRangeAddress()
        area.Sheet = self._sheet(sheet).getRangeAddress().Sheet
        area.StartColumn, area.StartRow, area.EndColumn, area.EndRow = left, top, right, bottom
        return area

    def _moved(self, sheet: str, corners: tuple[int, int, int, int], to: tuple[int, int]) -> None:
        spot = self._sheet(sheet).getCellByPosition(to[0] - 1, to[1] - 1)
        self._sheet(sheet).moveRange(spot.getCellAddress(), self._area(sheet, corners))


def main() -> None:
    """Do what each line says; answer with an empty line, or with what went wrong."""
    office = Office(sys.argv[1])
    sys.stdout.write("\n")
    sys.stdout.flush()
    for line in sys.stdin:
        deed, arguments, named = json.loads(line)
        try:
            getattr(office, deed)(*arguments, **named)
            answer = ""
        except Exception as error:  # noqa: BLE001 - the test says it
            answer = f"{deed}: {type(error).__name__} {error}".replace("\n", " ")
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
