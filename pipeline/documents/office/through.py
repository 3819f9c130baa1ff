"""A document read by way of another format, which LibreOffice turns it into; the reading says that it was converted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.office.read import SECONDS, converted
from pipeline.documents.xml import UnreadableError
from pipeline.model import Document, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[Document], PlacedDocument | Unreadable]

_SHARE: Final = 0.7
"""Of the time for a document, what converting it may take."""
_CONVERTED: Final = Finding(
    "converted",
    Severity.INFO,
    "The file was converted by LibreOffice before it was read. Digital signatures and controls with macros are lost in "
    "that; where a value looks odd, open the file itself.",
)


def through_office(document: Document, target: str, reader: Reader, seconds: float) -> PlacedDocument | Unreadable:
    """Read a document by way of another format ("docx", "xlsx"); its values carry its own suffix as their reader."""
    suffix = media.EXTENSIONS[document.media].removeprefix(".")
    try:
        data = converted(document.data, suffix, target, min(SECONDS, _SHARE * seconds))
    except UnreadableError as error:
        return error.unreadable
    kind = media.DOCX if target == "docx" else media.XLSX
    placed = reader(replace(document, media=kind, data=data))
    if isinstance(placed, Unreadable):
        return placed
    return replace(placed, reader=suffix, findings=(*placed.findings, _CONVERTED))
