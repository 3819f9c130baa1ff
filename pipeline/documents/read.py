"""The one door of this room: any document into placed blocks, or the reason why not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.documents.ocr import read as ocr
from pipeline.model import Document, PlacedDocument, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reader = Callable[[Document], PlacedDocument | Unreadable]


_KINDS: Final = {
    media.PAGES: "an Apple document (Pages, Numbers)",
    media.PPTX: "a presentation",
    media.PPT: "a presentation",
    media.ZIP: "an archive (.zip)",
    media.ZIP_ENCRYPTED: "an archive (.zip) with a password",
    media.TAR: "an archive (.tar)",
    media.RAR: "an archive (.rar)",
    media.SEVEN_ZIP: "an archive (.7z)",
    media.GZIP: "an archive (.gz)",
    media.TNEF: "a winmail.dat file, in which Outlook hides attachments",
    media.MSG: "a mail saved by Outlook (.msg)",
    media.PKCS7_MIME: "a signed file or mail (.p7m)",
    media.PKCS7_ENCRYPTED: "an encrypted mail (S/MIME)",
    media.PGP: "an encrypted mail (PGP)",
}
"""What files without a reader are called by people."""

_OFFICE: Final = frozenset({media.DOC, media.RTF, media.ODT, media.XLS, media.XLSB, media.ODS, media.CSV, media.MHTML})
_PICTURES: Final = frozenset(
    {media.PNG, media.JPEG, media.GIF, media.TIFF, media.BMP, media.WEBP, media.HEIC, media.AVIF}
)
_SEALED: Final = frozenset({media.ZIP_ENCRYPTED, media.PKCS7_ENCRYPTED, media.PGP})
_CONTAINERS: Final = frozenset({media.ZIP, media.GZIP, media.TAR, media.TNEF, media.MSG, media.PKCS7_MIME})
"""What the intake opens; where such a file is still a document, something in it could not be."""

_CODES: Final = {
    media.OLE_ENCRYPTED: "password",
    media.ZIP_ENCRYPTED: "password",
    media.PKCS7_ENCRYPTED: "encrypted-for-others",
    media.PGP: "encrypted-for-others",
}
"""Why those that no reader could open have none; the others are of a kind that is not read."""


def read_document(
    document: Document, languages: Mapping[str, frozenset[str]] | None = None, seconds: float = ocr.USUAL_SECONDS
) -> PlacedDocument | Unreadable:
    """Read a document with the reader of its type. Never raises for what stands in the document.

    `languages`: those that its pictures may be in (ISO 639-1), each with folded words by which it is known; English
    where there are none. `seconds`: what reading it may take, for pictures are slow. The readers are imported late:
    each worker loads only the parsers that it needs.
    """
    wish = ocr.Wish(languages, seconds) if languages else ocr.Wish(seconds=seconds)
    reader = _reader_of(document.media, wish)
    if reader is None:
        return Unreadable(_CODES.get(document.media, "no-reader"), _no_reader(document.media))
    return reader(document)


def _reader_of(kind: str, wish: ocr.Wish) -> Reader | None:  # noqa: PLR0911 - one for each reader
    if kind == media.PDF:
        from pipeline.documents.pdf.read import read_pdf  # noqa: PLC0415 - heavy

        return partial(read_pdf, wish=wish)
    if kind in _PICTURES:
        from pipeline.documents.ocr.files import read_picture  # noqa: PLC0415 - heavy

        return partial(read_picture, wish=wish)
    if kind == media.DOCX:
        from pipeline.documents.word.read import read_docx  # noqa: PLC0415 - heavy

        return partial(read_docx, wish=wish)
    if kind == media.XLSX:
        from pipeline.documents.sheets.other import read_xlsx_somehow  # noqa: PLC0415 - heavy

        return partial(read_xlsx_somehow, seconds=wish.seconds)
    if kind in _OFFICE:
        from pipeline.documents.others import read_office  # noqa: PLC0415 - heavy

        return partial(read_office, seconds=wish.seconds)
    if kind == media.HTML:
        from pipeline.documents.html.read import read_html  # noqa: PLC0415 - heavy

        return read_html
    if kind == media.TEXT:
        from pipeline.documents.text import read_text  # noqa: PLC0415 - alike

        return read_text
    return None


def _no_reader(kind: str) -> str:
    if kind == media.OLE_ENCRYPTED:
        return "The file is protected by a password. Ask for a copy without one."
    if kind in {media.DOCM, media.XLSM}:
        return "The file may carry macros and is not opened. Ask for a .docx, .xlsx or PDF file."
    if kind.startswith("image/"):
        return "The file is a drawing of a kind that is not read. Ask for a PDF, JPEG or PNG file of the filled form."
    what = _KINDS.get(kind, f"a file of a kind that is not known here ({kind})")
    if kind in _SEALED:
        return f"It is {what}, which cannot be opened here. Ask for the files themselves, not locked or encrypted."
    if kind in _CONTAINERS:
        return f"It is {what} that was not opened, or not wholly. Ask for the files themselves."
    return f"It is {what}, which cannot be read yet. Ask for a PDF, Word (.docx) or Excel (.xlsx) file."
