"""The standard library's mail parser, kept from raising, from taking minutes, and from giving up too early.

It runs with policy compat32, the only one that never raises on headers as they are really sent.
"""

from __future__ import annotations

import email
import io
import re
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any, Final

MAX_MULTIPARTS: Final = 600  # declared in one message; the parser recurses for each, if they are nested
MAX_COMPARISONS: Final = 60_000_000  # of a line with a boundary: the parser needs about 4 s for so many
MAX_BOUNDARY: Final = 998  # characters, as many as a line may have; the parser makes a pattern of it, in minutes

_MULTIPART: Final = re.compile(rb"^content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_LOOSE_COLON: Final = re.compile(rb"^([!-9;-~]{1,70})[ \t]+:", re.MULTILINE)
_BOUNDARY_LINE: Final = re.compile(
    rb"^--([^\s\"\\][^\r\n\"\\]{0,69}?)[ \t]*\r?\n(?=content-[a-z-]{1,40}[ \t]*:)", re.IGNORECASE | re.MULTILINE
)
_SEARCHED_FOR_BOUNDARY: Final = 100_000


class _Message(Message):
    """A message for which an absurdly long boundary is none at all."""

    def get_boundary(self, failobj: object = None) -> Any:  # noqa: ANN401 - as the standard library has it
        """The boundary that the headers declare, else `failobj`."""
        found = super().get_boundary(failobj)
        return failobj if isinstance(found, str) and len(found) > MAX_BOUNDARY else found


def parse_message(data: bytes) -> Message | None:
    """The tree of a message, small faults at its top mended; None where none can be built in time."""
    declared = len(_MULTIPART.findall(data))
    if declared > MAX_MULTIPARTS or declared * data.count(b"\n") > MAX_COMPARISONS:
        return None
    try:
        return email.message_from_bytes(_mended(data), _Message, policy=compat32)
    except Exception:  # noqa: BLE001 - hostile parameters make it raise ValueError, RecursionError and others
        return None


def parse_head(data: bytes) -> tuple[Message, bytes]:
    """Only the headers of a message, and its body as it is."""
    data = _mended(data)
    end = _HEAD_END.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    return BytesParser(policy=compat32).parsebytes(head + b"\n\n", headersonly=True), body


def parse_by_guessed_boundary(body: bytes, declared: str) -> list[Message] | None:
    """The parts of a body of a multipart type whose boundary was lost, if a line in it is plainly one; else None."""
    guess = _BOUNDARY_LINE.search(body[:_SEARCHED_FOR_BOUNDARY])
    if guess is None:
        return None
    head = f"Content-Type: {declared}; boundary=".encode() + b'"' + guess[1] + b'"\n\n'
    message = parse_message(head + body)
    return children_of(message) if message is not None else None


def children_of(message: Message) -> list[Message]:
    """The parts below a part; none for a leaf."""
    payload = message.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def octets_of(message: Message) -> bytes:
    """The body of a leaf as it was sent, its transfer encoding not undone. Takes the header of that name away.

    Without `decode`, the standard library replaces every character beyond ASCII; with it, it undoes the transfer
    encoding in its own way, unless it does not know of one.
    """
    del message["content-transfer-encoding"]
    payload = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text_outside_parts(message: Message) -> bytes:
    """What stands above the first and below the last boundary of a multipart."""
    texts = (message.preamble, message.epilogue)
    return b"\n".join(text.encode("utf-8", "surrogateescape") for text in texts if text)


def whole_of(message: Message) -> bytes:
    """A parsed message or block of headers as bytes again; its headers alone where that fails."""
    buffer = io.BytesIO()
    try:
        BytesGenerator(buffer, mangle_from_=False, maxheaderlen=0, policy=compat32).flatten(message)
    except Exception:  # noqa: BLE001 - it trusts its input more than the parser does
        lines = (f"{name}: {value}\n" for name, value in message.raw_items())
        return "".join(lines).encode("utf-8", "surrogateescape") + b"\n" + octets_of(message)
    return buffer.getvalue()


def _mended(data: bytes) -> bytes:
    """Small faults at the top of a message that would make the parser take its headers for the body."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n \t\x00")
    end = _HEAD_END.search(data)
    cut = end.start() if end else 0
    return _LOOSE_COLON.sub(rb"\1:", data[:cut]) + data[cut:]
