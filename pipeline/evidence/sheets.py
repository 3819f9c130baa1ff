"""The pages of a document as pictures, whole or in part: of PDFs by pdfium, of picture files by Pillow."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Final, Protocol

from PIL import Image, ImageOps

if TYPE_CHECKING:
    import pypdfium2 as pdfium

    from pipeline.evidence.extent import Extent

_POINTS: Final = 72.0  # an inch
_USUAL_DPI: Final = 200.0  # of a picture that does not say how large it is
_LEAST_DPI: Final = 50.0  # what says less was never set


class Sheets(Protocol):
    """Pages that can be shown. Numbers count from 1; sizes are points."""

    def size(self, number: int) -> tuple[float, float] | None:
        """Width and height of a page as shown; None where there is no such page."""

    def show(self, number: int, extent: Extent) -> Image.Image:
        """That part of the page."""


class PdfSheets:
    """The pages of a PDF, with what stands in its form fields."""

    def __init__(self, pdf: pdfium.PdfDocument) -> None:
        self.pdf = pdf
        pdf.init_forms()  # before any page is loaded: else fields without a drawn appearance stay empty

    def size(self, number: int) -> tuple[float, float] | None:
        """Width and height as shown: a page may be turned."""
        if not 1 <= number <= len(self.pdf):
            return None
        width, height = self.pdf[number - 1].get_size()
        return float(width), float(height)

    def show(self, number: int, extent: Extent) -> Image.Image:
        """Only that part is drawn, so that a page of any size takes no more memory than its cut-out."""
        page = self.pdf[number - 1]
        width, height = page.get_size()
        left, top, right, bottom = extent.box
        crop = (left, max(height - bottom, 0), max(width - right, 0), top)
        image: Image.Image = page.render(scale=extent.scale, crop=crop).to_pil()
        return image.convert("RGB")


class PictureSheets:
    """The frames of a picture file (JPEG, PNG, TIFF, ...), upright as its camera says."""

    def __init__(self, data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            self._image = Image.open(BytesIO(data))
        self._frame = 0

    def _at(self, number: int) -> Image.Image | None:
        if not 1 <= number <= getattr(self._image, "n_frames", 1):
            return None
        self._image.seek(number - 1)
        return ImageOps.exif_transpose(self._image)

    def size(self, number: int) -> tuple[float, float] | None:
        """Its size on paper, by the resolution that it gives."""
        image = self._at(number)
        if image is None:
            return None
        across, down = _per_point(image)
        return image.width / across, image.height / down

    def show(self, number: int, extent: Extent) -> Image.Image:
        """That part, scaled to the same size as one of a PDF."""
        image = self._at(number)
        assert image is not None  # noqa: S101 - `size` knew this page
        across, down = _per_point(image)
        left, top, right, bottom = extent.box
        part = image.crop((round(left * across), round(top * down), round(right * across), round(bottom * down)))
        pixels = (max(1, round((right - left) * extent.scale)), max(1, round((bottom - top) * extent.scale)))
        return part.convert("RGB").resize(pixels)


def _per_point(image: Image.Image) -> tuple[float, float]:
    """Pixels for each point, across and down; a fax has not the same both ways."""
    given = image.info.get("dpi") or (_USUAL_DPI, _USUAL_DPI)
    across, down = (float(dpi) if float(dpi) >= _LEAST_DPI else _USUAL_DPI for dpi in given)
    return across / _POINTS, down / _POINTS
