"""The door of the PDF reader: form fields, XFA data and everything seen on the pages, merged into one placed document.

No layer is skipped because another one has something: a value may stand in the form fields only, on the page only, or
in the XFA data only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from pipeline.boxes import holds, middle
from pipeline.campaign.form_mark import PROPERTY
from pipeline.documents.ocr import read as ocr
from pipeline.documents.ocr.compare import merged
from pipeline.documents.pdf.appearance import shown_otherwise
from pipeline.documents.pdf.fields import MOST_PAGES, form_fields
from pipeline.documents.pdf.open import DAMAGED, OpenPdf, opened
from pipeline.documents.pdf.scans import FEW_LETTERS, MANY_PATHS, is_doubtful, is_picture, rendered
from pipeline.documents.pdf.signature import signature_findings
from pipeline.documents.pdf.text import read_page
from pipeline.documents.pdf.widgets import field_blocks
from pipeline.documents.pdf.xfa import XfaForm, read_xfa, without_doubles
from pipeline.documents.printed.frame import NOWHERE
from pipeline.documents.printed.grid import Grid
from pipeline.documents.printed.order import in_cell, ordered
from pipeline.model import Block, BlockKind, Document, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from pipeline.documents.printed.page import PageText

MOST_BLOCKS = 20_000
MOST_LETTERS = 1_500_000  # of all pages
FARTHEST = 20_000.0  # points
MOST_BESIDE = 200  # fields of one band that are compared with its text
LONG_ENOUGH = 8  # letters: shorter texts stand in a value by chance
BAND = 20.0  # points: blocks and fields are compared by bands of the page
DOUBTED = 0.5  # of a field that shows something else than its value
PLACEHOLDER = re.compile(r"please wait|adobe\.com/|adobe reader|acrobat reader", re.IGNORECASE)

SCAN = Unreadable(
    "scan",
    f"The PDF holds pictures or drawings of pages only (a scan, a photograph) and no text. {ocr.NOT_INSTALLED}",
)
BLANK = Unreadable("blank", "The PDF has nothing on its pages. Ask for the filled form to be sent again.")
XFA_EMPTY = Unreadable(
    "xfa-empty",
    "The PDF is an Adobe form (XFA) without any saved entry. Ask for the form to be filled in Adobe Reader, "
    "saved and sent again, or for a printed-to-PDF copy.",
)
XFA_BROKEN = Unreadable(
    "xfa-broken",
    "The PDF is an Adobe form (XFA) whose entries are damaged. Ask for a printed-to-PDF copy.",
)
TOO_LARGE = Unreadable("too-large", "The PDF needs more memory than is allowed. Ask for a smaller copy of it.")


@dataclass(slots=True)
class _Pages:
    """What all pages together show."""

    blocks: list[Block] = field(default_factory=list)
    grids: dict[int, Grid] = field(default_factory=dict)
    count: int = 0
    letters: int = 0
    paths: int = 0
    pictures: list[int] = field(default_factory=list)  # of which nothing could be read
    looked_at: list[int] = field(default_factory=list)  # read from their pictures
    able: bool = False  # to read pictures
    widgets: bool = False
    mark: str = ""  # of a form that we handed out
    findings: list[Finding] = field(default_factory=list)

    def add(self, page: PageText, number: int) -> None:
        """Take in one page; of pages that are too full the drawn lines are left out."""
        self.blocks += page.blocks
        self.grids[number] = page.grid
        self.letters += page.letters
        self.paths += page.paths
        self.widgets |= page.widgets
        if is_picture(page):
            self.pictures.append(number)
        if len(self.blocks) > MOST_BLOCKS:
            kept = [block for block in self.blocks if block.kind is not BlockKind.RULE]
            if len(kept) < len(self.blocks):
                self.findings.append(_cut("so many drawn lines that they are left out"))
            self.blocks = kept

    @property
    def full(self) -> bool:
        """Whether no more pages should be read."""
        return len(self.blocks) >= MOST_BLOCKS or self.letters > MOST_LETTERS


def read_pdf(document: Document, wish: ocr.Wish | None = None) -> PlacedDocument | Unreadable:
    """Read a PDF: every form field, every word, drawn lines, ticks and pictures, in reading order.

    Pages without a text to be trusted are read by OCR as well, as `wish` says.

    Never raises for what stands in the file. Boxes are points from the top left corner of the page as shown.
    """
    try:
        with opened(document.data) as pdf:
            return pdf if isinstance(pdf, Unreadable) else _read(pdf, wish or ocr.Wish())
    except MemoryError:
        return TOO_LARGE


def _read(pdf: OpenPdf, wish: ocr.Wish) -> PlacedDocument | Unreadable:
    pages = _pages(pdf.drawing, wish)
    if pdf.cut:
        pages.findings.append(_partly("its end is missing"))
    fields, xfa = _form(pdf, pages)
    own = _without_appearances(pages.blocks, fields)
    extra, against = without_doubles(xfa.blocks, fields) if xfa is not None else ([], [])
    pages.findings += [_differs(block) for block in against]
    pages.mark = pdf.property(PROPERTY)
    laid_out = not (xfa is not None and xfa.dynamic and _placeholder(own))
    if xfa is not None and not laid_out:
        if not any(block.text or block.checked for block in extra + fields):
            return XFA_BROKEN if xfa.broken else XFA_EMPTY
        own = []
    if laid_out:
        extra = [replace(block, box=NOWHERE) for block in extra]  # their rows would run through the text of page 1
    blocks = [in_cell(block, pages.grids) for block in ordered(own + fields)] + extra
    reader = "acroform" if fields else "ocr" if len(pages.looked_at) == len(pages.grids) > 0 else "pdf-text"
    return _nothing(blocks, pages) or _placed(blocks, pages, reader if laid_out else "xfa")


def _placed(blocks: list[Block], pages: _Pages, reader: str) -> PlacedDocument:
    if len(blocks) > MOST_BLOCKS:
        pages.findings.append(_cut(f"more than {MOST_BLOCKS} lines, boxes and pieces of text"))
    pages.findings += map(_picture, pages.pictures)
    found = tuple(dict.fromkeys(pages.findings))
    kept = tuple(blocks[:MOST_BLOCKS])
    return PlacedDocument(reader, kept, max(pages.count, 1), reader != "xfa", found, mark=pages.mark)


def _pages(drawing: pdfium.PdfDocument | None, wish: ocr.Wish) -> _Pages:
    """Everything seen on the pages; a page that cannot be loaded is left out and said."""
    pages = _Pages()
    if drawing is None:
        pages.findings.append(_partly("its pages cannot be drawn, only its form fields were read"))
        return pages
    pages.count = len(drawing)
    waiting: dict[int, PageText] = {}
    if pages.count > MOST_PAGES:
        pages.findings.append(_cut(f"{pages.count} pages, only the first {MOST_PAGES} are read"))
    for number in range(1, min(pages.count, MOST_PAGES) + 1):
        try:
            page = drawing[number - 1]
            found = read_page(page, number)
            page.close()
        except pdfium.PdfiumError:
            pages.findings.append(_partly(f"page {number} cannot be read"))
            continue
        if is_picture(found) or is_doubtful(found, wish.vocabularies):
            waiting[number] = found
        else:
            pages.add(found, number)
        if pages.full and number < pages.count:
            pages.findings.append(_cut(f"very full pages, only the first {number} are read"))
            break
    _look_at(waiting, drawing, pages, wish)
    return pages


def _look_at(waiting: dict[int, PageText], drawing: pdfium.PdfDocument, pages: _Pages, wish: ocr.Wish) -> None:
    """Take in the pages that have no text to be trusted, read from their pictures where that can be done."""
    pages.able = bool(waiting) and ocr.available(wish)
    read = ocr.read_pages(rendered(drawing, waiting), wish) if pages.able else ocr.Read()
    pages.findings += read.findings
    for number, own in waiting.items():
        seen = read.pages.get(number)
        if seen is None:
            pages.add(own, number)
            continue
        page, differing = merged(own, seen)
        if differing:
            pages.findings.append(_layers(number, differing))
        pages.looked_at.append(number)
        pages.add(page, number)
        if page.letters < FEW_LETTERS:
            pages.pictures.append(number)


def _form(pdf: OpenPdf, pages: _Pages) -> tuple[list[Block], XfaForm | None]:
    """The blocks of the form fields and the XFA form; both empty where the file's objects cannot be read."""
    if not pdf.has_form and not pages.widgets:
        return [], None
    objects = pdf.objects()
    if objects is None:
        pages.findings.append(_partly("only its pages were read, form fields may be missing"))
        return [], None
    fields: list[Block] = []
    xfa: XfaForm | None = None
    try:
        listed = form_fields(objects)
        fields = _witnessed(field_blocks(listed), pdf, pages)
        pages.findings += signature_findings(pdf.data, listed)
        xfa = read_xfa(objects)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pypdf raises far more than its own errors on damaged files
        pages.findings.append(_partly("its form fields cannot be read completely"))
    return fields, xfa


def _witnessed(fields: list[Block], pdf: OpenPdf, pages: _Pages) -> list[Block]:
    """The fields, those doubted that show something else on the page than the value that they hold."""
    if pdf.drawing is None:
        return fields
    doubted = shown_otherwise(pdf.drawing, fields)
    pages.findings += [_looks_otherwise(fields[index]) for index in sorted(doubted)]
    return [replace(each, confidence=DOUBTED) if index in doubted else each for index, each in enumerate(fields)]


def _without_appearances(blocks: list[Block], fields: list[Block]) -> list[Block]:
    """The blocks of the pages without those that draw a form field once more (a flattened copy, a drawn box)."""
    bands: dict[tuple[int, int], list[Block]] = {}
    for form in fields:
        for band in range(_band(form.box[1] - 1), _band(form.box[3] + 1) + 1):
            beside = bands.setdefault((form.page, band), [])
            if len(beside) < MOST_BESIDE:
                beside.append(form)
    return [
        block
        for block in blocks
        if not any(_draws(block, form) for form in bands.get((block.page, _band(middle(block.box)[1])), ()))
    ]


def _band(y: float) -> int:
    """The band of the page that a height lies in; far outside of any page all are one."""
    return int(min(max(y, 0.0), FARTHEST) // BAND)


def _draws(block: Block, form: Block) -> bool:
    if not holds(form.box, middle(block.box), 1.0):
        return False
    if block.kind is BlockKind.TICK:
        return True
    if block.kind is not BlockKind.TEXT or form.kind is not BlockKind.FIELD:
        return False
    text, value = " ".join(block.text.split()), " ".join(form.text.split())
    return text == value or (len(text) >= LONG_ENOUGH and text in value)  # a line of a longer value


def _placeholder(blocks: list[Block]) -> bool:
    """Whether the pages hold only the notice that a viewer of dynamic XFA forms replaces."""
    texts = [block.text for block in blocks if block.kind is BlockKind.TEXT]
    return not texts or bool(PLACEHOLDER.search(" ".join(texts[:20])))


def _nothing(blocks: list[Block], pages: _Pages) -> Unreadable | None:
    """Why there is nothing to read, where there is nothing: no form and no text, but for what a scanner writes."""
    if any(block.kind is BlockKind.FIELD or block.name for block in blocks):
        return None
    if not pages.grids:
        return DAMAGED
    scanned = len(pages.pictures) == len(pages.grids)
    if scanned or not any(block.kind is BlockKind.TEXT for block in blocks):
        if scanned or pages.paths > MANY_PATHS or any(block.kind is BlockKind.INK for block in blocks):
            return ocr.NOTHING_SEEN if pages.able else SCAN
        return DAMAGED if pages.findings else BLANK
    return None


def _picture(number: int) -> Finding:
    what = f"Page {number} of the PDF is a picture (a scan or photograph) in which no words were read; look at it."
    return Finding("page-is-picture", Severity.WARNING, what)


def _layers(number: int, lines: int) -> Finding:
    return Finding(
        "text-layers-differ",
        Severity.WARNING,
        f"The hidden text of page {number} of the PDF and its picture differ in {lines} lines; compare with the page.",
    )


def _cut(what: str) -> Finding:
    return Finding("document-cut", Severity.WARNING, f"The PDF has {what}; look at the rest of it by hand.")


def _partly(what: str) -> Finding:
    return Finding("document-partly-read", Severity.WARNING, f"The PDF is damaged: {what}. Compare with the original.")


def _looks_otherwise(block: Block) -> Finding:
    return Finding(
        "field-looks-otherwise",
        Severity.WARNING,
        f"The field {block.name} of the PDF holds another value than its page shows. Open the PDF and compare.",
    )


def _differs(block: Block) -> Finding:
    return Finding(
        "xfa-differs",
        Severity.WARNING,
        f"The PDF holds two different values for its field {block.name}. Compare with what Adobe Reader shows.",
    )
