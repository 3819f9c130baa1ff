"""Text, tables and fields of an OpenDocument text (ODF 1.3 part 3) written as WordprocessingML, which is then read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.documents.opendocument import fields
from pipeline.documents.opendocument.controls import write_control
from pipeline.documents.word.write import W, add, add_mark, add_picture, add_run, clean
from pipeline.documents.xml import attribute, child, descendants, tag_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element as Element

MAX_BLANKS: Final = 500
MAX_SPAN: Final = 100
MAX_REPEATED: Final = 63
_WHITE: Final = re.compile(r"[ \t\r\n]+")  # counts as one blank (ODF 1.3 part 3, 6.1.2)
_UNSEEN: Final = frozenset(
    {"annotation", "annotation-end", "tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls"}
    | {
        "note",
        "ruby-text",
        "table-of-content-source",
        "soft-page-break",
        "change",
        "title",
        "desc",
        "list-header-source",
    }
    | {"hidden-text", "shapes", "script", "bookmark", "bookmark-end", "glue-point", "event-listeners"}
)


class Writer:
    """Writes ODF elements below elements of WordprocessingML."""

    def __init__(self, fonts: Mapping[str, str], controls: Mapping[str, Element]) -> None:
        self.tracked = False
        self._fonts = fonts
        self._controls = controls

    def blocks(self, source: Element, target: Element) -> None:
        """Paragraphs, tables, lists and sections, in order."""
        for each in source:
            tag = tag_of(each)
            if tag in {"p", "h"}:
                self._paragraph(each, target)
            elif tag == "table":
                self._table(each, target)
            elif tag == "tracked-changes":
                self.tracked = self.tracked or bool(descendants(each, "changed-region"))
            elif tag in {"frame", "control", "custom-shape", "g"}:  # anchored to the page
                self._inline(each, add(target, "p"), "")
            elif tag not in _UNSEEN:
                self.blocks(each, target)

    def _paragraph(self, source: Element, target: Element) -> None:
        paragraph = add(target, "p")
        style = attribute(source, "style-name") or ""
        add(add(paragraph, "pPr"), "pStyle", style)
        self._words(source, paragraph, style)

    def _words(self, source: Element, target: Element, style: str) -> None:
        """The mixed content of a paragraph or span; blanks that follow each other are written as elements."""
        self._text(source.text, target, style)
        for each in source:
            if tag_of(each) not in _UNSEEN:
                self._inline(each, target, style)
            self._text(each.tail, target, style)

    def _text(self, text: str | None, target: Element, style: str) -> None:
        if text:
            add_run(target, _WHITE.sub(" ", text), style, self._fonts.get(style, ""))

    def _inline(self, each: Element, target: Element, style: str) -> None:
        known = _INLINE.get(tag_of(each))
        if known is not None:
            known(self, each, target)
        elif tag_of(each) == "span":
            self._words(each, target, attribute(each, "style-name") or style)
        else:
            self._words(each, target, style)

    def _blanks(self, source: Element, target: Element) -> None:
        add_run(target, " " * max(whole_number(attribute(source, "c"), 1, MAX_BLANKS), 1))

    def _tab(self, _source: Element, target: Element) -> None:
        add(add(target, "r"), "tab")

    def _break(self, _source: Element, target: Element) -> None:
        add(add(target, "r"), "br")

    def _frame(self, source: Element, target: Element) -> None:
        """A picture or a text box."""
        box = child(source, "text-box")
        if box is not None:
            self.blocks(box, add(target, "txbxContent"))
        elif child(source, "image") is not None:
            about = child(source, "desc")
            add_picture(target, "" if about is None else about.text or "")

    def _shape(self, source: Element, target: Element) -> None:
        """A drawn shape with words in it."""
        if any(tag_of(each) == "p" for each in source):
            self.blocks(source, add(target, "txbxContent"))

    def _control(self, source: Element, target: Element) -> None:
        control = self._controls.get(attribute(source, "control") or "")
        if control is not None:
            write_control(target, control)

    def _bookmark(self, source: Element, target: Element) -> None:
        add(target, "bookmarkStart").set(f"{W}name", clean(attribute(source, "name") or ""))

    def _end_field(self, _source: Element, target: Element) -> None:
        add_mark(target, "end")

    def _content_control(self, source: Element, target: Element) -> None:
        self._words(source, fields.open_control(target, source), "")

    def _table(self, source: Element, target: Element) -> None:
        table = add(target, "tbl")
        open_cells: dict[int, tuple[int, int]] = {}  # by column: rows still to come, columns
        for row in _rows(source):
            written = add(table, "tr")
            column = 0
            for cell in _cells(row):
                if tag_of(cell) == "covered-table-cell":
                    column = self._covered(written, column, open_cells)
                    continue
                columns = max(whole_number(attribute(cell, "number-columns-spanned"), 1, MAX_SPAN), 1)
                rows = max(whole_number(attribute(cell, "number-rows-spanned"), 1, MAX_SPAN), 1)
                inside = _cell(written, columns, "restart" if rows > 1 else "")
                self.blocks(cell, inside)
                open_cells[column] = (rows - 1, columns)
                column += 1

    @staticmethod
    def _covered(row: Element, column: int, open_cells: dict[int, tuple[int, int]]) -> int:
        """A covered place: the cell above goes on, or it belongs to the cell on its left."""
        left, columns = open_cells.get(column, (0, 0))
        if left and columns:
            _cell(row, columns, "continue")
            open_cells[column] = (left - 1, columns)
        return column + 1


def _cell(row: Element, columns: int, merge: str) -> Element:
    cell = add(row, "tc")
    about = add(cell, "tcPr")
    add(about, "gridSpan", str(columns))
    if merge:
        add(about, "vMerge", merge)
    return cell


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, also those in its header and in groups."""
    for each in table:
        tag = tag_of(each)
        if tag == "table-row":
            yield each
        elif tag in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(each)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if tag_of(each) in {"table-cell", "covered-table-cell"}:
            for _ in range(max(whole_number(attribute(each, "number-columns-repeated"), 1, MAX_REPEATED), 1)):
                yield each


_INLINE: Final[dict[str, Callable[[Writer, Element, Element], None]]] = {
    "s": Writer._blanks,  # noqa: SLF001 - the class's own table, which must stand after it
    "tab": Writer._tab,  # noqa: SLF001
    "line-break": Writer._break,  # noqa: SLF001
    "frame": Writer._frame,  # noqa: SLF001
    "custom-shape": Writer._shape,  # noqa: SLF001
    "rect": Writer._shape,  # noqa: SLF001
    "control": Writer._control,  # noqa: SLF001
    "content-control": Writer._content_control,  # noqa: SLF001
    "bookmark-start": Writer._bookmark,  # noqa: SLF001
    "fieldmark-start": lambda _, each, target: fields.begin_mark(target, each),
    "fieldmark-end": Writer._end_field,  # noqa: SLF001
    "fieldmark": lambda _, each, target: fields.write_mark(target, each),
    "text-input": lambda _, each, target: fields.write_input(target, each),
    "placeholder": lambda _, each, target: fields.write_placeholder(target, each),
    "drop-down": lambda _, each, target: fields.write_list(target, each),
}
