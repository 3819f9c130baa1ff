"""Reads what LibreOffice made of another office format, and says that it was converted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.office import SECONDS, converted
from pipeline.documents.xml import UnreadableError
from pipeline.model import Document, Finding, PlacedDocument, Severity, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[Document], PlacedDocument | Unreadable]

SHEETS: Final = frozenset({media.XLS, media.XLSB, media.ODS})
KINDS: Final = SHEETS | {media.DOC, media.RTF, media.ODT, media.CSV, media.MHTML}
"""The formats that this reads."""

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


def read_office(document: Document, seconds: float = SECONDS) -> PlacedDocument | Unreadable:
    """Read one of `KINDS`; never raises for what stands in the file.

    `seconds`: what reading it may take, of which LibreOffice gets the greater part.
    """
    if document.media == media.DOC:
        from pipeline.documents.doc import read_doc  # noqa: PLC0415 - heavy

        return read_doc(document, seconds)
    if document.media == media.ODT:
        from pipeline.documents.odt import read_odt  # noqa: PLC0415 - heavy

        return read_odt(document)
    if document.media in SHEETS:
        from pipeline.documents.sheets import read_sheets  # noqa: PLC0415 - heavy

        return read_sheets(document, seconds)
    if document.media == media.CSV:
        from pipeline.documents.sheets_text import read_csv  # noqa: PLC0415 - heavy

        return read_csv(document)
    if document.media == media.MHTML:
        from pipeline.documents.mht import read_mht  # noqa: PLC0415 - heavy

        return read_mht(document)
    return text_by_office(document, seconds)


def text_by_office(document: Document, seconds: float) -> PlacedDocument | Unreadable:
    """Read a text document (RTF, Word 95) by way of DOCX."""
    from pipeline.documents.docx import read_docx  # noqa: PLC0415 - heavy

    return through_office(document, "docx", read_docx, seconds)
