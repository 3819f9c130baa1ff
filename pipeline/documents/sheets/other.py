"""XLS, XLSB and ODS: by LibreOffice, which keeps merged cells, bold, lists and tick boxes; else their bare values.

The bare values come from calamine, which ends its process over some files that are made to do harm, so this belongs
into the limited worker.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import is_zipfile

import olefile
from openpyxl.utils.cell import get_column_letter

from pipeline import media
from pipeline.documents.flow.grid import MAX_BLOCKS
from pipeline.documents.office.read import SECONDS
from pipeline.documents.office.through import through_office
from pipeline.documents.ooxml import open_package
from pipeline.documents.outcome import concluded
from pipeline.documents.sheets.sheet import Area
from pipeline.documents.sheets.values import shown
from pipeline.documents.sheets.xlsx import MAX_COLUMNS, MAX_LETTERS, read_xlsx
from pipeline.documents.xml import UnreadableError, damaged
from pipeline.model import Block, BlockKind, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from python_calamine import CalamineSheet, CalamineWorkbook

    from pipeline.model import Document

_BARE: Final = Finding(
    "values-only",
    Severity.WARNING,
    "Only the values of the cells were read, no tick boxes, pictures, lists or bold text. Install LibreOffice "
    "(libreoffice-calc-nogui) to read them too, or compare with the file.",
)
_LOCKED: Final = Unreadable("password", "The file is protected by a password. Ask for a copy without one.")
_FILE_PASS: Final = 0x2F
_HEAD: Final = 4096  # bytes; the record stands behind the first few
_CUT: Final = Finding("document-cut", Severity.WARNING, "The workbook is very long; only its beginning was read.")


def read_sheets(document: Document, seconds: float = SECONDS) -> PlacedDocument | Unreadable:
    """Read a workbook of another kind than XLSX, a page for each visible sheet; never raises for what stands in it."""
    read = through_office(document, "xlsx", read_xlsx, seconds)
    if isinstance(read, Unreadable) and _is_locked(document):
        return _LOCKED
    if isinstance(read, Unreadable) and read.code in {"no-reader", "damaged"}:
        return _bare(document, read)
    return read


def read_xlsx_somehow(document: Document, seconds: float = SECONDS) -> PlacedDocument | Unreadable:
    """Read an XLSX; one that openpyxl cannot read may still be one for LibreOffice or calamine."""
    read = read_xlsx(document)
    if not isinstance(read, Unreadable) or read.code != "damaged" or not is_zipfile(BytesIO(document.data)):
        return read
    otherwise = read_sheets(document, seconds)
    return read if isinstance(otherwise, Unreadable) else otherwise


def _bare(document: Document, instead: Unreadable) -> PlacedDocument | Unreadable:
    """The values alone; where there are none to be had, why LibreOffice could not read it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # noqa: PLC0415 - heavy

    try:
        if document.media != media.XLS:
            open_package(document.data)  # for its sizes
        with CalamineWorkbook.from_filelike(BytesIO(document.data)) as workbook:
            return _placed(workbook, media.EXTENSIONS[document.media].removeprefix("."))
    except UnreadableError as error:
        return error.unreadable
    except PasswordError:
        return _LOCKED
    except (CalamineError, OSError, ValueError, OverflowError, AttributeError, TypeError):
        return instead if instead.code == "damaged" else damaged("its sheets cannot be read").unreadable


def _is_locked(document: Document) -> bool:
    """Whether an XLS is encrypted: a record of its own says so near the beginning ([MS-XLS] 2.4.117, FilePass)."""
    if document.media != media.XLS or not document.data.startswith(olefile.MAGIC):
        return False
    try:
        with olefile.OleFileIO(BytesIO(document.data)) as ole:
            name = next((each for each in ("Workbook", "Book") if ole.exists(each)), None)
            return name is not None and _FILE_PASS in _records(ole.openstream(name).read(_HEAD))
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return False


def _records(stream: bytes) -> Iterator[int]:
    """The kinds of the records at the beginning of a workbook stream."""
    at = 0
    while at + 4 <= len(stream):
        yield int.from_bytes(stream[at : at + 2], "little")
        at += 4 + int.from_bytes(stream[at + 2 : at + 4], "little")


def _placed(workbook: CalamineWorkbook, suffix: str) -> PlacedDocument | Unreadable:
    seen = [each for each in workbook.sheets_metadata if "Visible" in str(each.visible) and "Work" in str(each.typ)]
    findings = [_BARE]
    blocks: list[Block] = []
    for page, sheet in enumerate(seen, 1):
        blocks.extend(_blocks(workbook.get_sheet_by_name(sheet.name), sheet.name, page))
    if len(blocks) > MAX_BLOCKS:
        findings.append(_CUT)
    kept = tuple(blocks[:MAX_BLOCKS])
    return concluded(PlacedDocument(suffix, kept, max(len(seen), 1), drawn=False, findings=tuple(findings)))


def _blocks(sheet: CalamineSheet, name: str, page: int) -> Iterator[Block]:
    merges = {(top + 1, left + 1): Area(left + 1, top + 1, right + 1, bottom + 1)
              for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()}  # fmt: skip
    start = sheet.start or (0, 0)
    rows = (("" if _is_error(value) else shown(value) for value in row) for row in _plain(sheet))
    yield from grid_blocks(rows, f"sheet {name}, ", page, start, merges)


def _plain(sheet: CalamineSheet) -> Iterator[list[object]]:
    """The values; a length of time is shown as calamine cannot say how it looks."""
    for row in sheet.iter_rows():
        yield [str(value) if isinstance(value, dt.timedelta) else value for value in row]


def _is_error(value: object) -> bool:
    """An error like #N/A, which is no value."""
    return isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A"))


def grid_blocks(
    rows: Iterable[Iterable[str]],
    inside: str,
    page: int = 1,
    start: tuple[int, int] = (0, 0),
    merges: dict[tuple[int, int], Area] | None = None,
) -> Iterator[Block]:
    """A block for each filled cell at its place, as the XLSX reader has it; `start` is the first row and column from 0.

    `inside` says in words where the cells are ("sheet Form, "), `merges` are the merged cells by row and column from 1.
    """
    letters = found = 0
    for row, texts in enumerate(rows, start[0] + 1):
        for column, text in zip(range(start[1] + 1, MAX_COLUMNS + 1), texts, strict=False):
            if not text.strip():
                continue
            letters, found = letters + len(text), found + 1
            if letters > MAX_LETTERS or found > MAX_BLOCKS + 1:
                return
            area = (merges or {}).get((row, column)) or Area(column, row, column, row)
            at = f"{inside}cell {get_column_letter(column)}{row}"
            yield Block(BlockKind.TEXT, text.strip(), page, area.box, at, cell=area.box)
