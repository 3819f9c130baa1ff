"""What was put onto the pages of a PDF afterwards: typed text, stamps and strokes of a pen (annotations).

Many people fill a flat form with the "typewriter" of their viewer, which leaves FreeText annotations; pdfium's text
of a page does not hold them (ISO 32000-1, 12.5.6).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.words import DEEP
from pipeline.documents.printed.glyphs import mended
from pipeline.documents.printed.word import Word
from pipeline.model import Box

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from pipeline.documents.printed.frame import Frame

MOST_NOTES = 5_000  # of one page
MOST_BYTES = 200_000  # of one note
LEADING = 1.2  # height of a line in sizes of its font
LARGEST = 14.0  # points: where a note is higher than its lines, its letters still are not
INKS = (pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_INK)
UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(slots=True)
class Notes:
    """The notes of one page; each line of typed text is one word. `widgets`: form fields stand on the page."""

    words: list[Word] = field(default_factory=list)
    inks: list[Box] = field(default_factory=list)
    widgets: bool = False


def read_notes(page: pdfium.PdfPage, frame: Frame) -> Notes:
    """The typed notes, stamps and pen strokes of a page that a viewer shows."""
    notes = Notes()
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium_c.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        notes.widgets |= kind == pdfium_c.FPDF_ANNOT_WIDGET
        if not pdfium_c.FPDFAnnot_GetFlags(note) & UNSEEN:
            if kind == pdfium_c.FPDF_ANNOT_FREETEXT:
                notes.words += _typed(_contents(note), _box(note, frame))
            elif kind in INKS:
                notes.inks.append(_box(note, frame))
        pdfium_c.FPDFPage_CloseAnnot(note)
    return notes


def _box(note: object, frame: Frame) -> Box:
    corners = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(note, corners)
    return frame.box(corners.left, corners.bottom, corners.right, corners.top)


def _contents(note: object) -> str:
    """The text of a note; pdfium gives it in UTF-16 with a zero at the end."""
    size = min(pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", None, 0), MOST_BYTES)
    buffer = ctypes.create_string_buffer(size + 2)
    pdfium_c.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", errors="replace").rstrip("\0")


def _typed(text: str, box: Box) -> list[Word]:
    """Each line as a word of its own; lines share the height of the note."""
    lines = [mended(line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    height = (box[3] - box[1]) / len(lines)
    size = min(height / LEADING, LARGEST)
    words = []
    for number, line in enumerate(lines):
        place = (box[0], box[1] + number * height, box[2], box[1] + (number + 1) * height)
        base = place[3] - DEEP * size
        if line:
            words.append(Word(line, place, base, size, level=True, typed=True))
    return words
