"""Pictures on letters: the logo, and the signature by hand. Whatever the file holds, they come out small and sound."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from docx.shared import Mm
from docxtpl import InlineImage
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from docxtpl import DocxTemplate

    from pipeline.config import LetterSettings

_FORMATS: Final = ("PNG", "JPEG")
_MOST_BYTES: Final = 20_000_000
_MOST_PIXELS: Final = 25_000_000
_WIDEST, _HIGHEST, _LEAST = 50.0, 20.0, 2.0  # millimetres
_PIXELS: Final = (1200, 480)  # 600 dpi at the full size: sharper is of no use, and replies stay small


class BadPictureError(ValueError):
    """A picture that cannot be used; the text says why, without the file's name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fits a letter: a PNG and its size on paper."""

    png: bytes
    width_mm: float
    height_mm: float


def picture_problems(look: LetterSettings) -> list[str]:
    """What is wrong with the pictures that the settings name; [] where all can be used."""
    found = []
    for setting, file in (("logo", look.logo), ("signature", look.signature)):
        try:
            read_picture(file)
        except BadPictureError as error:
            found.append(f"[letters] {setting}: {file} {error}")
    return found


def read_picture(file: Path | None) -> Picture | None:
    """The picture of a file, turned upright, without what a camera noted in it; None where none is named.

    Raises:
        BadPictureError: it is missing, damaged, too large, or neither PNG nor JPEG.
    """
    if file is None:
        return None
    try:
        about = file.stat()
    except OSError as error:
        raise BadPictureError("is not there, or cannot be opened") from error
    if not file.is_file():
        raise BadPictureError("is no file")
    if about.st_size > _MOST_BYTES:
        raise BadPictureError(f"is larger than {_MOST_BYTES // 1_000_000} MB; save it smaller")
    return _read(file, about.st_mtime_ns, about.st_size)


def usable_picture(file: Path | None) -> Picture | None:
    """The same for a letter: one that cannot be used is left out. `picture_problems` tells staff why."""
    try:
        return read_picture(file)
    except BadPictureError:
        return None


def with_pictures(values: Mapping[str, Any], template: DocxTemplate) -> dict[str, Any]:
    """The values with their pictures as a Word template takes them; "" where there is none."""
    return {name: _inline(value, template) for name, value in values.items()}


def _inline(value: object, template: DocxTemplate) -> object:
    if not isinstance(value, Picture):
        return value
    return InlineImage(template, BytesIO(value.png), width=Mm(value.width_mm), height=Mm(value.height_mm))


@lru_cache(maxsize=8)
def _read(file: Path, _changed: int, _size: int) -> Picture:
    try:
        with warnings.catch_warnings(), Image.open(file, formats=_FORMATS) as opened:
            warnings.simplefilter("ignore")  # Pillow warns of large ones; we look ourselves
            _refuse_huge(opened)
            shown = ImageOps.exif_transpose(opened).convert("RGBA")
    except BadPictureError:
        raise
    except Exception as error:  # Pillow raises whatever a damaged file leads it to
        raise BadPictureError("cannot be read as a picture; give a PNG or JPEG file") from error
    shown.thumbnail(_PIXELS)
    made = BytesIO()
    shown.save(made, "PNG", optimize=True)
    return Picture(made.getvalue(), *_size_on_paper(*shown.size))


def _refuse_huge(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise BadPictureError(f"has more than {_MOST_PIXELS // 1_000_000} million pixels; save it smaller")


def _size_on_paper(width: int, height: int) -> tuple[float, float]:
    """As large as the bounds allow, in its own proportions as far as both sides can be seen."""
    scale = min(_WIDEST / width, _HIGHEST / height)
    return max(width * scale, _LEAST), max(height * scale, _LEAST)
