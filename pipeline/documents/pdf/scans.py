"""Pages of a PDF that must be looked at as pictures: scans, outlines, hidden or garbled text; and their rendering."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.documents.pdf.text import UNSEEN_CONFIDENCE, WHOLE_PAGE
from pipeline.model import BlockKind
from pipeline.normalise.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PIL.Image import Image

    from pipeline.documents.printed.page import PageText

PICTURED: Final = 0.5  # of a page: with a larger picture and hardly a letter, it is a picture of a page
MANY_PATHS: Final = 50  # a page with more and no letter has its letters drawn as outlines
FEW_LETTERS: Final = 30  # of such a page: a stamp of the scanner or a page number
_SOME_LETTERS: Final = 500  # typed onto the picture of a form: its labels are in the picture
_ENOUGH: Final = 150  # letters from which nonsense can be told
_ODD: Final = 0.3  # of the letters are signs that no text has so many of
_STRANGE: Final = re.compile(r"[\ue000-\uf8ff\ufffd\u0000-\u001f]|[^\w\s.,:;()@/\-–'’\"_…☐☒☑]")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_KNOWN: Final = 0.02  # of the words
_POINTS: Final = 72.0
_LEAST_DPI, _FULL_DPI = 190.0, 220.0
_MOST_PIXELS: Final = 40_000_000


def is_picture(page: PageText) -> bool:
    """Whether a page has nothing to read but a picture of it, or letters drawn as outlines."""
    scanned = page.pictured > PICTURED and page.letters < FEW_LETTERS
    return scanned or (page.letters == 0 and page.paths > MANY_PATHS)


def is_doubtful(page: PageText, vocabularies: Mapping[str, frozenset[str]]) -> bool:
    """Whether a page's text is not to be trusted alone: hidden behind a picture, typed onto one, or nonsense."""
    texts = [block for block in page.blocks if block.kind is BlockKind.TEXT]
    hidden = sum(len(block.text) for block in texts if block.confidence <= UNSEEN_CONFIDENCE)
    if page.pictured > PICTURED and 2 * hidden > page.letters:
        return True
    if page.pictured > WHOLE_PAGE and page.letters < _SOME_LETTERS:
        return True
    return is_garbled(" ".join(block.text for block in texts), vocabularies)


def is_garbled(text: str, vocabularies: Mapping[str, frozenset[str]]) -> bool:
    """Whether a text is what fonts give that do not say which letters they draw (ISO 32000-1, 9.10)."""
    letters = sum(not letter.isspace() for letter in text)
    if letters < _ENOUGH:
        return False
    if len(_STRANGE.findall(text)) > _ODD * letters:
        return True
    known = frozenset().union(*vocabularies.values())
    words = _WORD.findall(plain(text))
    return bool(known) and sum(word in known for word in words) < _KNOWN * max(len(words), 1)


def rendered(
    drawing: pdfium.PdfDocument, pages: Mapping[int, PageText]
) -> Iterator[tuple[int, Image, tuple[float, float]]]:
    """The pages as grey pictures with their resolution, drawn one at a time; a page that cannot be drawn is left out.

    Form fields are not drawn: their values are read from the fields.
    """
    for number, found in pages.items():
        try:
            page = drawing[number - 1]
            dpi = _resolution(page)
            bitmap = page.render(scale=dpi / _POINTS, grayscale=True, draw_annots=not found.widgets)
            picture = bitmap.to_pil().convert("L")
            page.close()
        except (pdfium.PdfiumError, ValueError):
            continue
        yield number, picture, (dpi, dpi)


def _resolution(page: pdfium.PdfPage) -> float:
    """That of the page's largest picture where the program likes it; a larger page is drawn with fewer pixels."""
    width, height = page.get_size()
    best = _FULL_DPI
    for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        left, bottom, right, top = picture.get_bounds()
        across, up = right - left, top - bottom
        if across * up > PICTURED * width * height:
            pixels = max(picture.get_px_size()[0] * _POINTS / across, picture.get_px_size()[1] * _POINTS / up)
            best = pixels if _LEAST_DPI <= pixels <= _FULL_DPI else best
            break
    most = (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5 * _POINTS
    return float(min(best, most))
