"""Every byte of a folder as a person with tools could read it: files unpacked, blobs inflated, mail decoded."""

from __future__ import annotations

import base64
import email
import io
import quopri
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress
from email.policy import compat32
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path


def places_of(folder: Path, *names: str) -> set[str]:
    """Files below a folder (with what is inside them) in which one of the names stands, in any usual encoding."""
    plain = [form.lower() for name in names for form in _forms(name)]
    coded = [form for name in names for form in _in_base64(name)]
    found = set()
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        shown = str(file.relative_to(folder))
        blobs = _blobs(shown, file) if _is_database(file) else ()
        for where, data in chain(_inside(shown, file.read_bytes()), blobs):
            low = data.lower()
            if any(form in low for form in plain) or any(form in data for form in coded):
                found.add(where)
            if any(name.casefold() in where.casefold() for name in names):
                found.add(where)
    return found


def _is_database(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\0"


def _forms(name: str) -> Iterator[bytes]:
    yield name.encode()
    yield name.encode("utf-16-le")
    yield name.encode("utf-16-be")
    with suppress(UnicodeEncodeError):
        yield name.encode("latin-1")
    yield quopri.encodestring(name.encode())
    yield "".join(letter if letter.isascii() else f"\\u{ord(letter):04x}" for letter in name).encode()


def _in_base64(name: str) -> Iterator[bytes]:
    """However many bytes stand before it; what is too short to be told from chance is left out."""
    for before, cut in ((0, 0), (1, 2), (2, 3)):
        data = b"\0" * before + name.encode()
        whole = base64.b64encode(data).rstrip(b"=")
        form = whole[cut : -1 if len(data) % 3 else None]
        if len(form) >= 10:
            yield form


def _inside(where: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    yield where, data
    if depth > 3:
        return
    if data.startswith(b"PK\x03\x04"):
        with suppress(zipfile.BadZipFile, RuntimeError), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                part = archive.read(info)
                yield from _inside(f"{where}/{info.filename}", part, depth + 1)
                yield f"{where}/{info.filename} as text", re.sub(rb"<[^>]*>", b"", part)
    elif where.endswith(".eml"):
        mail: Message = email.message_from_bytes(data, policy=compat32)
        for number, each in enumerate(mail.walk()):
            payload = each.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _inside(f"{where}/{number}", payload, depth + 1)


def _blobs(where: str, file: Path) -> Iterator[tuple[str, bytes]]:
    """What is packed in a ledger: mails, and all that is in them."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        for sha256, raw in database.execute("SELECT sha256, raw FROM contents"):
            data = zlib.decompress(raw) if raw else b""
            yield from _inside(f"{where}/{sha256[:8]}.eml", data)
