"""The bytes of one message in an mbox file, without what the mailbox itself has put into them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.intake.mbox_index import CHUNK, head_length

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pipeline.intake.mbox_index import Span

_QUOTED: Final = re.compile(rb"(?<=\n)>(?=>*From )")
_BOOKKEEPING: Final = re.compile(
    rb"^(?:status|x-status|x-keywords|x-uid|x-imap|x-imapbase|x-mozilla-(?:status2?|keys)|content-length|lines)"
    rb"[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_FLAGS: Final = re.compile(rb"^(?:x-)?status[ \t]*:[ \t]*([ROADFTUN]+)[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_MOZILLA: Final = re.compile(rb"^x-mozilla-status[ \t]*:[ \t]*([0-9a-f]{4})[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_MOZILLA_DELETED: Final = 0x0008  # "expunged" in nsMsgMessageFlags.h of Thunderbird
_INTERNAL: Final = re.compile(rb"^x-imap[ \t]*:", re.IGNORECASE | re.MULTILINE)


def pieces(stream: BinaryIO, span: Span) -> Iterator[bytes]:
    r"""A message piece by piece, its header wholly in the first; it always ends with a line end.

    Left out are headers that mail programs write into the file and change at will (read, deleted, labelled): with
    them, a message that somebody has read would be another message. `>From ` becomes `From ` (mboxrd).
    """
    before = b"\n"
    for number, raw in enumerate(_raw_pieces(stream, span)):
        piece = _without_bookkeeping(raw) if number == 0 else raw
        if span.quoted:
            piece = _QUOTED.sub(b"", before + piece)[1:]
        before = raw[-1:]
        yield piece
    if span.end > span.start and before != b"\n":
        yield b"\n"


def is_set_aside(raw: bytes, *, first: bool) -> bool:
    """Whether a message (its raw beginning) is marked as deleted, or is none: the server's notes in the first one."""
    head = raw[: head_length(raw)]
    deleted = any(b"D" in flags.upper() for flags in _FLAGS.findall(head))
    expunged = any(int(bits, 16) & _MOZILLA_DELETED for bits in _MOZILLA.findall(head))
    return deleted or expunged or bool(first and _INTERNAL.search(head))


def beginning(stream: BinaryIO, span: Span) -> bytes:
    """The first piece of a message as it stands in the file."""
    return next(_raw_pieces(stream, span), b"")


def _raw_pieces(stream: BinaryIO, span: Span) -> Iterator[bytes]:
    """The bytes of a span in pieces that end with a line, unless a line is longer than a piece."""
    at = span.start
    while at < span.end:
        stream.seek(at)
        piece = stream.read(min(CHUNK, span.end - at))
        piece += stream.readline(min(CHUNK, span.end - at - len(piece)))
        if not piece:  # cut off meanwhile; whoever reads the file sees that it changed
            return
        yield piece
        at += len(piece)


def _without_bookkeeping(raw: bytes) -> bytes:
    end = head_length(raw)
    return _BOOKKEEPING.sub(b"", raw[:end]) + raw[end:]
