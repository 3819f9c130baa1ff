"""Putting things into cells safely: what came from outside is always text, and a link leads only to our own files."""

from __future__ import annotations

import datetime as dt
import math
import re
from copy import copy
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.review.links import target
from pipeline.review.plain import fitting
from pipeline.review.styles import cell_style
from pipeline.words import LANGUAGES, words_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from pipeline.review.cells import Shown

AUTHOR: Final = "Adhesion pipeline"

_LINE: Final = 13.5  # points
_COMMENT_WIDTH: Final = 340
_COMMENT_LONGEST: Final = 900
_OUR_BEGINNINGS: Final = tuple(words_in(each)("comment.check").replace("\u00a0", " ") for each in LANGUAGES)

_WIDE: Final = re.compile(  # letters of East Asia, twice as wide as others (Unicode's annex 11, roughly)
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_LOOKS: Final[WeakKeyDictionary[Workbook, dict[str, Any]]] = WeakKeyDictionary()
"""Book -> name of a style -> what a cell of that style carries: looking it up by name takes ten times as long."""


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell of that row and column, both from 1; it is no hidden part of a merged range."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - our own sheets merge only what nothing else is put into
    return cell


def put(cell: Cell, content: Shown, mark: str = "plain", empty: str = "text") -> None:
    """Content and the style that suits it (`empty`: of an empty cell). Text stays text, whatever it begins with."""
    kind = empty if content is None else "text"
    if isinstance(content, bool | str):
        cell.value = fitting(str(content))
        cell.data_type = "s"  # after the value: else a text that begins with "=" is a formula
    elif content is not None:
        cell.value = content
        kind = "day" if isinstance(content, dt.date) else "decimal" if isinstance(content, float) else "number"
    put_style(cell, cell_style(kind, mark))


def put_style(cell: Cell, name: str) -> None:
    """`cell.style = name`, quickly."""
    one: Any = cell  # the stubs do not know `_style`, which openpyxl's users copy from cell to cell
    looks = _LOOKS.setdefault(one.parent.parent, {})
    if name not in looks:
        one.style = name
        looks[name] = copy(one._style)  # noqa: SLF001 - as above
    else:
        one._style = copy(looks[name])  # noqa: SLF001 - as above


def put_text(cell: Cell, text: str) -> None:
    """Text without touching the style."""
    cell.value = fitting(text)
    cell.data_type = "s"


def put_link(cell: Cell, text: str, path: str | None) -> None:
    """A link to a file below the outputs folder, or an empty cell."""
    put(cell, text if path else None)
    if path:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target(path))
        put_style(cell, cell_style("link"))


def put_jump(cell: Cell, text: str, sheet: Worksheet, place: str) -> None:
    """A link to a cell of this workbook."""
    put(cell, text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet.title)}!{place}", display=text)
    put_style(cell, cell_style("link"))


def shown_comment(text: str) -> str:
    """A comment as it is shown: cut where it is too long to be read in one."""
    clean = fitting(text)
    return clean if len(clean) <= _COMMENT_LONGEST else clean[:_COMMENT_LONGEST] + " […]"


def put_comment(cell: Cell, text: str) -> None:
    """A comment, large enough to be read; give it cut (`shown_comment`) where it is ours."""
    shown = fitting(text)
    height = 22 + 16 * lines(shown, 52)
    cell.comment = Comment(shown, AUTHOR, width=_COMMENT_WIDTH, height=height)


def is_our_comment(text: str) -> bool:
    """Whether it begins as ours do, in any language; all others are staff's (a program that saves may lose authors)."""
    return text.replace("\u00a0", " ").startswith(_OUR_BEGINNINGS)


def wide_enough(heading: str, width: float) -> float:
    """The width of a column, or more where a word of its heading would not fit: languages differ."""
    return max(width, 1.2 * max((len(word) for word in heading.split()), default=0) + 2)


def lines(text: str, width: float) -> int:
    """How many lines a text fills in a column of so many characters; letters of East Asia are twice as wide."""
    return sum(max(1, math.ceil(_extent(line) * 0.95 / width)) for line in text.split("\n"))


def _extent(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def set_height(sheet: Worksheet, row: int, texts: list[tuple[Shown, float]], most: int = 5) -> None:
    """A row as high as its fullest cell needs, up to `most` lines; texts come with the width of their columns."""
    needed = 1
    for text, width in texts:
        if isinstance(text, str) and needed < most and (len(text) > width / 2 or "\n" in text):
            needed = max(needed, lines(text[:1200].rstrip(), width))
    sheet.row_dimensions[row].height = 9 + _LINE * min(most, needed)


def print_set_up(sheet: Worksheet, heading_row: int | None) -> None:
    """Landscape, as wide as the paper, the heading on every page, its number at the bottom."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text, footer.right.text = "&A", "&P / &N"
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
