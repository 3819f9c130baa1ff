"""A scanned or photographed page made fit for reading: even light, upright lines, dark and bright told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.documents.pictures.runs import Grey, Mask

Pixels = TypeVar("Pixels", "Grey", "Mask")

STRUCTURE_DPI: Final = 150  # lines, boxes and ink are looked for at about this resolution
_POINTS: Final = 72.0
_PATCH: Final = 24  # pixels: light is measured in patches of this side
_EVEN: Final = 12  # of 255: paper that differs less needs no mending
_WHITE: Final = 240
_SHADE: Final = 0.45  # of the usual light: darker patches are printed dark, not shaded
_DARKEST, _BRIGHTEST = 100, 200  # between these lies what parts dark from bright
_MOST_DOTS: Final = 60_000  # looked at for the skew
_WIDEST: Final = 12.0  # degrees
_STRAIGHT: Final = 0.15  # degrees


@dataclass(frozen=True, slots=True)
class Page:
    """A grey page, upright and straight, with its resolution.

    `left` and `top`: where the page as it came begins in it, in pixels (turning a page makes its picture larger).
    """

    picture: Image.Image
    dpi: float
    left: float = 0.0
    top: float = 0.0

    @property
    def scale(self) -> float:
        """Points for each pixel."""
        return _POINTS / self.dpi


def evened(picture: Image.Image) -> Image.Image:
    """A grey picture with the paper white everywhere: shadows and yellow paper go, print stays."""
    small = picture.reduce(_PATCH) if min(picture.size) > 2 * _PATCH else picture
    bright = picture.resize(small.size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    light = np.asarray(_paper(bright), dtype=np.float32)
    usual = float(np.median(light))
    if usual >= _WHITE and float(np.percentile(light, 5)) >= usual - _EVEN:
        return picture
    light = np.maximum(light, max(_SHADE * usual, 1.0))
    field = Image.fromarray(light).resize(picture.size, Image.Resampling.BILINEAR)
    evened_ = np.asarray(picture, dtype=np.float32) * (255.0 / np.asarray(field))
    return Image.fromarray(np.minimum(evened_, 255.0).astype(np.uint8))


def _paper(small: Image.Image) -> Image.Image:
    """The brightness of the paper around each place: print is darker than what is next to it."""
    widest = small.filter(ImageFilter.MaxFilter(5))
    return widest.filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.BoxBlur(2))


def dark_from(picture: Image.Image) -> int:
    """The grey value below which a pixel is dark (Otsu's method on the histogram)."""
    counts = np.asarray(picture.histogram()[:256], dtype=np.float64)
    weight = np.cumsum(counts)
    mean = np.cumsum(counts * np.arange(256))
    total, whole = max(weight[-1], 1.0), mean[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.nan_to_num((whole * weight / total - mean) ** 2 / (weight * (total - weight)))
    return int(np.clip(np.argmax(between) + 1, _DARKEST, _BRIGHTEST))


def structure(picture: Image.Image, dpi: float) -> tuple[Grey, int, int]:
    """The darkest pixels at about 150 dpi, how many of the picture make one of them, and below what they are dark."""
    step = max(round(dpi / STRUCTURE_DPI), 1)
    return darkest(np.asarray(picture), step), step, dark_from(picture)


def darkest(grey: Grey, step: int) -> Grey:
    """A smaller picture of the darkest pixel of each patch: thin lines are kept."""
    return _patched(grey, step, np.minimum)


def pooled(dark: Mask, step: int) -> Mask:
    """A smaller mask: dark where any pixel of a patch is dark."""
    return _patched(dark, step, np.logical_or)


def _patched(pixels: Pixels, step: int, join: np.ufunc) -> Pixels:
    """One pixel for each patch of `step` by `step`, joined of its own: much faster than min() or any() over axes."""
    if step == 1:
        return pixels
    height, width = (side // step * step for side in pixels.shape)
    small = pixels[:height:step, :width:step].copy()
    for row in range(step):
        for column in range(step):
            join(small, pixels[row:height:step, column:width:step], out=small)
    return small


def skew(dark: Mask) -> tuple[float, float]:
    """The angle in degrees by which to turn a page for level lines, and how clearly its lines are seen at that angle.

    Dark pixels are projected onto the page's side: where the lines are level, rows of text and gaps part sharply.
    """
    ys, xs = np.nonzero(dark)
    if not len(ys):
        return 0.0, 0.0
    pick = slice(None, None, len(ys) // _MOST_DOTS + 1)
    dots = ys[pick].astype(np.float32), xs[pick].astype(np.float32)
    best, _ = _sharpest(dots, np.arange(-_WIDEST, _WIDEST + 0.5, 1.0))
    best, _ = _sharpest(dots, np.arange(best - 1.0, best + 1.05, 0.2))
    best, clear = _sharpest(dots, np.arange(best - 0.2, best + 0.21, 0.05))
    level = _sharpness(dots, 0.0)
    return (0.0, level) if abs(best) < _STRAIGHT or clear < 1.02 * level else (best, clear)


def _sharpest(
    dots: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]], angles: npt.NDArray[np.float64]
) -> tuple[float, float]:
    found = [(_sharpness(dots, float(angle)), float(angle)) for angle in angles]
    clear, angle = max(found)
    return angle, clear


def _sharpness(dots: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]], angle: float) -> float:
    ys, xs = dots
    slope = float(np.tan(np.radians(angle)))
    rows = (ys - slope * xs).astype(np.int32)
    profile = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.sum(np.diff(profile) ** 2) / max(len(ys), 1))


def turned(page: Page, angle: float) -> Page:
    """A page turned by some degrees (clockwise where negative), on white, large enough for all of it."""
    if not angle:
        return page
    picture = page.picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    wider, higher = (picture.width - page.picture.width) / 2, (picture.height - page.picture.height) / 2
    return Page(picture, page.dpi, page.left + wider, page.top + higher)
