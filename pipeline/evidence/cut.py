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
_COLOURS: Final = 32  # enough for text and stamps, and a third of the bytes


def cut(sheets: Sheets, page: int, box: Box) -> bytes | None:
    """The cut-out of a value in `box` (points) on `page` (from 1) as PNG; None where there is no such place."""
    size = sheets.size(page)
    extent = extent_of(box, *size) if size else None
    if extent is None:
        return None
    picture = sheets.show(page, extent).quantize(_COLOURS, dither=Image.Dither.NONE)
    left, top, scale = extent.box[0], extent.box[1], extent.scale
    across = ((box[0] - left) * scale - _AWAY, (box[2] - left) * scale + _AWAY)
    down = ((box[1] - top) * scale - _AWAY, (box[3] - top) * scale + _AWAY)
    last = (picture.width - 1, picture.height - 1)
    frame = (max(across[0], 0), max(down[0], 0), min(across[1], last[0]), min(down[1], last[1]))
    return _png(_framed(picture, frame))


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
