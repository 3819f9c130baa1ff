"""Content-Transfer-Encoding (RFC 2045 section 6) undone, however damaged the content is."""

from __future__ import annotations

import binascii
import re
from typing import Final

from pipeline import media
from pipeline.intake.headers import lenient_base64
from pipeline.intake.uuencode import uudecode

_BLANKS: Final = b" \t\r\n\v\f"
_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BASE64_ONLY: Final = re.compile(rb"[A-Za-z0-9+/\s]*")
_DAMAGED_QP: Final = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*$)")
_SOFT_BREAK: Final = re.compile(rb"=[ \t]+(\r?\n|$)")
_MAX_SEGMENTS: Final = 1000
_WORTH_A_LOOK: Final = 100  # bytes; below, base64 without a declaration is more likely a word


def undo_transfer_encoding(content: bytes, encoding: str) -> tuple[bytes, bool]:
    """The octets that were sent, and whether they came undamaged. Unknown encodings are left as they are."""
    name = encoding.strip().lower().partition(";")[0].split(" ")[0].strip("\"'")
    if name == "base64":
        return _base64(content)
    if name in {"quoted-printable", "quoted_printable", "quotedprintable", "qp"}:
        return _quoted_printable(content)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return uudecode(content) or (content, False)
    return _undeclared(content)


def _base64(content: bytes) -> tuple[bytes, bool]:
    packed = content.translate(None, _BLANKS)
    try:
        return binascii.a2b_base64(packed, strict_mode=True), True
    except binascii.Error:
        pass
    strange = len(_NOT_BASE64.findall(content))
    if strange * 10 > len(packed):  # declared, but it is something else
        return content, False
    return _segments(content), False


def _segments(content: bytes) -> bytes:
    """Several base64 texts one after another, each up to its padding; what follows and is none is left out."""
    segments = re.split(rb"(=+)", content, maxsplit=_MAX_SEGMENTS)
    decoded = [lenient_base64(_without_foreign_lines(segments[0]))]
    for at in range(2, len(segments), 2):
        packed = segments[at].translate(None, _BLANKS)
        padding = len(segments[at + 1]) if at + 1 < len(segments) else 0
        if not packed or not _BASE64_ONLY.fullmatch(packed) or (len(packed) + padding) % 4:
            break  # such as the footer that a list server has put below
        decoded.append(lenient_base64(packed))
    return b"".join(decoded)


def _without_foreign_lines(text: bytes) -> bytes:
    """Without lines that are plainly something else, such as words or a lost boundary."""
    lines = (line.strip() for line in text.splitlines())
    return b"".join(line for line in lines if b" " not in line and len(_NOT_BASE64.findall(line)) * 20 <= len(line))


def _quoted_printable(content: bytes) -> tuple[bytes, bool]:
    damaged = _DAMAGED_QP.search(content) is not None
    return binascii.a2b_qp(_SOFT_BREAK.sub(rb"=\1", content)), not damaged


def _undeclared(content: bytes) -> tuple[bytes, bool]:
    """Content as it is, unless it is plainly base64 of a known kind of file that lost its declaration."""
    packed = content.translate(None, _BLANKS)
    if len(packed) < _WORTH_A_LOOK or not _BASE64_ONLY.fullmatch(packed.rstrip(b"=")):
        return content, True
    decoded = lenient_base64(packed)
    kind = media.identify(decoded)
    return (content, True) if media.is_text(kind) or kind == media.OCTETS else (decoded, False)
