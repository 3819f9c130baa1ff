"""What can be read in the bytes of a file or a mail without opening it as a document: quick, and good for names."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from pipeline.intake.message import unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_MOST_PART: Final = 16 << 20  # bytes of one part of an office file, unpacked; beyond that it is no form
_MOST_TOGETHER: Final = 128 << 20  # of all parts of one file
_MOST_PARTS: Final = 2_000
_DEEPEST: Final = 3  # files inside files
_PACKED: Final = b"PK\x03\x04"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def mail_names(data: bytes, names: Callable[[str], bool]) -> bool:
    """Whether a mail names somebody: in its header, its text, the names and the readable parts of what is attached."""
    mail = unwrap(data)
    texts = [mail.subject, mail.text, *(value for _, value in mail.headers)]
    if any(map(names, texts)):
        return True
    return any(names(f"{each.name} {each.inside}") or file_names(each.data, names) for each in mail.documents)


def file_names(data: bytes, names: Callable[[str], bool]) -> bool:
    """Whether the bytes of a file name somebody, as far as they are text or an office file."""
    return any(map(names, texts_in(data)))


def texts_in(data: bytes, depth: int = 0) -> Iterator[str]:
    """The texts of a file; of marked-up ones with the marks, without them, and with a blank for each."""
    if data.startswith(_PICTURES):
        return
    if data.startswith(_PACKED):
        yield from _packed(data, depth)
        return
    for text in _decoded(data):
        yield text
        if "<" in text:
            bare = html.unescape(text)
            yield _TAG.sub("", bare)
            yield _TAG.sub(" ", bare)


def _decoded(data: bytes) -> Iterator[str]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield data.decode("utf-16", "replace")
        return
    try:
        yield data.decode("utf-8")
    except UnicodeDecodeError:
        yield data.decode("latin-1")
        yield data.decode("utf-8", "ignore")


def _packed(data: bytes, depth: int) -> Iterator[str]:
    left = _MOST_TOGETHER
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:_MOST_PARTS]:
                yield info.filename
                if left > 0 and depth < _DEEPEST and not info.flag_bits & 1:
                    part = _part(archive, info)
                    left -= len(part)
                    yield from texts_in(part, depth + 1)
    except _DAMAGED:
        return


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(_MOST_PART)
    except _DAMAGED:
        return b""
