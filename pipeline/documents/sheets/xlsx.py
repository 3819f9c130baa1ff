"""XLSX (ECMA-376 part 1, SpreadsheetML): every cell of every visible sheet at its place on a made-up page.

openpyxl reads the values in its read-only mode, which keeps no cells in memory; the rest is read in `xlsx_sheet`.
"""

from __future__ import annotations

import warnings
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Final, Protocol, cast

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils.cell import get_column_letter

from pipeline.campaign.form_mark import PROPERTY
from pipeline.documents.flow.grid import MAX_BLOCKS
from pipeline.documents.ooxml import open_package
from pipeline.documents.outcome import concluded
from pipeline.documents.sheets.drawings import Page, drawn_blocks
from pipeline.documents.sheets.lists import Lists
from pipeline.documents.sheets.names import Names, cell_names
from pipeline.documents.sheets.sheet import Area, read_sheet_parts
from pipeline.documents.sheets.values import shown
from pipeline.documents.xml import UnreadableError, attribute, damaged, descendants
from pipeline.model import Block, BlockKind, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.read_only import ReadOnlyCell

    from pipeline.documents.ooxml import Package
    from pipeline.documents.sheets.sheet import ListRule
    from pipeline.model import Document

MAX_COLUMNS: Final = 1_000
MAX_PADDED: Final = 5_000_000
"""openpyxl fills each row up with empty cells: rows times columns that it may make."""
MAX_LETTERS: Final = 4_000_000
"""Of all text of a sheet: one shared string can stand in thousands of cells."""
MAX_EMPTY_LISTS: Final = 30
"""A list over more cells than this is a column of a table; its empty cells are no fields."""
_NAMED: Final = 10
_CUT: Final = Finding("document-cut", Severity.WARNING, "The workbook is very long; only its beginning was read.")


def read_xlsx(document: Document) -> PlacedDocument | Unreadable:
    """Read an XLSX into blocks, a page for each visible sheet; never raises for what stands in the file."""
    try:
        return _read(document.data)
    except UnreadableError as error:
        return error.unreadable
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises at least six kinds of error for broken files, TypeError among them
        return damaged("its sheets cannot be read").unreadable


def _read(data: bytes) -> PlacedDocument | Unreadable:
    package = open_package(data)
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    parts, names = _sheet_parts(package, main), cell_names(package.xml(main))
    blocks: list[Block] = []
    findings: list[Finding] = []
    with warnings.catch_warnings(), redirect_stdout(StringIO()):  # it prints when styles are broken
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it would lose on saving
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible" and sheet.title in parts]
        lists = Lists(workbook)
        for number, sheet in enumerate(sheets, 1):
            reader = _SheetReader(package, parts[sheet.title], Page(sheet.title, number), lists, names)
            blocks.extend(reader.read(cast("_Rows", sheet)))
            findings.extend(reader.findings())
    findings.extend(_hidden(sheet.title) for sheet in workbook.worksheets if sheet.sheet_state != "visible")
    if len(blocks) > MAX_BLOCKS:
        findings.append(_CUT)
    kept = tuple(blocks[:MAX_BLOCKS])
    pages, mark = max(len(sheets), 1), package.property(PROPERTY)
    return concluded(PlacedDocument("xlsx", kept, pages, drawn=False, findings=tuple(findings), mark=mark))


def _sheet_parts(package: Package, main: str) -> dict[str, str]:
    """The part of each sheet by its title."""
    targets = {each.id: each.target for each in package.relationships(main)}
    sheets = ((each, targets.get(attribute(each, "r:id") or "")) for each in descendants(package.xml(main), "x:sheet"))
    return {attribute(each, "name") or "": part for each, part in sheets if part is not None and package.has(part)}


def _hidden(title: str) -> Finding:
    return Finding("hidden-sheet", Severity.INFO, f"The sheet {title} is hidden and was left out.")


class _Rows(Protocol):
    """A sheet in openpyxl's read-only mode; its stubs give it the methods of a sheet that can be written."""

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, max_col: int) -> Iterator[tuple[ReadOnlyCell | EmptyCell, ...]]: ...


class _SheetReader:
    """Reads one sheet: cells, lists, and what floats above them."""

    def __init__(self, package: Package, part: str, page: Page, lists: Lists, names: Names) -> None:
        self._package = package
        self._part = part
        self._page = page
        self._lists = lists
        self._names = {(row, column): name for (title, row, column), name in names.items() if title == page.name}
        self._parts = read_sheet_parts(package.data(part), part)
        self._cut = False

    def read(self, sheet: _Rows) -> list[Block]:
        """The sheet's blocks from top to bottom, each line from left to right."""
        blocks = self._cells(sheet)
        filled = {(block.box[0], block.box[1]) for block in blocks}
        empty = {(each.box[0], each.box[1]): each for each in (*self._empty_lists(), *self._empty_named())}
        blocks.extend(each for corner, each in empty.items() if corner not in filled)
        blocks.extend(drawn_blocks(self._package, self._part, self._parts, self._page))
        return sorted(blocks, key=lambda block: (block.box[1], block.box[0]))

    def findings(self) -> list[Finding]:
        """What staff should know about the sheet."""
        title, cells = self._page.name, self._parts.uncalculated
        findings: list[Finding] = []
        if cells:
            named = ", ".join(cells[:_NAMED]) + (" and more" if len(cells) > _NAMED else "")
            text = f"Formulas on sheet {title} were saved without their result ({named}). Open the file and look."
            findings.append(Finding("formula-without-value", Severity.WARNING, text))
        if self._parts.hides:
            text = f"Some rows or columns of sheet {title} are hidden; they were read too."
            findings.append(Finding("hidden-cells", Severity.WARNING, text))
        if any(each.kind == "control" for each in self._package.relationships(self._part)):
            text = f"Sheet {title} holds ActiveX controls, which cannot be read. Look at them."
            findings.append(Finding("active-x", Severity.WARNING, text))
        return [*findings, _CUT] if self._cut else findings

    def _cells(self, sheet: _Rows) -> list[Block]:
        if not self._parts.filled:
            return []
        sheet.reset_dimensions()  # what a file says of its size is often wrong; the cells themselves are not
        most = min(MAX_COLUMNS, max(MAX_PADDED // max(self._parts.rows, 1), 1))
        self._cut = self._parts.right > most
        blocks: list[Block] = []
        letters = 0
        for row in sheet.iter_rows(max_col=min(self._parts.right, most)):
            found = [block for cell in row if (block := self._cell(cell)) is not None]
            letters += sum(len(block.text) for block in found)
            if letters > MAX_LETTERS or len(blocks) > MAX_BLOCKS:
                self._cut = True
                break
            blocks.extend(found)
        return blocks

    def _cell(self, cell: ReadOnlyCell | EmptyCell) -> Block | None:
        if cell.value is None or isinstance(cell, EmptyCell) or cell.data_type == "e":
            return None  # empty, or an error like #N/A, which is no value
        text = shown(cell.value, cell.number_format)
        if not text:
            return None
        return self._block(text, cell.row, cell.column, bold=bool(cell.font.b))

    def _block(self, text: str, row: int, column: int, *, bold: bool = False) -> Block:
        area = self._parts.merges.get((row, column)) or Area(column, row, column, row)
        rule = next((each for each in self._parts.rules if any(a.holds(row, column) for a in each.areas)), None)
        at = f"sheet {self._page.name}, cell {get_column_letter(column)}{row}"
        name = self._names.get((row, column), "")
        if rule is None and not name:
            return Block(BlockKind.TEXT, text, self._page.number, area.box, at, cell=area.box, bold=bold)
        options = self._lists.options(rule.source, self._page.name) if rule else ()
        kind, number, hint = BlockKind.FIELD, self._page.number, rule.hint if rule else ""
        return Block(kind, text, number, area.box, at, area.box, name=name, hint=hint, options=options, bold=bold)

    def _empty_named(self) -> Iterator[Block]:
        """An empty field for each cell that is an answer of a form of ours."""
        yield from (self._block("", row, column) for row, column in self._names)

    def _empty_lists(self) -> Iterator[Block]:
        """An empty field for each cell with a list, where the list is no column of a table."""
        for rule in self._parts.rules:
            if sum(area.cells for area in rule.areas) > MAX_EMPTY_LISTS and not self._is_merged(rule):
                continue
            for area in rule.areas:
                first = self._parts.merges.get((area.top, area.left))
                right = area.left if first is not None and first.right >= area.right else area.right
                bottom = area.top if first is not None and first.bottom >= area.bottom else area.bottom
                for row in range(area.top, bottom + 1):
                    yield from (self._block("", row, column) for column in range(area.left, right + 1))

    def _is_merged(self, rule: ListRule) -> bool:
        """Whether the rule's cells are one merged cell."""
        return len(rule.areas) == 1 and self._parts.merges.get((rule.areas[0].top, rule.areas[0].left)) == rule.areas[0]
