"""Where the messages of an mbox file begin and end, found piece by piece: the file may be far larger than the memory.

RFC 4155 describes what the kinds of mbox have in common; mboxrd and mboxcl2 are told apart by what is in the file.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

CHUNK: Final = 1 << 20  # bytes that are looked at together
MAX_HEAD: Final = 300_000  # bytes of headers

_USUAL_HEAD: Final = 16_384
_MARK: Final = b"\xef\xbb\xbf"  # some editors begin a file with it
_AHEAD: Final = 2000  # bytes: a separator and the line after it, as far as they are looked at
_BEHIND: Final = 3  # bytes before a separator that tell that it follows an empty line
_SEPARATOR: Final = re.compile(rb"From (?:(?<=\n\nFrom )|(?<=\n\r\nFrom ))([^\n]{0,990})\n")
_LANDING: Final = re.compile(rb"(?:\r?\n)?From ([^\n]{0,990})\n")
_TIME: Final = re.compile(rb"\d:\d\d")
_FIELD: Final = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|>From ")
_HEAD_END: Final = re.compile(rb"(?:\A|\n)\r?\n")
_LENGTH: Final = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINES: Final = (b"\n\r\n", b"\n\n")
_LAST_LINES: Final = (b"\n", b"\r\n")


class Span(NamedTuple):
    """Where a message lies in the file, without its separators. `quoted`: `>From ` stands for `From `."""

    start: int
    end: int
    quoted: bool


class _Separator(NamedTuple):
    start: int
    end: int  # where the message begins


def spans(stream: BinaryIO) -> Iterator[Span]:
    """All messages in their order.

    The length that a message declares counts only where it spans what looks like a separator and lands exactly on a
    later one, or on the end: then nothing in it is quoted (mboxcl2). Senders can write any length into a message,
    and programs that rewrite one forget to mend it.
    """
    found = _separators(stream)
    starts = [each.start for each in found]
    end = stream.seek(0, os.SEEK_END)
    here = found[0] if found else None
    while here:
        following = bisect_left(starts, here.end)
        usual = found[following] if following < len(found) else _Separator(end, end)
        landing = _landing(stream, here.end, end)
        coming = landing or usual
        yield Span(here.end, _without_empty_line(stream, here.end, coming.start), quoted=coming.start <= usual.start)
        here = coming if coming.start < end else None


def head_length(data: bytes) -> int:
    """Where the headers end that `data` begins with, the empty line included; at most `MAX_HEAD`."""
    end = _HEAD_END.search(data, 0, MAX_HEAD)
    return end.end() if end else min(len(data), MAX_HEAD)


def _separators(stream: BinaryIO) -> list[_Separator]:
    """All lines that part messages; what stands before the first is no message."""
    found: list[_Separator] = []
    stream.seek(0)
    start = len(_MARK) if stream.read(len(_MARK)) == _MARK else 0
    stream.seek(start)
    window = b"\n\n\n"[:_BEHIND]  # as if an empty line stood before the file
    base, done = start - len(window), len(window)
    while window:
        piece = stream.read(CHUNK)
        window += piece
        sure = len(window) - (_AHEAD if piece else 0)  # what begins before is wholly in the window
        for line in _SEPARATOR.finditer(window, done):
            if line.start() < sure and (not found or _is_postmark(line, window)):
                found.append(_Separator(base + line.start(), base + line.end()))
        done = max(sure, done)
        dropped = done - _BEHIND if piece else len(window)
        base, window, done = base + dropped, window[dropped:], done - dropped
    return found


def _is_postmark(line: re.Match[bytes], window: bytes) -> bool:
    """Whether a line after an empty one parts messages, and is no sentence that begins with From.

    It tells a time, or a header follows: not all programs quote such sentences.
    """
    return bool(_TIME.search(line[1]) or _FIELD.match(window, line.end()))


def _landing(stream: BinaryIO, start: int, end: int) -> _Separator | None:
    """What stands where a message ends according to its Content-Length, if that is a separator or the file's end."""
    head = _head(stream, start)
    declared = _LENGTH.search(head)
    if not declared:
        return None
    at = start + len(head) + int(declared[1])
    if at >= end:
        return _Separator(end, end) if at == end else None
    stream.seek(at)
    window = stream.read(_AHEAD)
    line = _LANDING.match(window)
    if line and _is_postmark(line, window):
        return _Separator(at + line.start(1) - len(b"From "), at + line.end())
    return _Separator(end, end) if window in _LAST_LINES else None


def _head(stream: BinaryIO, start: int) -> bytes:
    """The headers of a message; most are short, and there are many messages."""
    for most in (_USUAL_HEAD, MAX_HEAD):
        stream.seek(start)
        data = stream.read(most)
        length = head_length(data)
        if length < len(data):
            break
    return data[:length]


def _without_empty_line(stream: BinaryIO, start: int, end: int) -> int:
    """The end of a message before the empty line that belongs to the separator."""
    stream.seek(max(start - 1, end - 3))  # the line end before the message counts
    tail = stream.read(end - stream.tell())
    return next((end - len(each) + 1 for each in _EMPTY_LINES if tail.endswith(each)), end)
