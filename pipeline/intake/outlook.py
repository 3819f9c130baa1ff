"""A mail that Outlook saved (.msg, [MS-OXMSG]) made into the internet message that it was, or could have been.

Then all that reads internet mail reads it: charsets, names, forwarded messages, limits.
"""

from __future__ import annotations

import base64
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from pipeline.intake import mapi
from pipeline.intake.charsets import printable_line
from pipeline.intake.filenames import clean_name
from pipeline.intake.mapi import charset_of
from pipeline.intake.outlook_file import opened
from pipeline.intake.pieces import Left, Piece
from pipeline.intake.rtf import rtf_text, unpack_rtf
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.mapi import Properties
    from pipeline.intake.outlook_file import Storage
    from pipeline.intake.pieces import Room

MAX_EMBEDDED: Final = 6  # one more than are opened, so that the innermost is still there as a file

_OBJECT_DATA: Final = f"__substg1.0_{mapi.ATTACH_DATA:04X}000D"
_HEADER_LINE: Final = re.compile(r"([!-9;-~]{1,70})[ \t]*:")
_OWN_HEADERS: Final = ("content-", "mime-version")  # of the message as it was sent, not as it is built here
_KINDS: Final = {1: "To", 2: "Cc"}
_TYPE: Final = re.compile(r"[\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,127}")

CLOSED: Final = Finding(
    "mail-closed-message",
    Severity.WARNING,
    "A mail saved by Outlook (.msg) cannot be opened: open it in Outlook, or ask for the form itself.",
)


def open_msg(piece: Piece, room: Room) -> Iterator[Piece | Left]:
    """The message in a .msg file, as internet mail."""
    message = message_from_msg(piece.data, room)
    yield Left(CLOSED) if message is None else Piece(message, "", "message/rfc822")


def message_from_msg(data: bytes, room: Room) -> bytes | None:
    """A .msg file as an RFC 5322 message, attached messages as message/rfc822. None: it cannot be read."""
    try:
        with opened(data, room.octets) as storage:
            return None if storage is None else b"".join(_message(storage, "root", 0))
    except Exception:  # noqa: BLE001 - hostile files make it raise its own errors and half of the built-in ones
        return None


def _message(storage: Storage, kind: str, depth: int) -> Iterator[bytes]:
    """A message line by line: headers, then a multipart of its text and its attachments."""
    properties = storage.properties(kind)
    boundary = b"=_saved_by_outlook_%d" % depth
    yield from _headers(storage, properties)
    yield b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\n\n'
    attachments = (_attachment(each, properties.codepage, depth) for each in storage.named("__attach_version1.0_#"))
    texts = () if _is_signed_whole(properties) else _texts(properties, depth)
    for part in (texts, *attachments):
        content = b"".join(part)
        if content:
            yield b"--" + boundary + b"\n" + content + b"\n"
    yield b"--" + boundary + b"--\n"


def _is_signed_whole(properties: Properties) -> bool:
    """Whether the mail, its text too, is kept as it was signed, in its attachment ([MS-OXOSMIME] section 2.1.2)."""
    return properties.text(mapi.CLASS).lower().startswith("ipm.note.smime.multipartsigned")


def _headers(storage: Storage, properties: Properties) -> Iterator[bytes]:
    """The headers that it came with, and from its properties those that it came without, as a sent mail does."""
    sent, names = _transport_headers(properties.text(mapi.TRANSPORT_HEADERS))
    yield sent
    for name, value in _made_headers(storage, properties):
        line = printable_line(value)
        if line and name.lower() not in names:
            yield f"{name}: {line}\n".encode("utf-8", "replace")


def _transport_headers(text: str) -> tuple[bytes, set[str]]:
    """The lines of the headers without those that describe the body, and their names."""
    kept: list[str] = []
    names: set[str] = set()
    taken = False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        header = _HEADER_LINE.match(line)
        if header:
            name = header[1].lower()
            taken = not name.startswith(_OWN_HEADERS)
            names |= {name} if taken else set()
        if line.strip() and taken and (header or line[0] in " \t"):
            kept.append(f"{line}\n")
    return "".join(kept).encode("utf-8", "replace"), names


def _made_headers(storage: Storage, properties: Properties) -> Iterator[tuple[str, str]]:
    yield "From", _correspondent(properties)
    recipients: dict[int, list[str]] = {}
    for each in storage.named("__recip_version1.0_#"):
        who = each.properties("other", properties.codepage)
        address = who.text(mapi.SMTP_ADDRESS) or who.text(mapi.ADDRESS)
        recipients.setdefault(who.number(mapi.RECIPIENT_KIND) or 1, []).append(
            _mailbox(who.text(mapi.DISPLAY_NAME), address)
        )
    for kind, name in _KINDS.items():
        yield name, ", ".join(recipients.get(kind, []))
    yield "Subject", properties.text(mapi.SUBJECT)
    time = properties.time(mapi.SUBMITTED) or properties.time(mapi.DELIVERED)
    yield "Date", format_datetime(time) if time else ""
    for name, key in (
        ("Message-ID", mapi.MESSAGE_ID),
        ("References", mapi.REFERENCES),
        ("In-Reply-To", mapi.IN_REPLY_TO),
    ):
        yield name, properties.text(key)


def _correspondent(properties: Properties) -> str:
    """Who sent it: whoever it was sent for, else who sent it; Exchange's own addresses are none for others."""
    kinds = (
        (mapi.SENT_FOR_NAME, mapi.SENT_FOR_SMTP, mapi.SENT_FOR_ADDRESS),
        (mapi.SENDER_NAME, mapi.SENDER_SMTP, mapi.SENDER_ADDRESS),
    )
    boxes = [(properties.text(name), properties.text(smtp), properties.text(other)) for name, smtp, other in kinds]
    addresses = [(name, found) for name, *both in boxes for found in both if "@" in found]
    name, address = next(iter(addresses), (boxes[0][0] or boxes[1][0], ""))
    return _mailbox(name, address)


def _mailbox(name: str, address: str) -> str:
    quoted = re.sub(r'["\\]', "", printable_line(name))
    address = re.sub(r"[<>\s,;]", "", address) if "@" in address else ""
    return " ".join(each for each in (f'"{quoted}"' if quoted else "", f"<{address}>" if address else "") if each)


def _texts(properties: Properties, depth: int) -> Iterator[bytes]:
    """The text of the mail in the forms that it has; the rich text only where there is no other."""
    texts: list[tuple[str, str, bytes]] = []
    if properties.raw(mapi.BODY).strip(b"\x00\r\n\t "):
        texts.append(("plain", "utf-8", properties.text(mapi.BODY).encode("utf-8", "replace")))
    html = properties.raw(mapi.HTML).rstrip(b"\x00")
    if html.strip():
        codepage = properties.number(mapi.INTERNET_CODEPAGE) or properties.codepage
        unicode = properties.values[mapi.HTML][0] == mapi.UNICODE
        octets = properties.text(mapi.HTML).encode("utf-8", "replace") if unicode else html
        texts.append(("html", "utf-8" if unicode else charset_of(codepage), octets))
    if not texts and (words := rtf_text(unpack_rtf(properties.raw(mapi.RTF_COMPRESSED)))):
        texts.append(("plain", "utf-8", words.encode("utf-8", "replace")))
    boundary = b"=_texts_%d" % depth
    if len(texts) > 1:
        yield b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\n\n'
    for subtype, charset, data in texts:
        yield b"--" + boundary + b"\n" if len(texts) > 1 else b""
        yield f"Content-Type: text/{subtype}; charset={charset}\n".encode()
        yield _encoded(data)
    yield b"--" + boundary + b"--\n" if len(texts) > 1 else b""


def _attachment(storage: Storage, codepage: int, depth: int) -> Iterator[bytes]:
    embedded = storage.child(_OBJECT_DATA)
    if embedded is not None and embedded.is_message() and depth < MAX_EMBEDDED:
        yield b"Content-Type: message/rfc822\n\n"
        yield from _message(embedded, "embedded", depth + 1)
        return
    properties = storage.properties("other", codepage)
    data = properties.raw(mapi.ATTACH_DATA)
    kind = properties.text(mapi.ATTACH_MIME).strip().lower()
    if kind.startswith("multipart/"):  # a signed mail: Outlook keeps it whole, with its headers, as an attachment
        yield data
        return
    name = next(
        (
            found
            for key in (mapi.ATTACH_LONG_NAME, mapi.ATTACH_NAME, mapi.DISPLAY_NAME)
            if (found := properties.text(key))
        ),
        "",
    )
    shown = bool(properties.text(mapi.ATTACH_CONTENT_ID))
    if data or name:
        yield f"Content-Type: {kind if _TYPE.fullmatch(kind) else 'application/octet-stream'}\n".encode()
        yield _disposition(name, "inline" if shown else "attachment")
        yield _encoded(data)


def _disposition(name: str, kind: str) -> bytes:
    packed = base64.b64encode(clean_name(name).encode("utf-8", "replace")).decode()
    return f'Content-Disposition: {kind}; filename="=?utf-8?B?{packed}?="\n'.encode()


def _encoded(data: bytes) -> bytes:
    return b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(data)
