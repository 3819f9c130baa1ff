"""Text documents that only LibreOffice reads (RTF, Word 95), by way of DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.documents.office.through import through_office
from pipeline.documents.word.read import read_docx

if TYPE_CHECKING:
    from pipeline.model import Document, PlacedDocument, Unreadable


def text_by_office(document: Document, seconds: float) -> PlacedDocument | Unreadable:
    """Read such a document (converting it may take most of the seconds); never raises for what stands in it."""
    return through_office(document, "docx", read_docx, seconds)
