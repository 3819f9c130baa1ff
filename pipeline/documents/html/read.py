"""HTML, as mail bodies are written: lines, tables and form controls; what is hidden or quoted is left out."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from pipeline.documents.flow.grid import MAX_BLOCKS, Cell, Table, place
from pipeline.documents.flow.lines import LineBuilder
from pipeline.documents.flow.place import Place
from pipeline.documents.html.controls import control_block, picture_block
from pipeline.documents.html.quotes import drop_history
from pipeline.documents.outcome import concluded
from pipeline.documents.text import decoded
from pipeline.documents.xml import MAX_BYTES, damaged, tag_of, whole_number
from pipeline.model import Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.documents.flow.grid import Item
    from pipeline.model import Document

MAX_SPAN: Final = 100
_UNSEEN: Final = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "embed", "svg", "math", "audio"}
    | {"video", "canvas", "datalist"}
)
_BLOCKS: Final = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "form",
    }
    | {"fieldset", "form", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "ul"}
)
_GROUPS: Final = frozenset({"tr", "thead", "tbody", "tfoot", "form"})
_BOLD: Final = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEAD: Final = 4096
_HIDING: Final = re.compile(r"display:none|visibility:hidden|mso-hide:all|font-size:0(?![.\d]*[1-9])")
_HEAVY: Final = re.compile(r"font-weight:(bold|[6-9]00)")
_LIGHT: Final = re.compile(r"font-weight:(normal|[1-5]00)")
_TOO_DEEP: Final = damaged("its parts are nested too deeply").unreadable
_CUT: Final = Finding("document-cut", Severity.WARNING, "The message is very long; only its beginning was read.")
_QUOTED: Final = Finding("quoted-left-out", Severity.INFO, "Earlier mail that the message quotes was left out.")


def read_html(document: Document) -> PlacedDocument | Unreadable:
    """Read HTML into blocks on one long page; never raises for what stands in it."""
    if len(document.data) > MAX_BYTES:
        return Unreadable("too-large", "The text is too large to be read safely. Ask for the form as a PDF.")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    text = _page(document.data).encode("utf-8", "replace")
    try:
        root = etree.fromstring(text, parser) if text.strip() else etree.Element("html")
        read = _read(etree.Element("html") if root is None else root)
    except (etree.XMLSyntaxError, ValueError):
        return damaged("it is no readable HTML").unreadable
    except RecursionError:
        return _TOO_DEEP
    deep = any("depth" in str(each.message).lower() for each in parser.error_log)
    return _cut_short(read) if deep else read


def _page(data: bytes) -> str:
    """The page as text. Its own word for its encoding counts only where the bytes are no UTF-8: mail is re-encoded."""
    named = _CHARSET.search(data[:_HEAD])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, UnicodeError, ValueError):
            return data.decode(named[1].decode("ascii") if named else "utf-8")
    return decoded(data)


def _cut_short(read: PlacedDocument | Unreadable) -> PlacedDocument | Unreadable:
    """What was read before the parser gave up on a page that is nested too deeply."""
    if isinstance(read, Unreadable):
        return _TOO_DEEP
    return replace(read, findings=(*read.findings, _CUT))


def _read(root: Element) -> PlacedDocument | Unreadable:
    findings = (_QUOTED,) if drop_history(root) else ()
    reader = _Reader(Place())
    reader.walk(root, bold=False)
    blocks = place(reader.done())
    if len(blocks) > MAX_BLOCKS:
        findings = (*findings, _CUT)
    return concluded(PlacedDocument("html", blocks[:MAX_BLOCKS], pages=1, drawn=False, findings=findings))


class _Reader:
    """Collects the paragraphs and tables of a page or of one cell."""

    def __init__(self, where: Place) -> None:
        self._where = where
        self._items: list[Item] = []
        self._lines: LineBuilder | None = None

    def done(self) -> list[Item]:
        self._end_paragraph()
        return self._items

    def walk(self, element: Element, *, bold: bool, kept: bool = False) -> None:
        """Read an element's text and children; `kept`: line ends count (`pre`)."""
        bold = _is_bold(element, bold=bold)
        kept = kept or tag_of(element) == "pre"
        self._text(element.text, bold=bold, kept=kept)
        for each in element:
            if not _is_hidden(each):
                self._element(each, bold=bold, kept=kept)
            self._text(each.tail, bold=bold, kept=kept)

    def _element(self, element: Element, *, bold: bool, kept: bool) -> None:
        tag = tag_of(element)
        if tag == "br":
            self._line().line_break()
        elif tag == "table":
            self._end_paragraph()
            self._loose(element, bold=bold)
            self._end_paragraph()
            self._items.append(_table(element, self._where.next_table(), bold=bold))
        elif tag in {"input", "select", "textarea", "img"}:
            found = picture_block if tag == "img" else control_block
            block = found(element, self._line().at)
            if block is not None:
                self._line().block(block)
        elif tag in _BLOCKS:
            self._end_paragraph()
            self.walk(element, bold=bold, kept=kept)
            self._end_paragraph()
        else:
            self.walk(element, bold=bold, kept=kept)

    def _loose(self, element: Element, *, bold: bool) -> None:
        """What stands in a table outside of its cells, which browsers show above it; the caption too."""
        self._text(element.text, bold=bold, kept=False)
        for each in element:
            tag = tag_of(each)
            if not _is_hidden(each):
                if tag in _GROUPS:
                    self._loose(each, bold=bold)
                elif tag == "caption":
                    self.walk(each, bold=bold)
                    self._end_paragraph()
                elif tag not in {"td", "th"}:
                    self._element(each, bold=bold, kept=False)
            self._text(each.tail, bold=bold, kept=False)

    def _text(self, text: str | None, *, bold: bool, kept: bool) -> None:
        if not text or (self._lines is None and not text.strip()):
            return
        for number, line in enumerate(text.split("\n") if kept else [text]):
            if number:
                self._line().line_break()
            self._line().text(re.sub(r"\s+", " ", line), bold=bold)

    def _line(self) -> LineBuilder:
        if self._lines is None:
            self._lines = LineBuilder(self._where.next_paragraph())
        return self._lines

    def _end_paragraph(self) -> None:
        if self._lines is not None:
            self._items.append(self._lines.done())
            self._lines = None


def _table(element: Element, name: str, *, bold: bool) -> Table:
    """A table on its grid (HTML standard, 4.9.12: cells take the first free column of their row)."""
    rows = list(_rows(element))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for position, cell in enumerate(row, 1):
            while (number, column) in taken:
                column += 1
            width = max(whole_number(cell.get("colspan"), 1, MAX_SPAN), 1)
            height = min(max(whole_number(cell.get("rowspan"), 1, MAX_SPAN), 1), len(rows) - number)
            taken.update((number + y, column + x) for y in range(height) for x in range(width))
            reader = _Reader(Place(f"{name}, row {number + 1}, cell {position}"))
            if not _is_hidden(cell):
                reader.walk(cell, bold=bold)
            cells.append(Cell(number, column, height, width, tuple(reader.done())))
            column += width
    columns = max((cell.column + cell.columns for cell in cells), default=1)
    return Table(len(rows), columns, tuple(cells))


def _rows(table: Element) -> Iterator[list[Element]]:
    """The cells of each row; a cell without a row is a row of its own."""
    for each in table:
        tag = tag_of(each)
        if _is_hidden(each):
            continue
        if tag == "tr":
            yield list(_cells(each))
        elif tag in _GROUPS:
            yield from _rows(each)
        elif tag in {"td", "th"}:
            yield [each]


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if tag_of(each) in {"td", "th"}:
            yield each
        elif tag_of(each) in _GROUPS:  # a form around cells
            yield from _cells(each)


def _is_hidden(element: Element) -> bool:
    if tag_of(element) in _UNSEEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(_squeezed(style)) is not None


def _is_bold(element: Element, *, bold: bool) -> bool:
    style = _squeezed(element.get("style") or "")
    if _HEAVY.search(style) or tag_of(element) in _BOLD:
        return True
    return bold and _LIGHT.search(style) is None


def _squeezed(style: str) -> str:
    return re.sub(r"\s", "", style).lower()
