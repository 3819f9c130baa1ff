"""The Word binary file ([MS-DOC]): its streams, the pieces of its text, where its stories begin and end."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import olefile

from pipeline.documents.xml import UnreadableError, damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LETTERS: Final = 1_000_000
MAX_PIECES: Final = 100_000
_WORD_97: Final = 0xC1
_ENCRYPTED: Final = 0x0100
_TABLE_1: Final = 0x0200
_COMPRESSED: Final = 1 << 30
_FIRST_PAIR: Final = 0x9A  # of FibRgFcLcb97: offset and length of each structure in the table stream
_PIECES: Final = 33
_PIECE_TABLE: Final = 2
STORIES: Final = ("", "footnote", "header or footer", "macro", "comment", "endnote", "text box", "text box in a header")
"""The parts of the text in their order ([MS-DOC] 2.3), in words; the first is the main document."""


class OlderWordError(Exception):
    """Another format of Word: that of Word 95 and before, or the XML of Word 2003."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that lie together: the first one's number, how many, their place, two bytes each or one."""

    start: int
    letters: int
    offset: int
    wide: bool


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a file that are read, its pieces, and the length of each of its stories."""

    main: bytes
    table: bytes
    data: bytes
    pieces: tuple[Piece, ...]
    lengths: tuple[int, ...]

    def structure(self, number: int) -> bytes:
        """A structure of the table stream by its number in FibRgFcLcb97; empty where the file has none."""
        return _structure(self.main, self.table, number)

    def text(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The letters numbered `start` to `end` (excluded): text, its offset in the main stream, bytes a letter."""
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.start + piece.letters)
            if first < last:
                size = 2 if piece.wide else 1
                at = piece.offset + (first - piece.start) * size
                yield _letters(self.main[at : at + (last - first) * size], wide=piece.wide), at, size


def open_word(data: bytes) -> WordFile:
    """Open a Word file.

    Raises:
        UnreadableError: a password, or damage.
        OlderWordError: another format of Word.
    """
    if not data.startswith(olefile.MAGIC):  # the XML of Word 2003
        raise OlderWordError
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            main = ole.openstream("WordDocument").read()
            version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
            if version < _WORD_97:
                raise OlderWordError
            if flags & _ENCRYPTED:
                raise UnreadableError("password", "The file is protected by a password. Ask for a copy without one.")
            table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            extra = ole.openstream("Data").read() if ole.exists("Data") else b""
        lengths = tuple(max(each, 0) for each in struct.unpack_from("<8i", main, 0x4C))
        return WordFile(main, table, extra, tuple(_pieces(_structure(main, table, _PIECES))), lengths)
    except (OSError, struct.error, IndexError, ValueError, TypeError, AttributeError) as error:
        raise damaged("it is no whole Word file") from error


def _structure(main: bytes, table: bytes, number: int) -> bytes:
    offset, length = struct.unpack_from("<II", main, _FIRST_PAIR + 8 * number)
    return table[offset : offset + length]


def _pieces(clx: bytes) -> Iterator[Piece]:
    """The piece table ([MS-DOC] 2.9.177), behind changes of single pieces that do not matter for reading."""
    at = 0
    while clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if clx[at] != _PIECE_TABLE:
        raise ValueError
    body = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    count = min((len(body) - 4) // 12, MAX_PIECES)
    starts = struct.unpack_from(f"<{count + 1}I", body)
    for number, (start, end) in enumerate(pairwise(starts)):
        place = struct.unpack_from("<I", body, 4 * ((len(body) - 4) // 12 + 1) + 8 * number + 2)[0]
        offset = place & (_COMPRESSED - 1)
        wide = not place & _COMPRESSED
        if start < end and start < MAX_LETTERS:
            yield Piece(start, min(end, MAX_LETTERS) - start, offset if wide else offset // 2, wide)


def _letters(data: bytes, *, wide: bool) -> str:
    """One character for each letter of the file; halves of surrogate pairs stay halves until they are joined."""
    if wide:
        return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))
    return data.decode("cp1252", "replace")
