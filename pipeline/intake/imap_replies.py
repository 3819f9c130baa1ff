"""What an IMAP server answers to SEARCH, FETCH and LIST, taken out of imaplib's lines (RFC 9051 section 7)."""

from __future__ import annotations

import binascii
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from imap_tools.imap_utf7 import utf7_decode

from pipeline.intake.headers import parse_date
from pipeline.intake.imap_faults import GarbledError
from pipeline.intake.imap_places import MAX_UID

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.intake.imap_session import Line

_UID: Final = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE: Final = re.compile(rb"\bRFC822\.SIZE (\d{1,18})\b")
_WHEN: Final = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"')
_FLAGS: Final = re.compile(rb"\bFLAGS \(([^)]*)\)")
_QUOTED_BODY: Final = re.compile(rb'\bBODY\[[^\]]*\](?:<\d+>)? "((?:[^"\\]|\\.)*)"')
_LITERAL_BODY: Final = re.compile(rb"\bBODY\[[^\]]*\](?:<\d+>)? ~?\{\d+\}$")
_FIRST_LINE: Final = re.compile(rb"\d+ \(")
_FOLDER: Final = re.compile(rb'\(([^()]*)\) (NIL|"(?:[^"\\]|\\.)*") (.*)', re.DOTALL)
_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one message's lines tell; None for what they do not."""

    uid: int
    size: int | None = None
    received: dt.datetime | None = None
    flags: frozenset[str] | None = None  # in lower case
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the server. `raw` is its name as the server writes it (ASCII), `name` as people read it."""

    raw: str
    name: str
    separator: str  # "" where there are no levels
    marks: frozenset[str]  # in lower case, with the backslash

    @property
    def opens(self) -> bool:
        """Whether there can be messages in it."""
        return not self.marks & {"\\noselect", "\\nonexistent"}


def searched(lines: Iterable[Line]) -> list[int]:
    """The UIDs of a SEARCH in rising order."""
    words = b" ".join(line for line in lines if isinstance(line, bytes)).split()
    try:
        uids = sorted(set(map(int, words)))
    except ValueError:
        raise GarbledError from None
    if uids and not 0 < uids[0] <= uids[-1] <= MAX_UID:
        raise GarbledError
    return uids


def fetched(lines: Iterable[Line]) -> dict[int, Fetched]:
    """What a FETCH told, by UID. Lines without a UID, of which a server may send any time, are left out."""
    found: dict[int, Fetched] = {}
    for whole in _messages(lines):
        told = _fetched(whole)
        if told and (told.uid not in found or told.body is not None or told.size is not None):
            found[told.uid] = told
    return found


def _messages(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of each message. One goes on behind a literal, and ends with the first line that has none."""
    groups: list[list[Line]] = []
    going_on = False
    for line in lines:
        if going_on:
            groups[-1].append(line)
        elif _FIRST_LINE.match(line if isinstance(line, bytes) else line[0]):
            groups.append([line])
        going_on = bool(groups) and isinstance(line, tuple)
    return groups


def _fetched(lines: list[Line]) -> Fetched | None:
    """One message. Attributes stand before or behind the body, as the server likes."""
    plain = b" ".join(line if isinstance(line, bytes) else line[0] for line in lines)
    uid = _UID.search(plain)
    if uid is None:
        return None
    size, when, flags = _SIZE.search(plain), _WHEN.search(plain), _FLAGS.search(plain)
    return Fetched(
        int(uid[1]),
        int(size[1]) if size else None,
        parse_date(when[1].decode("ascii", "replace")) if when else None,
        frozenset(flags[1].decode("ascii", "replace").lower().split()) if flags else None,
        _body(lines, plain),
    )


def _body(lines: list[Line], plain: bytes) -> bytes | None:
    for line in lines:
        if isinstance(line, tuple) and _LITERAL_BODY.search(line[0]):
            return line[1]
    quoted = _QUOTED_BODY.search(plain)  # some servers give short ones so
    return _ESCAPED.sub(rb"\1", quoted[1]) if quoted else None


def folders(lines: Iterable[Line]) -> list[Folder]:
    """The folders of a LIST. A name that is no ASCII is left out: it breaks the standard, and imaplib cannot say it."""
    return [folder for line in lines if (folder := _folder(line))]


def _folder(line: Line) -> Folder | None:
    head, literal = line if isinstance(line, tuple) else (line, None)
    found = _FOLDER.match(head)
    if found is None:
        return None
    raw = literal if literal is not None else _unquoted(found[3])
    if not raw.isascii():
        return None
    separator = "" if found[2] == b"NIL" else _unquoted(found[2]).decode("ascii", "replace")
    return Folder(
        raw.decode(), _readable(raw), separator, frozenset(found[1].decode("ascii", "replace").lower().split())
    )


def _unquoted(text: bytes) -> bytes:
    return _ESCAPED.sub(rb"\1", text[1:-1]) if text.startswith(b'"') else text


def _readable(raw: bytes) -> str:
    """A name out of modified UTF-7 (RFC 3501 section 5.1.3); as it is, where it is none ("R&D")."""
    try:
        return utf7_decode(raw)
    except (binascii.Error, UnicodeDecodeError):
        return raw.decode("ascii")
