"""Filling in a PDF form with pypdf, as programs of cities do."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PdfReader, PdfWriter

if TYPE_CHECKING:
    from tests.handout.answers import Typed


def flattened(data: bytes) -> bytes:
    """The form as a print to PDF has it: what its fields show becomes a part of the page."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_PRINT)
        page.close()
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def filled_by_pypdf(data: bytes, typed: Typed, _language: str = "") -> bytes:
    """The form with these answers; the looks of its fields are drawn by pypdf."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    buttons = {name for name, field in (writer.get_fields() or {}).items() if field.field_type == "/Btn"}
    entries = {}
    for key, answer in typed.items():
        if isinstance(answer, str):
            entries[key] = f"/{answer}" if key in buttons else answer
        elif answer in {("yes",), ("no",)}:
            entries[key] = f"/{answer[0]}"
        else:
            entries |= {f"{key}.{option}": f"/{option}" for option in answer}
    for page in writer.pages:
        writer.update_page_form_field_values(page, entries, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
