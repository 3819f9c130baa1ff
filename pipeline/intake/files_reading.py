"""Files that hold one message each: read whole or not at all, and what their headers tell."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.intake.files_base import reason_of
from pipeline.intake.headers import arrival_date, raw_headers
from pipeline.intake.mailbox import Unfetched
from pipeline.intake.parsing import parse_head
from pipeline.model import RawMessage

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

MAX_HEAD: Final = 300_000  # bytes; the headers end well before

_HEAD_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_OUTLOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an Outlook .msg file: no headers at its beginning
_BEING_WRITTEN: Final = "is being written just now; the next run reads it"


class Stamp(NamedTuple):
    """What tells that a file is still the same without reading it."""

    inode: int
    size: int
    modified: int  # nanoseconds


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file whose status was asked for."""
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def fetch_file(file: Path, place: str, known: Stamp | None = None) -> RawMessage | Unfetched | None:
    """A file as a message; None where it is gone.

    A file that is not what it was when it was listed (`known`), or that changes while it is read, is being written:
    half a message is never taken for one.
    """
    try:
        with file.open("rb") as stream:
            before = stamp_of(os.fstat(stream.fileno()))
            data = stream.read(before.size + 1)  # no more: a file that grows as fast as we read would have no end
            after = stamp_of(os.fstat(stream.fileno()))
    except FileNotFoundError:
        return None
    except OSError as error:
        return Unfetched(place, f"cannot be read: {reason_of(error)}")
    if before != after or len(data) != before.size or before != (known or before):
        return Unfetched(place, _BEING_WRITTEN)
    return RawMessage(place, data, received_of(data))


def head_of_file(file: Path) -> bytes | None:
    """The header of a message in a file; None where it is gone. Raises `OSError`."""
    try:
        with file.open("rb") as stream:
            return head_of(stream.read(MAX_HEAD))
    except FileNotFoundError:
        return None


def head_of(data: bytes) -> bytes:
    """The header at the beginning of a message with the empty line that ends it; nothing for an Outlook file."""
    if data.startswith(_OUTLOOK):
        return b""
    end = _HEAD_END.search(data[:MAX_HEAD])
    return data[: end.end()] if end else data[:MAX_HEAD]


def received_of(data: bytes) -> dt.datetime | None:
    """When a message arrived: its topmost Received header's date, else its Date header's, else unknown.

    The file's own time is not used: it differs from copy to copy.
    """
    if data.startswith(_OUTLOOK):
        return None
    head, _ = parse_head(data[:MAX_HEAD])
    return arrival_date(raw_headers(head))
