"""The pages of a picture file: JPEG, PNG, TIFF, HEIC and others, upright as the camera says, with their resolution."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageOps, ImageSequence

from pipeline import media
from pipeline.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PIXELS: Final = 80_000_000  # of one page: A4 at 800 dpi
MOST_PICTURES: Final = 200  # in one file; a hostile TIFF may name millions
LEAST_SIDE: Final = 60  # pixels: logos and dots hold no form
_LONG_SIDE: Final = 11.69  # inches of A4, where the file does not say how large the page was
_PAGE_SIDES: Final = (3.0, 17.5)  # inches that a page may plausibly have
_LEAST_DPI, _MOST_DPI = 60.0, 1300.0
_SAID_DPI: Final = 99.0  # less both across and down is what programs write who do not know
_FORMATS: Final = ("JPEG", "MPO", "PNG", "TIFF", "GIF", "BMP", "DIB", "WEBP", "HEIF", "AVIF")
_MANY_FRAMES: Final = frozenset({"TIFF"})  # of others only the first counts: it is an animation or a thumbnail
_COUNTED: Final = "I;16"

DAMAGED = Unreadable("damaged", "The picture is damaged and cannot be opened. Ask for it to be sent again.")
TOO_LARGE = Unreadable("too-large", "The picture has more pixels than is allowed. Ask for a smaller copy of it.")
NO_HEIC = Unreadable(
    "no-reader",
    "It is a photograph in Apple's format (HEIC), which this installation cannot open (the Python package pi-heif is "
    "missing). Ask for a JPEG or PDF file.",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture, with its pixels to the inch across and down."""

    grey: Image.Image
    dpi: tuple[float, float]


def pictures(data: bytes, kind: str) -> Iterator[Picture | Unreadable]:
    """The pages of a file, at most `MOST_PICTURES`; what cannot be opened comes as `Unreadable`, and then no more.

    `kind` is its media type. Pages are decoded one at a time. Never raises for what stands in the file.
    """
    if kind in {media.HEIC, media.AVIF} and not _opens_heic():
        yield NO_HEIC
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of damaged tags and large pictures; both are judged here
            with Image.open(io.BytesIO(data), formats=_formats()) as file:
                yield from _frames(file)
    except Image.DecompressionBombError:
        yield TOO_LARGE
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - decoders raise nearly everything on damaged files
        yield DAMAGED


def _frames(file: Image.Image) -> Iterator[Picture | Unreadable]:
    for number, frame in enumerate(ImageSequence.Iterator(file)):
        if frame.width * frame.height > MOST_PIXELS:
            yield TOO_LARGE
            return
        if min(frame.size) >= LEAST_SIDE:
            yield _picture(frame)
        if file.format not in _MANY_FRAMES or number + 1 == MOST_PICTURES:
            return


def _picture(frame: Image.Image) -> Picture:
    said = _said(frame)
    size = frame.size
    frame.draft("L", None)  # a JPEG is decoded without its colours
    upright = ImageOps.exif_transpose(frame)
    if upright.size != size and upright.size == size[::-1]:
        said = said[::-1]
    grey = _grey(upright)
    return Picture(grey, _resolution(grey.size, said))


def _grey(picture: Image.Image) -> Image.Image:
    """The picture in grey; what is transparent becomes white, as paper is."""
    if picture.mode.startswith(_COUNTED) or picture.mode in {"I", "F"}:
        low, high = picture.getextrema()
        assert isinstance(low, int | float)  # noqa: S101 - of one band
        assert isinstance(high, int | float)  # noqa: S101 - the same
        span = max(float(high) - float(low), 1.0)
        return picture.convert("F").point(lambda value: (value - low) * (255.0 / span)).convert("L")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("L")
    return picture.convert("L")


def _said(frame: Image.Image) -> tuple[float, float]:
    """The resolution that the file gives, (0, 0) where it gives none."""
    found = frame.info.get("dpi")
    with suppress(TypeError, ValueError, ZeroDivisionError):
        across, down = (float(each) for each in found or ())
        return across, down
    return 0.0, 0.0


def _resolution(size: tuple[int, int], said: tuple[float, float]) -> tuple[float, float]:
    """Pixels to the inch: as the file says where that makes a page of paper, else as if the page were A4."""
    sides = [pixels / dpi if _LEAST_DPI <= dpi <= _MOST_DPI else 0.0 for pixels, dpi in zip(size, said, strict=True)]
    if max(said) >= _SAID_DPI and all(_PAGE_SIDES[0] <= side <= _PAGE_SIDES[1] for side in sides):
        return said
    guess = max(size) / _LONG_SIDE
    return guess, guess


def _formats() -> list[str]:
    """The kinds of pictures that this Pillow opens, of those that are meant."""
    Image.init()
    return [name for name in _FORMATS if name in Image.OPEN]


def _opens_heic() -> bool:
    try:
        import pi_heif  # noqa: PLC0415 - heavy, and it may not be installed
    except ImportError:
        return False
    pi_heif.register_heif_opener()
    return True
