"""Pages drawn for tests of OCR: text, ruled tables, boxes, strokes of a pen; and what scanners do to them."""

from __future__ import annotations

import io
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from pipeline.model import Block, PlacedDocument

DPI = 200
UNIT = DPI / 72
A4 = (1654, 2339)
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def accented() -> str:
    """A font with accents: Pillow's own has none."""
    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf"):
        with suppress(OSError):
            ImageFont.truetype(name, 10)
            return name
    return pytest.skip("no font with accents is installed")


class Sheet:
    """A white A4 page; places are points from its top left corner."""

    def __init__(self, size: tuple[int, int] = A4, font: str = "") -> None:
        self._font = font
        self.picture = Image.new("L", size, 255)
        self._pen = ImageDraw.Draw(self.picture)

    def text(self, x: float, y: float, words: str, size: float = 11) -> Sheet:
        """Words whose top left corner is at a place."""
        font = ImageFont.truetype(self._font, size * UNIT) if self._font else ImageFont.load_default(size * UNIT)
        self._pen.text((x * UNIT, y * UNIT), words, fill=20, font=font)
        return self

    def line(self, *points: float, width: int = 2, grey: int = 30) -> Sheet:
        """A line through points, given as x, y, x, y."""
        places = [(x * UNIT, y * UNIT) for x, y in zip(points[::2], points[1::2], strict=True)]
        self._pen.line(places, fill=grey, width=width, joint="curve")
        return self

    def frame(self, x0: float, y0: float, x1: float, y1: float, grey: int = 30) -> Sheet:
        """Four lines."""
        return self.line(x0, y0, x1, y0, x1, y1, x0, y1, x0, y0, grey=grey)

    def box(self, x: float, y: float, *, ticked: bool) -> Sheet:
        """A box to tick, crossed or empty."""
        self.frame(x, y, x + 9, y + 9)
        return self.line(x + 2, y + 2, x + 7, y + 7).line(x + 2, y + 7, x + 7, y + 2) if ticked else self

    def blot(self, x: float, y: float) -> Sheet:
        """A black square of the size of a box."""
        self._pen.rectangle((x * UNIT, y * UNIT, (x + 9) * UNIT, (y + 9) * UNIT), fill=20)
        return self

    def button(self, x: float, y: float, *, ticked: bool) -> Sheet:
        """A round button of 7 points, filled or empty."""
        place = (x * UNIT, y * UNIT, (x + 7) * UNIT, (y + 7) * UNIT)
        self._pen.ellipse(place, outline=20, width=2, fill=20 if ticked else None)
        return self

    def signature(self, x: float, y: float) -> Sheet:
        """A zigzag as of a pen, 90 points wide and 28 high."""
        return self.line(*(c for i in range(16) for c in (x + 6 * i, y + (28 if i % 2 else i))), width=3)


def filled_form() -> Sheet:
    """A form as people send it: a title, label and value side by side, running text."""
    sheet = Sheet().text(60, 50, "Application form for local governments", 16)
    for row, (label, value) in enumerate(
        [
            ("Name of the government", "City of Windhoek"),
            ("Country", "Namibia"),
            ("Name of the mayor", "Ndapewa Shilongo"),
            ("Electronic mail", "mayor@windhoek.example"),
            ("Telephone number", "061 290 0012"),
        ]
    ):
        sheet.text(60, 100 + 22 * row, label).text(260, 100 + 22 * row, value)
    sheet.text(60, 240, "The city joins because one third of its people live in informal settlements,")
    return sheet.text(60, 256, "and because land, water and dignity belong together in every neighbourhood.")


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:  # noqa: ANN401 - whatever the format takes
    """The bytes of a picture file."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def said(document: PlacedDocument) -> list[str]:
    """All texts, in reading order."""
    return [block.text for block in document.blocks if block.text]


def find(document: PlacedDocument, text: str) -> Block:
    """The block with that text."""
    found = [block for block in document.blocks if block.text == text]
    assert found, said(document)
    return found[0]
