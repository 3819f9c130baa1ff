"""The reader of picture files: photographs and scans, each page of them by OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.documents.ocr import read as ocr
from pipeline.documents.pictures.open import Picture, pictures
from pipeline.documents.printed.order import in_cell, ordered
from pipeline.model import Document, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.documents.ocr.read import Task, Wish

SMALL = Unreadable("blank", "The picture is too small to hold a form (a logo or an icon). Ask for the filled form.")


def read_picture(document: Document, wish: Wish) -> PlacedDocument | Unreadable:
    """Read a picture file by OCR; never raises for what stands in it.

    Boxes are points from the top left of the page as the camera or scanner says it was, upright and straightened.
    """
    if not ocr.available(wish):
        return Unreadable("scan", f"The file is a picture (a photograph or scan). {ocr.NOT_INSTALLED}")
    return read_pictures(((pictures(document.data, document.media)),), wish)


def read_pictures(files: Iterable[Iterator[Picture | Unreadable]], wish: Wish) -> PlacedDocument | Unreadable:
    """Read the pages of several picture files as one document."""
    tried = _Tried(files)
    read = ocr.read_pages(tried, wish)
    if not read.pages:
        if tried.refused is not None and not tried.count:
            return tried.refused
        return ocr.NOTHING_SEEN if tried.count else SMALL
    blocks = [block for page in read.pages.values() for block in page.blocks]
    if not any(block.text.strip() or block.checked for block in blocks):
        return ocr.NOTHING_SEEN
    grids = {number: page.grid for number, page in read.pages.items()}
    placed = tuple(in_cell(block, grids) for block in ordered(blocks))
    findings = [*read.findings, *tried.findings()]
    return PlacedDocument("ocr", placed, tried.count, drawn=True, findings=tuple(dict.fromkeys(findings)))


class _Tried:
    """The pages of picture files as tasks for OCR; remembers what could not be opened."""

    def __init__(self, files: Iterable[Iterator[Picture | Unreadable]]) -> None:
        self._files = files
        self.count = 0
        self.refused: Unreadable | None = None

    def __iter__(self) -> Iterator[Task]:
        for file in self._files:
            for page in file:
                if isinstance(page, Unreadable):
                    self.refused = page
                else:
                    self.count += 1
                    yield self.count, page.grey, page.dpi

    def findings(self) -> list[Finding]:
        """That a part could not be opened, where there is one."""
        if self.refused is None:
            return []
        what = f"A picture in the file could not be read: {self.refused.reason}"
        return [Finding("document-partly-read", Severity.WARNING, what)]
