"""Files that stand in a text: uuencode (POSIX), as old mail programs send attachments; yEnc is only named."""

from __future__ import annotations

import binascii
import re
from typing import Final

from pipeline.intake.charsets import decode_text
from pipeline.intake.filenames import clean_name
from pipeline.intake.pieces import Piece

MAX_FILES: Final = 50  # in one text
MAX_BEGINNINGS: Final = 1000  # that are looked at, most of them prose

_BEGIN: Final = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END: Final = re.compile(rb"(?:[ `]?[ \t]*\r?\n)?end[ \t]*(?:\r?\n|$)")
_YENC: Final = re.compile(rb"^=ybegin (?:part=\d+ )?(?:total=\d+ )?line=\d+ size=\d+ name=", re.MULTILINE)
_MAX_DAMAGED: Final = 5  # lines one after another; more are no longer the file


def take_out_files(text: bytes) -> tuple[bytes, tuple[Piece, ...], bool]:
    """A text without the files that stand in it uuencoded, those files, and whether all their lines were sound.

    A file needs its "begin" line and a sound first line; prose that begins with the word does not make one.
    """
    kept: list[bytes] = []
    files: list[Piece] = []
    at, sound = 0, True
    while len(files) < MAX_FILES and len(kept) < MAX_BEGINNINGS and (begin := _BEGIN.search(text, at)):
        data, end, well = _lines(text, begin.end())
        if data:
            kept.append(text[at : begin.start()])
            files.append(Piece(data, clean_name(decode_text(begin[1])[0])))
            sound = sound and well
        else:
            kept.append(text[at : begin.end()])
            end = begin.end()
        at = end
    return b"".join([*kept, text[at:]]), tuple(files), sound


def uudecode(content: bytes) -> tuple[bytes, bool] | None:
    """A part whose transfer encoding is uuencode: its octets, and whether they are sound. None: there are none."""
    _, files, sound = take_out_files(content)
    return (files[0].data, sound) if files else None


def has_yenc(text: bytes) -> bool:
    """Whether a file stands in a text in yEnc, which is not decoded."""
    return _YENC.search(text) is not None


def _lines(text: bytes, at: int) -> tuple[bytes, int, bool]:
    """Encoded lines decoded: the data, where the text goes on, and whether all was sound."""
    data: list[bytes] = []
    sound, damaged = True, 0
    while at < len(text):
        if end := _END.match(text, at):
            return b"".join(data), end.end(), sound
        stop = text.find(b"\n", at) + 1 or len(text)
        line = text[at:stop].rstrip(b"\r\n")
        octets = _line(line)
        if octets is None and (not data or damaged == _MAX_DAMAGED or not line.strip()):
            return b"".join(data), at, False
        damaged = damaged + 1 if octets is None else 0
        sound = sound and octets is not None
        data.append(octets or b"")
        at = stop
    return b"".join(data), at, False


def _line(line: bytes) -> bytes | None:
    """One line: its first character says how many octets it holds. Some programs cut trailing blanks, or add one."""
    if not line or not 0x20 < line[0] <= 0x60:  # noqa: PLR2004 - the printable range of the encoding
        return None
    count = (line[0] - 0x20) & 0x3F
    length = 1 + (count + 2) // 3 * 4
    if not length - 3 <= len(line) <= length + 2:
        return None
    try:
        return binascii.a2b_uu(line[:length])
    except binascii.Error:
        return None
