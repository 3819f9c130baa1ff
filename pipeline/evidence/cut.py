"""One cut-out: a part of a page with a thin frame around the value, as a small PNG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw

from pipeline.evidence.extent import extent_of

if TYPE_CHECKING:
    from pipeline.evidence.sheets import Sheets
    from pipeline.model import Box

_FRAME: Final = (200, 60, 20)  # a red that also colour-blind people see against black and white
_AWAY: Final = 3  # pixels between the value and its frame
_CONTRAST: Final = 60  # of 255 between paper and print
_COLOURS: Final = 32  # enough for text and stamps, and a third of the bytes


def cut(sheets: Sheets, page: int, box: Box, *, inked: bool = False) -> bytes | None:
    """The cut-out of a value in `box` (points) on `page` (from 1) as PNG; None where there is no such place.

    `inked`: also None where nothing is seen in the box, as of a text that is cut off by the edge of its cell.
    """
    size = sheets.size(page)
    extent = extent_of(box, *size) if size else None
    if extent is None:
        return None
    seen = sheets.show(page, extent)
    left, top, scale = extent.box[0], extent.box[1], extent.scale
    inner = [round((edge - start) * scale) for edge, start in zip(box, (left, top, left, top), strict=True)]
    if inked and not _shows_ink(seen.crop((inner[0], inner[1], inner[2], inner[3]))):
        return None
    picture = seen.quantize(_COLOURS, dither=Image.Dither.NONE)
    across = ((box[0] - left) * scale - _AWAY, (box[2] - left) * scale + _AWAY)
    down = ((box[1] - top) * scale - _AWAY, (box[3] - top) * scale + _AWAY)
    last = (picture.width - 1, picture.height - 1)
    frame = (max(across[0], 0), max(down[0], 0), min(across[1], last[0]), min(down[1], last[1]))
    return _png(_framed(picture, frame))


def _shows_ink(part: Image.Image) -> bool:
    if not part.width or not part.height:
        return False
    histogram = part.convert("L").histogram()
    levels = [level for level, count in enumerate(histogram) if count]
    return levels[-1] - levels[0] > _CONTRAST


def _framed(picture: Image.Image, frame: Box) -> Image.Image:
    """With the frame in a colour of its own, added to those of the picture."""
    colours = (picture.getpalette() or [])[: 3 * _COLOURS]
    picture.putpalette(colours + [0] * (3 * _COLOURS - len(colours)) + list(_FRAME))
    ImageDraw.Draw(picture).rectangle(frame, outline=_COLOURS, width=2)
    return picture


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
