"""Opening a PDF with pypdf and with pdfium; where one of them fails, the copy that the other one writes is tried."""

from __future__ import annotations

import contextlib
import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PdfReader, PdfWriter
from pypdf.errors import WrongPasswordError

from pipeline.documents.pdf.objects import dictionary, entry, words
from pipeline.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote what stands in the document

PASSWORD = Unreadable("password", "The PDF opens with a password only. Ask for a copy without a password.")
FOR_OTHERS = Unreadable(
    "encrypted-for-others",
    "The PDF is encrypted for certain persons' certificates and we are none of them. Ask for an unencrypted copy.",
)
DAMAGED = Unreadable("damaged", "The PDF is damaged and cannot be opened. Ask for it to be saved and sent again.")
PUBLIC_KEY = re.compile(rb"/Filter\s*/(Adobe\.PubSec|Entrust\.PPKEF|Adobe\.PPKLite)[\s/>]")
CATALOGUE = re.compile(rb"(?<!\d)(\d{1,9})\s+(\d{1,5})\s+obj\b[^>]{0,500}?/Type\s*/Catalog\b")
ENCRYPT = re.compile(rb"/Encrypt[\s/<]")


class OpenPdf:
    """A PDF as its two readers see it; either may be missing.

    `data` is the file from its header on, `drawing` what pdfium draws its pages from; `cut`: its end is missing.
    """

    def __init__(
        self,
        data: bytes,
        drawing: pdfium.PdfDocument | None,
        objects: PdfReader | None = None,
        *,
        cut: bool = False,
    ) -> None:
        self.data = data
        self._tried = objects is not None
        self._objects = objects
        self.drawing = drawing
        self.cut = cut

    @property
    def has_form(self) -> bool:
        """Whether the file declares a form; true where that is not known."""
        return self.drawing is None or self.drawing.get_formtype() != pdfium_c.FORMTYPE_NONE

    def property(self, name: str) -> str:
        """An entry of the file's information dictionary (ISO 32000-1, 14.3.3); "" where it has none of that name."""
        if self.drawing is not None:
            return str(self.drawing.get_metadata_value(name)).strip()
        objects = self.objects()
        information = dictionary(entry(objects.trailer, "/Info")) if objects is not None else None
        return words(entry(information, f"/{name}")).strip() if information is not None else ""

    def objects(self) -> PdfReader | None:
        """The document as pypdf opens it, opened at the first call: pypdf is slow on large files without a form."""
        if not self._tried:
            self._tried = True
            self._objects = _objects(self.data)
            if self._objects is None and self.drawing is not None:
                self._objects = _objects(_resaved(self.drawing))
        return self._objects


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[OpenPdf | Unreadable]:
    """The PDF opened, or why it cannot be; closed at the end of the `with` block."""
    start = max(data.find(b"%PDF-", 0, 1024), 0)
    pdf = _open(data[start:])
    try:
        yield pdf
    finally:
        if isinstance(pdf, OpenPdf) and pdf.drawing is not None:
            pdf.drawing.close()


def _open(data: bytes) -> OpenPdf | Unreadable:
    drawing = _drawing(data)
    if isinstance(drawing, Unreadable):
        return FOR_OTHERS if _for_others(data) else drawing
    if drawing is not None:
        return OpenPdf(data, drawing)
    objects = _objects(data)
    if objects is not None:
        again = _drawing(_rewritten(objects))
        return OpenPdf(data, None if isinstance(again, Unreadable) else again, objects)
    mended = _with_end(data)
    drawing = _drawing(mended)
    if isinstance(drawing, pdfium.PdfDocument):
        return OpenPdf(mended, drawing, cut=True)
    if _for_others(data):
        return FOR_OTHERS
    return PASSWORD if _wants_password(data) else DAMAGED


def _with_end(data: bytes) -> bytes:
    """A file that lacks its end, with a new one that names the last catalogue; b"" where none is found."""
    catalogues = CATALOGUE.findall(data)
    if not catalogues or ENCRYPT.search(data):
        return b""
    return data + b"\ntrailer << /Root %s %s R >>\nstartxref\n0\n%%%%EOF\n" % catalogues[-1]


def _drawing(data: bytes) -> pdfium.PdfDocument | Unreadable | None:
    """The document as pdfium opens it; None where it cannot."""
    if not data:
        return None
    try:
        document = pdfium.PdfDocument(data)
        len(document)
    except pdfium.PdfiumError as error:
        return PASSWORD if "password" in str(error).lower() else None
    return document if len(document) else None


def _objects(data: bytes) -> PdfReader | None:
    """The document as pypdf opens it, with its catalogue and pages found; None where it cannot."""
    if not data:
        return None
    try:
        reader = PdfReader(BytesIO(data))
        usable = bool(reader.root_object) and len(reader.pages) > 0
    except Exception:  # noqa: BLE001 - pypdf raises far more than its own errors on damaged files
        return None
    return reader if usable else None


def _resaved(drawing: pdfium.PdfDocument) -> bytes:
    """The document as pdfium writes it: decrypted and with a new table of its objects."""
    copy = BytesIO()
    try:
        drawing.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
    except pdfium.PdfiumError:
        return b""
    return copy.getvalue()


def _rewritten(objects: PdfReader) -> bytes:
    """The document as pypdf writes it, decrypted and with a new table of its objects."""
    copy = BytesIO()
    try:
        PdfWriter(clone_from=objects).write(copy)
    except Exception:  # noqa: BLE001 - what cannot be copied stays with the one reader that it has
        return b""
    return copy.getvalue()


def _for_others(data: bytes) -> bool:
    """Whether it is encrypted with public keys (ISO 32000-1, 7.6.4)."""
    return bool(PUBLIC_KEY.search(data)) and bool(ENCRYPT.search(data))


def _wants_password(data: bytes) -> bool:
    try:
        reader = PdfReader(BytesIO(data))
        if not reader.is_encrypted:
            return False
        if words(entry(dictionary(reader.trailer.get("/Encrypt")) or reader.trailer, "/Filter")) != "/Standard":
            return False
        return not reader.decrypt("")
    except WrongPasswordError:
        return True
    except Exception:  # noqa: BLE001 - then it is damaged, which is what the caller says
        return False
