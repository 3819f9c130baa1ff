"""What the limited process does with one document: open its pages, find the places, cut."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pipeline import media
from pipeline.evidence.cut import cut
from pipeline.evidence.find import find, stream_of
from pipeline.evidence.job import turn_of
from pipeline.evidence.sheets import PdfSheets
from pipeline.model import PlacedDocument

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from pipeline.evidence.job import Job, Spot
    from pipeline.evidence.sheets import Sheets
    from pipeline.model import Block, Box, Document

    Place = tuple[int, Box] | None


def cut_out(job: Job) -> list[bytes | None]:
    """A PNG for each spot, in their order; None where its place is not known for sure."""
    if job.document.media.startswith("image/"):
        return _of_pages(job, None)
    if job.document.media == media.PDF:
        return _of_pdf(job)
    return _of_drawn(job) if job.pages else [None] * len(job.spots)


def _of_pdf(job: Job) -> list[bytes | None]:
    from pipeline.documents.pdf.open import OpenPdf, opened  # noqa: PLC0415 - heavy

    with opened(job.document.data) as pdf:
        if not isinstance(pdf, OpenPdf) or pdf.drawing is None:
            return [None] * len(job.spots)
        return _of_pages(job, pdf.drawing)


def _of_pages(job: Job, pdf: pdfium.PdfDocument | None) -> list[bytes | None]:
    """Of a document with true pages: as they are, or as OCR saw them, whichever the box of a value is about."""
    sheets: dict[int | None, Sheets] = {}
    cuts = []
    for spot in job.spots:
        turn = turn_of(spot.at) if spot.scanned else None
        if turn not in sheets:
            sheets[turn] = _sheets(job, pdf, turn)
        cuts.append(_cut(sheets[turn], _given(spot)))
    return cuts


def _sheets(job: Job, pdf: pdfium.PdfDocument | None, turn: int | None) -> Sheets:
    if pdf is not None and turn is None:
        return PdfSheets(pdf)
    from pipeline.evidence.straight import StraightSheets, pages_of_file, pages_of_pdf  # noqa: PLC0415 - heavy

    pages = pages_of_file(job.document.data, job.document.media) if pdf is None else pages_of_pdf(pdf)
    return StraightSheets(pages, turn or 0)


def _of_drawn(job: Job) -> list[bytes | None]:
    """The same for pages that another program drew of the document: the values are found by their text."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - heavy

    with pdfium.PdfDocument(job.pages) as pdf:
        sheets = PdfSheets(pdf)
        letters, blocks = stream_of(pdf), _blocks(job.document)
        places = (find(spot.raw, spot.at, blocks, letters) for spot in job.spots)
        return [cut(sheets, *place, inked=True) if place else None for place in places]


def _given(spot: Spot) -> Place:
    return (spot.page, spot.box) if spot.page is not None and spot.box is not None else None


def _blocks(document: Document) -> tuple[Block, ...]:
    from pipeline.documents.read import read_document  # noqa: PLC0415 - heavy

    placed = read_document(document)
    return placed.blocks if isinstance(placed, PlacedDocument) else ()


def _cut(sheets: Sheets, place: Place) -> bytes | None:
    with suppress(RuntimeError):  # pdfium's own kind of error, on a page that is damaged: the others may be whole
        return cut(sheets, *place) if place else None
    return None
