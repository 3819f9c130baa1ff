"""Documents for the tests of evidence, and what their cut-outs show."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline import media
from pipeline.campaign.loader import load_campaign
from pipeline.documents.read import read_document
from pipeline.evidence.find import plain
from pipeline.extraction.engine import Engine
from pipeline.model import Document, PlacedDocument

if TYPE_CHECKING:
    from pipeline.model import Box, Value

SAME_FORM = Path(__file__).parents[2] / "samples" / "same_form"
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
FRAME = (200, 60, 20)


def document(file: Path) -> Document:
    """A file as a document."""
    data = file.read_bytes()
    return Document(file.name, media.identify(data, file.name), data)


def values(of: Document) -> tuple[Value, ...]:
    """What the program reads in a form of the built-in campaign."""
    placed = read_document(of)
    assert isinstance(placed, PlacedDocument)
    (form,) = Engine(load_campaign("human-rights-cities-2030")).extract(placed).forms
    return form.values


def text_in(pages: bytes, page: int, box: Box) -> str:
    """The letters that stand in a box of a page, by pdfium's own search."""
    with pdfium.PdfDocument(pages) as pdf:
        height = pdf[page - 1].get_size()[1]
        words = pdf[page - 1].get_textpage()
        return plain(words.get_text_bounded(box[0] - 0.5, height - box[3] - 0.5, box[2] + 0.5, height - box[1] + 0.5))


def picture(png: bytes | None) -> Image.Image:
    """A cut-out opened."""
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGB")


def framed(png: bytes | None) -> Image.Image:
    """What the frame of a cut-out encloses."""
    whole = picture(png)
    near = whole.point([255 if abs(level - wanted) < 40 else 0 for wanted in FRAME for level in range(256)])
    red, green, blue = near.split()
    box = Image.merge("RGB", (red, green, blue)).convert("L").point([0] * 255 + [255]).getbbox()
    assert box is not None
    return whole.crop((box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2))


def ink(image: Image.Image) -> float:
    """The share of dark pixels."""
    histogram = image.convert("L").histogram()
    return sum(histogram[:110]) / max(sum(histogram), 1)
