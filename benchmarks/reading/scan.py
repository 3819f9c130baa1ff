"""From clean pages to what scanners, fax machines and telephones make of them."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from benchmarks.reading.chance import Chance
from benchmarks.reading.pens import stamp_png

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.reading.plan import Job

_HARMS: Final = ("clean", "office", "office", "skewed", "noisy", "fax", "faint", "photo", "photo", "turned")
_A4_INCHES: Final = 8.27
_TILE: Final = 640  # dots, a side
_FAX_BLACK: Final = 150  # shades below it are black


@dataclass(frozen=True, slots=True)
class Harm:
    """What befell the pages: a name for the table, and the resolution in dots per inch."""

    name: str
    dots: int


def scan(source: Path, target: Path, job: Job) -> None:
    """Write the pages of a PDF as a scan beside `target`: an image-only PDF, or a picture; note the harm in the truth.

    Pictures of several pages become a TIFF of several pages.
    """
    chance = Chance(job.seed, "scan")
    name = chance.one(_HARMS)
    harm = Harm(name, 200 if name == "fax" else chance.one((200, 300, 300)))
    colour = harm.name in {"clean", "photo"} or chance.yes(0.3)
    pages = [_harmed(page if colour else page.convert("L"), harm, chance) for page in _rendered(source, harm.dots)]
    if job.kind == "pdf_scan":
        _write_pdf(pages, target.with_suffix(".pdf"), harm, chance)
    else:
        _write_picture(pages, target.with_suffix(""), harm, chance)
    place = target.with_suffix(".truth.json")
    told = json.loads(place.read_text("utf-8")) | {"damage": harm.name, "dots": harm.dots}
    place.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _rendered(source: Path, dots: int) -> list[Image.Image]:
    with pypdfium2.PdfDocument(source) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


def _harmed(page: Image.Image, harm: Harm, chance: Chance) -> Image.Image:
    if chance.yes(0.3):
        page = _stamped(page, chance)
    befall = _BEFALLS.get(harm.name)
    return befall(page, chance) if befall else page


def _office(page: Image.Image, chance: Chance) -> Image.Image:
    return _noised(_tilted(page, chance.real(-0.7, 0.7)), 6, chance)


def _skewed(page: Image.Image, chance: Chance) -> Image.Image:
    return _noised(_tilted(page, chance.one((-1, 1)) * chance.real(1.2, 4)), 8, chance)


def _noisy(page: Image.Image, chance: Chance) -> Image.Image:
    return _specked(_noised(page, 18, chance), chance).filter(ImageFilter.GaussianBlur(0.6))


def _faint(page: Image.Image, chance: Chance) -> Image.Image:
    faded = ImageEnhance.Contrast(page).enhance(0.45)
    return _noised(ImageEnhance.Brightness(faded).enhance(1.15), 7, chance)


def _turned(page: Image.Image, chance: Chance) -> Image.Image:
    return _noised(page.rotate(chance.one((90, 180, 270)), expand=True), 5, chance)


def _stamped(page: Image.Image, chance: Chance) -> Image.Image:
    """A round stamp in the lower half, as offices press it, over whatever stands there."""
    size = page.width // 6
    stamp = Image.open(io.BytesIO(stamp_png(chance.number(0, 40), "OFFICE"))).resize((size, size))
    stamped = page.copy()
    at = (chance.number(page.width // 3, page.width - size), chance.number(page.height // 2, page.height - size))
    stamped.paste(stamp, at, stamp)
    return stamped


def _tilted(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="#fafafa")


def _noised(page: Image.Image, strength: float, chance: Chance) -> Image.Image:
    """Grain, from one small tile: all of it by chance would take longer than all the rest."""
    maker = np.random.default_rng(chance.number(0, 1 << 30))
    tile = maker.normal(0, strength, (_TILE, _TILE)).astype(np.int16)
    grain = np.tile(tile, (page.height // _TILE + 1, page.width // _TILE + 1))[: page.height, : page.width]
    dots = np.asarray(page).astype(np.int16)
    dots += grain if dots.ndim == grain.ndim else grain[:, :, None]
    return Image.fromarray(np.clip(dots, 0, 255, out=dots).astype(np.uint8))


def _specked(page: Image.Image, chance: Chance) -> Image.Image:
    """Dust: dark and white points."""
    maker = np.random.default_rng(chance.number(0, 1 << 30))
    dots = np.array(page)
    for shade in (40, 255):
        hit = maker.random(dots.shape[:2]) < 0.0006  # noqa: PLR2004 - share of points
        dots[hit] = shade
    return Image.fromarray(dots)


def _faxed(page: Image.Image, chance: Chance) -> Image.Image:
    """Fine fax mode: about 200 dots per inch, black and white."""
    grey = _tilted(page, chance.real(-0.8, 0.8)).convert("L").filter(ImageFilter.GaussianBlur(0.5))
    return grey.point(lambda shade: 255 * (shade > _FAX_BLACK))


def _photographed(page: Image.Image, chance: Chance) -> Image.Image:
    """By a telephone from slightly aside: perspective, a table behind, light that falls off, a little blur."""
    wide, high = page.size
    border = wide // 18
    table = Image.new("RGB", (wide + 2 * border, high + 2 * border), (112, 92, 74))
    table.paste(page, (border, border))
    corners = [chance.real(0, 0.6 * border) for _ in range(8)]
    total_w, total_h = table.size
    quad = (
        corners[0], corners[1], corners[2], total_h - corners[3],
        total_w - corners[4], total_h - corners[5], total_w - corners[6], corners[7],
    )  # fmt: skip
    bent = table.transform(table.size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    return _noised(_shaded(bent, chance), 5, chance).filter(ImageFilter.GaussianBlur(chance.real(0.4, 1.0)))


def _shaded(page: Image.Image, chance: Chance) -> Image.Image:
    """Light from one side, and the soft shadow of a hand; drawn small and enlarged."""
    size = 128
    across = np.linspace(chance.real(0.72, 0.9), 1.0, size)[None, :]
    down = np.linspace(1.0, chance.real(0.75, 0.95), size)[:, None]
    rows, columns = np.ogrid[:size, :size]
    x, y = chance.real(0, 1) * size, chance.real(0.5, 1) * size
    hand = np.exp(-(((rows - y) / (0.3 * size)) ** 2 + ((columns - x) / (0.3 * size)) ** 2))
    light = Image.fromarray((255 * across * down * (1 - 0.3 * hand)).astype(np.uint8)).resize(page.size)
    return ImageChops.multiply(page, light.convert(page.mode))


def _write_pdf(pages: list[Image.Image], place: Path, harm: Harm, chance: Chance) -> None:
    """An image-only PDF; black and white pages as fax machines pack them, others as JPEG."""
    first, *rest = [page.convert("1") if harm.name == "fax" else page for page in pages]
    dots = first.width / _A4_INCHES if first.width < first.height else first.height / _A4_INCHES
    how: dict[str, Any] = {} if harm.name == "fax" else {"quality": chance.number(45, 85)}
    first.save(place, "PDF", save_all=True, append_images=rest, resolution=dots, **how)


def _write_picture(pages: list[Image.Image], stem: Path, harm: Harm, chance: Chance) -> None:
    if len(pages) > 1:
        first, *rest = pages
        first.save(
            stem.with_suffix(".tif"), save_all=True, append_images=rest, compression="jpeg", dpi=(harm.dots,) * 2
        )
    elif harm.name == "photo" or chance.yes(0.5):
        pages[0].save(stem.with_suffix(".jpg"), quality=chance.number(40, 85), dpi=(harm.dots,) * 2)
    else:
        pages[0].convert("L").save(stem.with_suffix(".png"), dpi=(harm.dots,) * 2)


_BEFALLS: Final = {
    "office": _office,
    "skewed": _skewed,
    "noisy": _noisy,
    "fax": _faxed,
    "faint": _faint,
    "photo": _photographed,
    "turned": _turned,
}
