"""Archives as they are mailed: zip, gzip and tar opened within limits, others named.

A name in an archive is only a name; nothing is ever written under it.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from pipeline import media
from pipeline.intake.filenames import clean_name
from pipeline.intake.pieces import Left, Piece
from pipeline.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.intake.pieces import Room

MAX_MEMBERS: Final = 200
MAX_UNPACKED: Final = 100 << 20  # bytes of one archive
FREE_OF_RATIO: Final = 1 << 20  # bytes; an empty page packs 1,000:1, which is no bomb
MAX_RATIO: Final = 200

_FORMATS: Final = {"mimetype", "[content_types].xml", "meta-inf/manifest.mf"}
_CHUNK: Final = 1 << 16
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others give gigabytes for one chunk, unasked
_ENCRYPTED: Final = 0x1
_UTF8_NAME: Final = 0x800  # general purpose bit 11: APPNOTE 4.4.4
_UNICODE_PATH: Final = 0x7075  # extra field: APPNOTE 4.6.9
_LITTER: Final = re.compile(r"(?:^|/)(?:__MACOSX(?:/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE)
_GZ: Final = re.compile(r"\.gz(?:ip)?$", re.IGNORECASE)
_TGZ: Final = re.compile(r"\.tgz$", re.IGNORECASE)
_MENDED: Final = "send the files themselves."


def open_zip(piece: Piece, room: Room) -> Iterator[Piece | Left]:
    """The files in a zip archive (PKWARE APPNOTE), in its own order; litter of file managers left out."""
    if piece.data.count(media.ZIP_ENTRY) > media.MAX_ZIP_ENTRIES:
        yield _too_large()
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(piece.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError, EOFError):
        yield _damaged()
        return
    with archive:
        if _FORMATS & {name.lower() for name in archive.namelist()}:
            return  # a document of a program, whose parts are no files of people
        wanted = [info for info in archive.infolist() if _is_wanted(info)]
        yield from _too_many(wanted)
        left = min(MAX_UNPACKED, room.octets)
        for info in wanted[:MAX_MEMBERS]:
            found = _member(archive, info, left)
            left -= len(found.data) if isinstance(found, Piece) else 0
            yield found


def open_gzip(piece: Piece, room: Room) -> Iterator[Piece | Left]:
    """The one file in a gzip file (RFC 1952), which may be a tar archive."""
    limit = min(room.octets, MAX_UNPACKED, max(FREE_OF_RATIO, MAX_RATIO * len(piece.data)))
    stream = zlib.decompressobj(wbits=31)
    try:
        data = stream.decompress(piece.data, limit + 1)
    except zlib.error:
        yield _damaged()
        return
    if len(data) > limit:
        yield _too_large()
        return
    if data or stream.eof:
        yield Piece(data, _TGZ.sub(".tar", _GZ.sub("", piece.name)))
    if not stream.eof:
        yield _damaged()


def open_tar(piece: Piece, room: Room) -> Iterator[Piece | Left]:
    """The files in a tar archive (POSIX ustar)."""
    del room  # nothing is packed in it: its files are never larger than it is
    count = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(piece.data), mode="r:") as archive:
            for member in archive:
                count += 1
                if count > MAX_MEMBERS:
                    yield from _too_many([None] * count)
                    return
                if member.isreg() and not member.issparse() and not _LITTER.search(member.name):
                    stream = archive.extractfile(member)
                    yield Piece(stream.read() if stream else b"", clean_name(member.name))
    except (tarfile.TarError, ValueError, OSError, EOFError):
        yield _damaged()


def leave_archive(piece: Piece, room: Room) -> Iterator[Left]:
    """An archive of a kind that is not opened (7z, rar): named, so that the files can be asked for."""
    del room
    kind = media.EXTENSIONS.get(media.identify(piece.data), "").removeprefix(".") or "archive"
    yield _left(
        "archive-not-opened", f"A {kind} archive came, which is not opened here: look into it, or ask to {_MENDED}"
    )


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    name = info.filename.replace("\\", "/")
    return not (info.is_dir() or stat.S_ISLNK(info.external_attr >> 16) or _LITTER.search(name))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> Piece | Left:
    """One file of an archive, by its declared and by its actual size."""
    if info.flag_bits & _ENCRYPTED:
        return _left(
            "archive-encrypted", f"An archive is locked with a password: ask for it without one, or to {_MENDED}"
        )
    if info.compress_type not in _METHODS:
        return _left("archive-not-opened", f"A file in an archive is packed in an unusual way: ask to {_MENDED}")
    limit = min(room, max(FREE_OF_RATIO, MAX_RATIO * info.compress_size))
    if info.file_size > limit:
        return _too_large()
    data = _unpacked(archive, info, limit)
    if data is None:
        return _damaged()
    return Piece(data, clean_name(_name(info))) if len(data) <= limit else _too_large()


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes | None:
    """The bytes of a member, up to one more than the limit; None where it is damaged."""
    chunks, size = [], 0
    try:
        with archive.open(info) as stream:
            while size <= limit and (chunk := stream.read(_CHUNK)):
                chunks.append(chunk)
                size += len(chunk)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, RuntimeError, OSError, EOFError):
        return None
    except (struct.error, LookupError):  # hostile headers
        return None
    return b"".join(chunks)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: many programs write UTF-8 without saying so, and some say it in an extra field."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return name
    try:
        raw = _unicode_path(info.extra) or name.encode("cp437")
        return raw.decode("utf-8")
    except UnicodeError:
        return name


def _unicode_path(extra: bytes) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH:
            return extra[at + 9 : at + 4 + size]
        at += 4 + size
    return b""


def _too_many(members: list[zipfile.ZipInfo] | list[None]) -> Iterator[Left]:
    if len(members) > MAX_MEMBERS:
        yield _left("archive-too-large", f"An archive has more than {MAX_MEMBERS} files; the rest was not opened.")


def _too_large() -> Left:
    return _left("archive-too-large", f"Something in an archive is too large to be unpacked: ask to {_MENDED}")


def _damaged() -> Left:
    return _left("archive-damaged", f"An archive is damaged and cannot be opened wholly: ask to {_MENDED}")


def _left(code: str, message: str) -> Left:
    return Left(Finding(code, Severity.WARNING, message))
