"""The readers of the less common office formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.office.read import SECONDS

if TYPE_CHECKING:
    from pipeline.model import Document, PlacedDocument, Unreadable

SHEETS: Final = frozenset({media.XLS, media.XLSB, media.ODS})
KINDS: Final = SHEETS | {media.DOC, media.RTF, media.ODT, media.CSV, media.MHTML}
"""The formats that this reads."""


def read_office(document: Document, seconds: float = SECONDS) -> PlacedDocument | Unreadable:
    """Read one of `KINDS`; never raises for what stands in the file.

    `seconds`: what reading it may take, of which LibreOffice gets the greater part.
    """
    if document.media == media.DOC:
        from pipeline.documents.word97.read import read_doc  # noqa: PLC0415 - heavy

        return read_doc(document, seconds)
    if document.media == media.ODT:
        from pipeline.documents.opendocument.read import read_odt  # noqa: PLC0415 - heavy

        return read_odt(document)
    if document.media in SHEETS:
        from pipeline.documents.sheets.other import read_sheets  # noqa: PLC0415 - heavy

        return read_sheets(document, seconds)
    if document.media == media.CSV:
        from pipeline.documents.sheets.separated import read_csv  # noqa: PLC0415 - heavy

        return read_csv(document)
    if document.media == media.MHTML:
        from pipeline.documents.html.mht import read_mht  # noqa: PLC0415 - heavy

        return read_mht(document)
    from pipeline.documents.word.by_office import text_by_office  # noqa: PLC0415 - heavy

    return text_by_office(document, seconds)
