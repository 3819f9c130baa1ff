"""winmail.dat: the envelope (TNEF, [MS-OXTNEF]) in which Outlook hides attachments from other programs.

Our own short reader. The known library copies the rest of the file for each attribute, loops over counts of billions
that a sender can write, and cuts zeros from the end of attachments.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from pipeline.intake import mapi
from pipeline.intake.filenames import clean_name
from pipeline.intake.mapi import Properties, charset_of
from pipeline.intake.pieces import Left, Piece
from pipeline.intake.rtf import rtf_text, unpack_rtf
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.pieces import Room

MAX_ATTRIBUTES: Final = 20_000
MAX_PROPERTIES: Final = 5_000  # of one object
MAX_VALUES: Final = 1_000  # of one property

_SIGNATURE: Final = b"\x78\x9f\x3e\x22"
_HEAD: Final = 6  # signature and key
_ATTACHMENT_LEVEL: Final = 2
_BODY: Final = 0x800C  # attributes: section 2.1.3.2
_DATA: Final = 0x800F
_TITLE: Final = 0x8010
_RENDERING: Final = 0x9002
_MESSAGE_PROPERTIES: Final = 0x9003
_ATTACHMENT_PROPERTIES: Final = 0x9005
_CODEPAGE: Final = 0x9007
_NAMED: Final = 0x8000
_MULTIPLE: Final = 0x1000
_SIZES: Final = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
                 0x0040: 8, 0x0048: 16}  # fmt: skip
_VARIABLE: Final = {mapi.STRING8, mapi.UNICODE, mapi.BINARY, mapi.OBJECT}
_INTERFACE: Final = 16  # bytes of the interface's id before an object
_MESSAGE_INTERFACE: Final = bytes.fromhex("0703020000000000c000000000000046")

_DAMAGED: Final = Finding(
    "tnef-damaged",
    Severity.WARNING,
    "A winmail.dat file is damaged and cannot be opened wholly: ask for the form itself.",
)


def open_tnef(piece: Piece, room: Room) -> Iterator[Piece | Left]:
    """The attachments in a winmail.dat, then its text for a mail that has no other."""
    del room  # nothing is packed in it but the text, which has limits of its own
    message, attachments = Properties(), list[Properties]()
    whole = _collect(piece.data, message, attachments)
    for each in attachments:
        data, name = _data(each), clean_name(_name(each))
        if data or name:
            yield Piece(data, name, each.text(mapi.ATTACH_MIME).lower())
    yield _body(message)
    if not whole:
        yield Left(_DAMAGED)


def _collect(data: bytes, message: Properties, attachments: list[Properties]) -> bool:
    """Sort a file's attributes into properties; False where it ends too early or has too many."""
    at = _HEAD
    for _ in range(MAX_ATTRIBUTES):
        if at + 9 > len(data):
            return at > _HEAD
        level, key, _, length = struct.unpack_from("<BHHI", data, at)
        content = data[at + 9 : at + 9 + length]
        if level not in {1, _ATTACHMENT_LEVEL}:
            return at > _HEAD  # what some programs leave behind the end
        if level == _ATTACHMENT_LEVEL:
            _take_of_attachment(key, content, message.codepage, attachments)
        elif key == _CODEPAGE and length >= 4:  # noqa: PLR2004 - a number of 32 bits
            message.codepage = int.from_bytes(content[:4], "little")
        elif key == _MESSAGE_PROPERTIES:
            _read_properties(content, message)
        elif key == _BODY:
            message.values.setdefault(mapi.BODY, (mapi.STRING8, content))
        if len(content) < length:
            return False
        at += 9 + length + 2  # a checksum stands behind
    return False


def _take_of_attachment(key: int, content: bytes, codepage: int, attachments: list[Properties]) -> None:
    if key == _RENDERING or not attachments:  # this one comes first of each attachment
        attachments.append(Properties(codepage=codepage))
    if key == _DATA:
        attachments[-1].values[mapi.ATTACH_DATA] = (mapi.BINARY, content)
    elif key == _TITLE:
        attachments[-1].values.setdefault(mapi.ATTACH_NAME, (mapi.STRING8, content))
    elif key == _ATTACHMENT_PROPERTIES:
        _read_properties(content, attachments[-1])


def _read_properties(data: bytes, into: Properties) -> None:
    """Section 2.1.3.4: count, then type, id, perhaps a name, and values; ends where the data do."""
    at = 4
    try:
        for _ in range(min(int.from_bytes(data[:4], "little"), MAX_PROPERTIES)):
            kind, key = struct.unpack_from("<HH", data, at)
            at = _after_name(data, at + 4) if key >= _NAMED else at + 4
            values, at = _values(data, at, kind)
            if values and key < _NAMED:
                into.values[key] = (kind & ~_MULTIPLE, values[0])
    except (struct.error, ValueError):
        return


def _after_name(data: bytes, at: int) -> int:
    """Behind the name of a named property: set, kind, and a number or a text."""
    (kind,) = struct.unpack_from("<I", data, at + 16)
    if kind == 0:
        return at + 24
    (length,) = struct.unpack_from("<I", data, at + 20)
    return int(at + 24 + length + -length % 4)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """The values of a property, and what stands behind them.

    Raises:
        ValueError: of an unknown type, or more than there can be: what follows cannot be found.
        struct.error: the data end here.
    """
    base = kind & ~_MULTIPLE
    count = 1
    if kind & _MULTIPLE or base in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if count > MAX_VALUES or at > len(data) or not (base in _VARIABLE or base in _SIZES):
        raise ValueError(kind)
    found: list[bytes] = []
    for _ in range(count):
        length = _SIZES.get(base, 0)
        if base in _VARIABLE:
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
        found.append(data[at : at + length])
        at += length + -length % 4
    return found, at


def _name(attachment: Properties) -> str:
    keys = (mapi.ATTACH_LONG_NAME, mapi.ATTACH_NAME, mapi.DISPLAY_NAME)
    return next((name for key in keys if (name := attachment.text(key).strip())), "")


def _data(attachment: Properties) -> bytes:
    """The bytes of an attachment; of an attached message its own envelope, which is opened likewise."""
    kind, data = attachment.values.get(mapi.ATTACH_DATA, (0, b""))
    if kind == mapi.OBJECT:
        is_message = data.startswith(_MESSAGE_INTERFACE) or data[_INTERFACE:].startswith(_SIGNATURE)
        return data[_INTERFACE:] if is_message or len(data) > _INTERFACE else b""
    return data


def _body(message: Properties) -> Piece:
    """The text: plain, else HTML, else the words of the rich text; empty where there is none, as in a receipt."""
    codepage = message.number(mapi.INTERNET_CODEPAGE) or message.codepage
    kind, plain = message.values.get(mapi.BODY, (0, b""))
    html = message.raw(mapi.HTML).rstrip(b"\x00")
    if plain.strip(b"\x00\r\n\t "):
        text = message.text(mapi.BODY).encode() if kind == mapi.UNICODE else plain.rstrip(b"\x00")
        charset = "utf-8" if kind == mapi.UNICODE else charset_of(message.codepage)
        return Piece(text, "", "text/plain", charset, "", spare=True)
    if html.strip():
        return Piece(html, "", "text/html", charset_of(codepage), "", spare=True)
    words = rtf_text(unpack_rtf(message.raw(mapi.RTF_COMPRESSED)))
    return Piece(words.encode(), "", "text/plain", "utf-8", "", spare=True)
