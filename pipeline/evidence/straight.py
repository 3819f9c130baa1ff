"""Scanned and photographed pages as OCR saw them: turned upright and straightened, so that its boxes fit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PIL import Image

from pipeline.documents.pictures.clean import evened, pooled, skew, structure
from pipeline.documents.pictures.open import Picture, pictures

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2 as pdfium

    from pipeline.evidence.extent import Extent

    Pages = Callable[[int], "Image.Image | None"]

DPI: Final = 150.0
"""Pages are looked at with so many pixels to the inch."""
_POINTS: Final = 72.0
_MOST_PIXELS: Final = 20_000_000
_SMALL: Final = 2  # pixels of the structure for one that is looked at for the skew
_QUARTERS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class StraightSheets:
    """Pages that were read by OCR; `turn` is by how many degrees (clockwise) they were turned for that."""

    def __init__(self, pages: Pages, turn: int) -> None:
        self._turn = turn
        self._page = lru_cache(maxsize=3)(lambda number: _straight(pages(number), turn))

    def size(self, number: int) -> tuple[float, float] | None:
        """Width and height in points."""
        image = self._page(number)
        return (image.width * _POINTS / DPI, image.height * _POINTS / DPI) if image else None

    def show(self, number: int, extent: Extent) -> Image.Image:
        """That part of the page."""
        image = self._page(number)
        assert image is not None  # noqa: S101 - `size` knew this page
        left, top, right, bottom = (edge * DPI / _POINTS for edge in extent.box)
        pixels = (max(1, round((right - left) * extent.scale * _POINTS / DPI)),
                  max(1, round((bottom - top) * extent.scale * _POINTS / DPI)))  # fmt: skip
        part = image.crop((round(left), round(top), round(right), round(bottom)))
        return part.convert("RGB").resize(pixels, Image.Resampling.LANCZOS)


def pages_of_pdf(pdf: pdfium.PdfDocument) -> Pages:
    """The pages of a PDF as pictures."""

    def page(number: int) -> Image.Image | None:
        if not 1 <= number <= len(pdf):
            return None
        width, height = pdf[number - 1].get_size()
        if width * height * (DPI / _POINTS) ** 2 > _MOST_PIXELS:
            return None
        image: Image.Image = pdf[number - 1].render(scale=DPI / _POINTS).to_pil()
        return image.convert("RGB")

    return page


def pages_of_file(data: bytes, kind: str) -> Pages:
    """The pages of a picture file."""

    def page(number: int) -> Image.Image | None:
        found = (each for each in pictures(data, kind) if isinstance(each, Picture))
        picture = next((each for count, each in enumerate(found, 1) if count == number), None)
        return _scaled(picture) if picture else None

    return page


def _scaled(picture: Picture) -> Image.Image:
    across, down = picture.dpi
    size = (max(1, round(picture.grey.width * DPI / across)), max(1, round(picture.grey.height * DPI / down)))
    return picture.grey.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _straight(page: Image.Image | None, turn: int) -> Image.Image | None:
    """Turned by quarters, then level about its middle."""
    if page is None:
        return None
    upright = page.transpose(_QUARTERS[turn]) if turn else page
    grey, _, threshold = structure(evened(upright.convert("L")), DPI)
    angle, _ = skew(pooled(grey < threshold, _SMALL))
    white = 255 if upright.mode == "L" else (255, 255, 255)
    return upright.rotate(angle, Image.Resampling.BICUBIC, fillcolor=white) if angle else upright
