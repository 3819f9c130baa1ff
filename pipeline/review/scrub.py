"""Taking somebody out of a workbook, everything else left as staff made it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from openpyxl.cell.rich_text import CellRichText
from openpyxl.comments import Comment

from pipeline.review.drawings import carry_drawings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_PROPERTIES: Final = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category")
_LONGEST_TITLE: Final = 31


def scrub(book: Workbook, members: Collection[str], redacted: Callable[[str], str], gone: str) -> list[str]:
    """Clear the rows of members in every sheet and replace words wherever they stand; gives the cells that changed.

    Args:
        book: is changed.
        members: ids; a row that names one in a cell by itself, or at the beginning of one, is theirs.
        redacted: a text with the words replaced.
        gone: what stands in their place. A cell that holds nothing else is emptied.
    """
    changed: list[str] = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            theirs = any(_is_of(cell.value, members) for cell in row)
            changed += [
                f"{sheet.title}!{cell.coordinate}"
                for cell in row
                if (_clear(cell) if theirs else _redact(cell, redacted, gone))
            ]
        _redact_frame(sheet, redacted)
    for name in _PROPERTIES:
        text = getattr(book.properties, name)
        if isinstance(text, str):
            setattr(book.properties, name, redacted(text))
    return changed


def as_bytes(book: Workbook, standing: bytes, named: Callable[[bytes], bool]) -> bytes:
    """The file, with the charts and pictures of the standing one unless they name whom is taken out."""
    made = BytesIO()
    for sheet in book.worksheets:
        sheet.legacy_drawing = None  # of comments: made again where there are any
    book.save(made)
    drawn = carry_drawings(standing, made.getvalue(), set(book.sheetnames))
    return made.getvalue() if named(drawn) else drawn


def _is_of(value: object, members: Collection[str]) -> bool:
    return isinstance(value, str | CellRichText) and str(value).partition(" ")[0].strip() in members


def _clear(cell: Any) -> bool:  # noqa: ANN401 - a cell or a part of a merged range
    filled = cell.value is not None or cell.comment is not None
    if filled:
        _set(cell, None)
        cell.comment = None
    if getattr(cell, "hyperlink", None):
        cell.hyperlink = None
    return filled


def _redact(cell: Any, redacted: Callable[[str], str], gone: str) -> bool:  # noqa: ANN401 - as above
    before = str(cell.value) if isinstance(cell.value, CellRichText) else cell.value
    text = redacted(before) if isinstance(before, str) else before
    if text != before:
        nothing_else = not any(map(str.isalnum, str(text).replace(gone, "")))
        _set(cell, None if nothing_else else text)
    if cell.comment is not None and (said := redacted(cell.comment.text)) != cell.comment.text:
        cell.comment = Comment(said, redacted(cell.comment.author or ""), cell.comment.height, cell.comment.width)
        text = said
    link = getattr(cell, "hyperlink", None)
    if link is not None and any(redacted(each) != each for each in (link.target or "", link.tooltip or "")):
        cell.hyperlink = None
        return True
    return bool(text != before)


def _set(cell: Any, value: object) -> None:  # noqa: ANN401 - as above
    """Parts of merged ranges hold nothing and take nothing."""
    if hasattr(cell, "data_type"):
        was_text = cell.data_type == "s"
        cell.value = value
        if was_text and value is not None:
            cell.data_type = "s"


def _redact_frame(sheet: Worksheet, redacted: Callable[[str], str]) -> None:
    """What stands around the cells: the sheet's name, tables, headers and footers, lists to choose from."""
    if redacted(sheet.title) != sheet.title:
        sheet.title = redacted(sheet.title).translate(str.maketrans("[]", "()"))[:_LONGEST_TITLE]
    for table in sheet.tables.values():
        for column in table.tableColumns:
            column.name = redacted(column.name)
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter):
        for side in (part.left, part.center, part.right) if part is not None else ():
            side.text = redacted(side.text) if side.text else side.text
    for rule in sheet.data_validations.dataValidation:
        for name in ("formula1", "prompt", "error"):
            text = getattr(rule, name)
            if isinstance(text, str) and redacted(text) != text:
                setattr(rule, name, None)
