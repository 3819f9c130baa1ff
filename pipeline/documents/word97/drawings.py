"""What floats above the text of a Word binary file: which anchors hold pictures ([MS-DOC] 2.8.37, [MS-ODRAW])."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.documents.word97.file import WordFile

_ANCHORS: Final = {"": 40, "header or footer": 41}
"""Where the anchors of a story are listed (PlcSpaMom, PlcSpaHdr)."""
_DRAWINGS: Final = 50
_ANCHOR_BYTES: Final = 26
_SHAPE: Final = re.compile(rb"(..)\x0a\xf0\x08\0\0\0(....)", re.DOTALL)  # OfficeArtFSP: its kind, and its number
_PICTURE: Final = 75


def floating_pictures(file: WordFile, inside: str) -> Iterator[bool]:
    """For each anchor of a story, in the order of the text, whether a picture hangs on it."""
    anchors = file.structure(_ANCHORS[inside]) if inside in _ANCHORS else b""
    kinds = {number: int.from_bytes(kind, "little") >> 4 for kind, number in _SHAPE.findall(file.structure(_DRAWINGS))}
    count = max((len(anchors) - 4) // (4 + _ANCHOR_BYTES), 0)
    for number, _ in struct.iter_unpack("<4s22s", anchors[4 * (count + 1) : (4 + _ANCHOR_BYTES) * count + 4]):
        yield kinds.get(number) == _PICTURE
