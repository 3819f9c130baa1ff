"""A workbook opened for what its cells hold: in a third of the time and memory that openpyxl takes for all of it.

Sheets are read when somebody asks for them, into cells with a value and a type as openpyxl has them. It does for a book
what reading needs: `sheetnames`, `worksheets`, `properties`, and of sheets `title`, `defined_names`, `max_row`,
`max_column`, `cell`, `iter_rows`, `[...]`. Anything that cannot be read so is read with openpyxl.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS

from pipeline.review.grid import is_too_large, open_book
from pipeline.review.quick_cells import EMPTY, SHARED, WIDEST, Table, elements, read_cells, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.workbook import Workbook


_MERGED: Final = b"mergeCell "


def quick_book(path: Path) -> Workbook:
    """The workbook at a path, for reading values. See `open_book` for the errors.

    It only looks like a `Workbook`: what it cannot do, no reader of corrections asks for.
    """
    try:
        book = None if is_too_large(path) else QuickBook(path)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, openpyxl may know better, and says so if not
        book = None
    return open_book(path) if book is None else cast("Workbook", book)


class QuickBook:
    """The book; its sheets are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        reader = ExcelReader(BytesIO(path.read_bytes()), read_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        reader.read_properties()
        apply_stylesheet(reader.archive, reader.wb)
        reader.read_worksheets()  # only looks how large they say they are
        reader.parser.assign_names()
        self.path = path
        self.properties = reader.wb.properties
        self._reader = reader
        self._strings: list[str] | None = None
        self.worksheets = [QuickSheet(self, each) for each in reader.wb.worksheets]

    @property
    def sheetnames(self) -> list[str]:
        """In the order of the book."""
        return [sheet.title for sheet in self.worksheets]

    def __getitem__(self, title: str) -> QuickSheet:
        """A sheet by its title."""
        return next(sheet for sheet in self.worksheets if sheet.title == title)

    def table(self, part: str, title: str) -> Table:
        """The cells of a sheet."""
        try:
            if _MERGED in self._reader.archive.read(part):  # what is covered is not empty: openpyxl knows which
                return self._by_openpyxl(title)
            with self._reader.archive.open(part) as source:
                return read_cells(source, self._parser())
        except Exception:  # noqa: BLE001 - as above
            return self._by_openpyxl(title)

    def _by_openpyxl(self, title: str) -> Table:
        sheet = open_book(self.path)[title]
        rows = {number: list(row) for number, row in enumerate(sheet.iter_rows(max_col=WIDEST), start=1)}
        return Table(rows, sheet.max_column)

    def _parser(self) -> WorkSheetParser:
        """Openpyxl's own, for single cells; it gets no sheet to read."""
        book: Any = self._reader.wb  # the stubs do not know its formats
        nothing = cast("Any", None)
        parser = WorkSheetParser(nothing, self._shared(), epoch=book.epoch)
        parser.date_formats, parser.timedelta_formats = book._date_formats, book._timedelta_formats  # noqa: SLF001 - its reader asks likewise
        return parser

    def _shared(self) -> list[str]:
        """The texts that cells share, read once."""
        if self._strings is None:
            package: Any = self._reader.package
            part = package.find(SHARED_STRINGS)
            self._strings = []
            if part is not None:
                with self._reader.archive.open(part.PartName[1:]) as source:
                    self._strings = [text_of(each).replace("x005F_", "") for each in elements(source, SHARED)]
        return self._strings


class QuickSheet:
    """One sheet."""

    def __init__(self, book: QuickBook, sheet: Any) -> None:  # noqa: ANN401 - openpyxl's, read only; no stub knows its part
        self.title: str = sheet.title
        self.defined_names = sheet.defined_names
        self._book = book
        self._part: str = sheet._worksheet_path  # noqa: SLF001 - the one thing that is needed of it
        self._read: Table | None = None

    @property
    def _table(self) -> Table:
        if self._read is None:
            self._read = self._book.table(self._part, self.title)
        return self._read

    @property
    def max_row(self) -> int:
        """The last row with a cell."""
        return max(self._table.rows, default=1)

    @property
    def max_column(self) -> int:
        """The last column with a cell."""
        return self._table.width

    def iter_rows(
        self,
        min_row: int | None = None,
        max_row: int | None = None,
        max_col: int | None = None,
        *,
        values_only: bool = False,
    ) -> Iterator[tuple[Any, ...]]:
        """Rows of cells (or of values), all as wide as the sheet (or `max_col`)."""
        width = min(max_col or self.max_column, WIDEST)
        nothing = (None if values_only else EMPTY,) * width
        rows = self._table.rows
        for number in range(min_row or 1, (max_row or self.max_row) + 1):
            cells = rows.get(number)
            if cells is None:
                yield nothing
                continue
            wide = (cells if len(cells) >= width else cells + [EMPTY] * (width - len(cells)))[:width]
            yield tuple([cell.value for cell in wide]) if values_only else tuple(wide)

    def cell(self, row: int, column: int) -> Any:  # noqa: ANN401 - a cell, or one that another covers
        """The cell there."""
        cells = self._table.rows.get(row, [])
        return cells[column - 1] if column <= len(cells) else EMPTY

    def __getitem__(self, key: int | str) -> Any:  # noqa: ANN401 - as in openpyxl: a row by its number, a cell by its name
        """A row, or a cell."""
        if isinstance(key, int):
            return next(self.iter_rows(key, key))
        return self.cell(*coordinate_to_tuple(key))
