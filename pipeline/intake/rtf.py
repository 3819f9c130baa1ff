"""The words of a rich text body, which Outlook packs in a way of its own ([MS-OXRTFCP]); no layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.intake.charsets import decode_text
from pipeline.intake.mapi import charset_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PACKED: Final = 2 << 20  # bytes; a body of 300 pages
MAX_UNPACKED: Final = 8 << 20
MAX_TOKENS: Final = 1_000_000

_START: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # what the dictionary holds at first: section 2.1.2.1
_PACKED: Final = b"LZFu"
_STORED: Final = b"MELA"
_HEAD: Final = 16
_WINDOW: Final = 4096
_TOKEN: Final = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_BREAKS: Final = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"cell": " ", b"tab": "\t"}
_SIGNS: Final = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}",
}  # fmt: skip
_UNSEEN: Final = {
    b"listtable", b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer",
    b"generator", b"themedata", b"datastore", b"filetbl", b"footnote", b"fldinst",
}  # fmt: skip


def unpack_rtf(data: bytes) -> bytes:
    """Compressed RTF as RTF; b"" where it is damaged at its start or too large."""
    kind, size = data[8:12], int.from_bytes(data[4:8], "little")
    if len(data) > MAX_PACKED or size > MAX_UNPACKED:
        return b""
    if kind == _STORED:
        return data[_HEAD : _HEAD + size]
    return _inflated(data, size) if kind == _PACKED else b""


def _inflated(data: bytes, size: int) -> bytes:
    """LZ77 with a window that begins with common words: section 3.1.3.2. Ends early where the data do."""
    out = bytearray(_START)
    at, end = _HEAD, len(_START) + size
    while at < len(data) and len(out) < end:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += data[at : at + 1]
                at += 1
                continue
            reference = int.from_bytes(data[at : at + 2], "big")
            at += 2
            back = (len(out) - (reference >> 4)) % _WINDOW
            if not back or at > len(data):
                return bytes(out[len(_START) :])
            _repeat(out, back, (reference & 0xF) + 2)
    return bytes(out[len(_START) : end])


def _repeat(out: bytearray, back: int, length: int) -> None:
    start = len(out) - back
    for at in range(start, start + length):
        out.append(out[at] if at >= 0 else 0x20)


def rtf_text(rtf: bytes) -> str:
    """The words of RTF as lines; fonts, pictures and instructions left out."""
    pieces: list[str] = []
    octets: list[bytes] = []  # of one stretch of text: a character may stand in two pieces
    codepage = re.search(rb"\\ansicpg(\d{1,5})", rtf[:2000])
    charset = charset_of(int(codepage[1]) if codepage else 1252)
    for part in _parts(rtf):
        if isinstance(part, bytes):
            octets.append(part)
        elif part:
            pieces += [decode_text(b"".join(octets), charset)[0], part]
            octets = []
    pieces.append(decode_text(b"".join(octets), charset)[0])
    text = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n\x00")


def _parts(rtf: bytes) -> Iterator[str | bytes]:
    """The visible parts in order: text, or octets in the document's charset."""
    unseen: list[bool] = [False]
    fallback, skip = 1, 0  # how many characters stand after a Unicode one for programs that know none
    for number, token in enumerate(_TOKEN.finditer(rtf)):
        if number > MAX_TOKENS:
            return
        word, value, code, symbol, brace, run = token.groups()
        if brace:
            unseen = [*unseen, unseen[-1]] if brace == b"{" and len(unseen) < 100 else unseen[:-1] or [False]  # noqa: PLR2004
            skip = 0
        elif word in _UNSEEN or symbol == b"*":
            unseen[-1] = True
        elif word == b"uc":
            fallback = min(int(value or 1), 9)
        elif unseen[-1]:
            continue
        elif word == b"u" and value:
            yield chr(int(value) & 0xFFFF)
            skip = fallback
        elif skip and (code or run):
            yield (run or b"")[skip:]
            skip = 0 if run else skip - 1
        else:
            yield (
                bytes.fromhex(code.decode()) if code else run or _BREAKS.get(word, "") or _SIGNS.get(word or symbol, "")
            )
