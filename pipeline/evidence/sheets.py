"""The pages of a document as pictures: what a cut-out is cut from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL import Image

    from pipeline.evidence.extent import Extent


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
