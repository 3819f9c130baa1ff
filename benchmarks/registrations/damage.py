"""From clean pages to scans: skew, grain, blur, black and white, stamps, and poor hidden text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2
import pytesseract
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader, PdfWriter

if TYPE_CHECKING:
    from benchmarks.reading.chance import Chance

_DOTS: Final = 200  # per inch
_BLACK: Final = 165  # shades below it are black


def scanned(pdf: bytes, chance: Chance, *, hidden: bool) -> bytes:
    """A PDF as a scan of 200 dots per inch; `hidden`: with the text that a poor program read from a poor copy of it."""
    with pypdfium2.PdfDocument(pdf) as document:
        clean = [page.render(scale=_DOTS / 72).to_pil().convert("L") for page in document]
    pages = [_harmed(_stamped(page, chance) if chance.yes(0.4) else page, chance) for page in clean]
    out = io.BytesIO()
    how = {"quality": chance.number(40, 80)}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_DOTS, **how)
    return _with_text(out.getvalue(), pages) if hidden else out.getvalue()


def _harmed(page: Image.Image, chance: Chance) -> Image.Image:
    page = page.rotate(chance.real(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=250)
    maker = np.random.default_rng(chance.number(0, 1 << 30))
    dots = np.asarray(page).astype(np.float32) + maker.normal(0, chance.real(3, 14), (page.height, page.width))
    dots[maker.random(dots.shape) < chance.real(0, 0.0005)] = 30  # dust
    page = Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(chance.real(0.2, 0.7))
    )
    return page.point(lambda shade: 255 * (shade > _BLACK)) if chance.yes(0.35) else page


def _stamped(page: Image.Image, chance: Chance) -> Image.Image:
    """With the stamp of an office, aslant in the upper right part or at the foot."""
    stamp = Image.new("L", (330, 90), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((3, 3, 326, 86), outline=90, width=4)
    draw.text(
        (24, 20), chance.one(("COPY FOR THE FILES", "INTERNAL SECURITY SECTION", "REGISTRATION UNIT")), 90, font_size=20
    )
    stamp = stamp.rotate(chance.real(-14, 14), expand=True, fillcolor=255)
    at = (chance.number(700, 1250), chance.one((chance.number(20, 130), chance.number(1900, 2050))))
    page = page.copy()
    shaded = Image.new("L", page.size, 255)
    shaded.paste(stamp, at)
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(shaded)))


def _with_text(pdf: bytes, pages: list[Image.Image]) -> bytes:
    """The PDF with invisible text behind its pictures, as archives' programs add it."""
    written = PdfWriter(clone_from=io.BytesIO(pdf))
    for page, picture in zip(written.pages, pages, strict=True):
        poor = picture.resize((picture.width * 11 // 20, picture.height * 11 // 20))
        config = "-c textonly_pdf=1 --psm 3"
        text = pytesseract.image_to_pdf_or_hocr(poor, extension="pdf", config=f"{config} --dpi {_DOTS * 11 // 20}")
        page.merge_page(PdfReader(io.BytesIO(text)).pages[0])
    out = io.BytesIO()
    written.write(out)
    return out.getvalue()
