"""The file in which Outlook saves a mail: folders and streams ([MS-CFB]) that hold properties ([MS-OXMSG]).

Read with `olefile` itself: the library above it loads every stream before a limit can be put, decodes without mercy,
and does not know attached messages.
"""

from __future__ import annotations

import io
import re
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.intake import mapi
from pipeline.intake.mapi import Properties

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_OBJECTS: Final = 500  # attachments or recipients of one message
MAX_STREAMS: Final = 20_000

_STORAGE: Final = 1  # [MS-CFB] section 2.6.1
_STREAM: Final = 2
_SECTOR: Final = 512
_ENTRIES: Final = 128  # of a sector's table
_LEAST: Final = 3 * _SECTOR
_SLACK: Final = 1 << 20
_PROPERTIES: Final = "__properties_version1.0"
_HEADS: Final = {"root": 32, "embedded": 24, "other": 8}  # bytes before the properties: section 2.4.1
_VALUE: Final = re.compile(r"__substg1\.0_([0-9A-F]{4})(0102|001E|001F)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of the file: its streams and folders by name, as `olefile` lists them."""

    ole: Any
    entry: Any

    def child(self, name: str) -> Storage | None:
        """The folder of this name, None where there is none."""
        return next((each for each in self.storages() if each.entry.name.lower() == name.lower()), None)

    def storages(self) -> list[Storage]:
        """The folders in it."""
        return [Storage(self.ole, kid) for kid in self.entry.kids if kid.entry_type == _STORAGE]

    def named(self, start: str) -> list[Storage]:
        """The folders whose names begin so (in lower case), at most `MAX_OBJECTS`."""
        return [each for each in self.storages() if each.entry.name.lower().startswith(start)][:MAX_OBJECTS]

    def is_message(self) -> bool:
        """Whether it is a message and no other object, such as a table of a spreadsheet program."""
        return any(kid.name.lower() == _PROPERTIES for kid in self.entry.kids)

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """Name and content of each stream in it."""
        for kid in self.entry.kids:
            if kid.entry_type == _STREAM:
                yield kid.name, _read(self.ole, kid)

    def properties(self, kind: str, codepage: int | None = None) -> Properties:
        """All properties of this object: fixed ones from their table, others from streams of their own.

        Args:
            kind: "root", "embedded" (both messages) or "other": what stands above the table.
            codepage: of its texts; None where it says so itself.
        """
        found = Properties()
        for name, data in self.streams():
            value = _VALUE.fullmatch(name)
            if value:
                found.values[int(value[1], 16)] = (int(value[2], 16), data)
            elif name == _PROPERTIES:
                _take_fixed(data[_HEADS[kind] :], found)
        own = found.number(mapi.MESSAGE_CODEPAGE) or found.number(mapi.INTERNET_CODEPAGE)
        found.codepage = codepage or own or found.codepage
        return found


@contextmanager
def opened(data: bytes, most: int) -> Iterator[Storage | None]:
    """The outermost folder of a file; None where it is too large or its tables lie.

    Args:
        data: the file.
        most: bytes that its streams may have together. Streams can share their bytes, and then have more than the file.

    Raises:
        Exception: the file is damaged; `olefile` has no one class for that.
    """
    if not _plausible(data):
        yield None
        return
    with _limited(data) as ole:
        sizes = sum(each.size for each in ole.direntries if each is not None)
        yield Storage(ole, ole.root) if sizes <= min(most, 4 * len(data) + _SLACK) else None


def _limited(data: bytes) -> Any:  # noqa: ANN401 - olefile has no types
    """The file, its directory read as far as the limit."""
    from olefile import OleFileIO  # noqa: PLC0415 - heavy

    class Limited(OleFileIO):  # type: ignore[misc]
        def _load_direntry(self, sid: int) -> Any:  # noqa: ANN401
            self.loaded = getattr(self, "loaded", 0) + 1
            if self.loaded > MAX_STREAMS:
                raise OSError("too many streams")
            return super()._load_direntry(sid)

    return Limited(io.BytesIO(data))


def _plausible(data: bytes) -> bool:
    """Whether the tables that the file declares ([MS-CFB] section 2.2) fit into it: `olefile` believes any number."""
    if len(data) < _LEAST:
        return False
    fat, _, _, _, _, minifat, _, difat = struct.unpack_from("<8I", data, 44)
    sectors = len(data) // _SECTOR
    return bool(fat <= 2 * (sectors // _ENTRIES) + 110 and minifat <= sectors and difat <= sectors)


def _read(ole: Any, entry: Any) -> bytes:  # noqa: ANN401 - olefile has no types
    stream = ole._open(entry.isectStart, entry.size)  # noqa: SLF001 - by path it would be searched each time
    data = stream.read()
    return data if isinstance(data, bytes) else b""


def _take_fixed(table: bytes, into: Properties) -> None:
    for at in range(0, len(table) - 15, 16):
        kind, key = int.from_bytes(table[at : at + 2], "little"), int.from_bytes(table[at + 2 : at + 4], "little")
        if kind in {mapi.SHORT, mapi.LONG, mapi.TIME}:
            into.values.setdefault(key, (kind, table[at + 8 : at + 16]))
