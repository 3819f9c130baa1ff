"""An mbox file as a mailbox. It is only read: to take a message out, the whole file would have to be written anew."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.errors import CannotDoError, MailboxUnreachableError
from pipeline.intake.files_base import Files, place_of, unreachable
from pipeline.intake.files_reading import head_of, received_of, stamp_of
from pipeline.intake.mailbox import Listing
from pipeline.intake.mbox_content import beginning, is_set_aside, pieces
from pipeline.intake.mbox_index import Span, spans
from pipeline.model import RawMessage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO, NoReturn

    from pipeline.intake.files_reading import Stamp

_LOOKED_AT: Final = 65_536  # bytes, to tell what a file is
_BLANK: Final = b"\xef\xbb\xbf\r\n"


class _Entry(NamedTuple):
    span: Span
    size: int  # bytes as they are fetched


def is_mbox(path: Path) -> bool:
    """Whether a file is an mbox: its first line that is not empty begins with `From `, or it is empty."""
    with path.open("rb") as stream:
        start = stream.read(_LOOKED_AT)
    return start.lstrip(_BLANK).startswith(b"From ") or _is_blank(start)


def _is_blank(data: bytes) -> bool:
    """Whether there is nothing but line ends."""
    return not data.strip(_BLANK)


class Mbox(Files):
    """The messages of an mbox file; a place is the beginning of the SHA-256 of the message (`#2` for its second copy).

    So a message keeps its place whatever is put in or taken out around it. Messages that are marked as deleted and
    wait for the file to be compacted are left out. The file is read with a shared lock, and never as a whole.
    How old a message is is not asked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._index: dict[str, _Entry] = {}
        self._stamp: Stamp | None = None

    @property
    def account(self) -> str:
        """The full path."""
        return f"mbox:{place_of(self.path.resolve().as_posix())}"

    def listing(self) -> Listing:
        """The places of all messages in the order of the file."""
        with self._reading():
            return Listing(tuple(self._index))

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """Size of each message in bytes; one that is gone is left out."""
        with self._reading():
            return {place: self._index[place].size for place in places if place in self._index}

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage]:
        """The messages; received when their headers say."""
        for place in places:
            with self._reading() as stream:
                entry = self._index.get(place)
                data = b"".join(pieces(stream, entry.span)) if entry else b""
            if entry:
                yield RawMessage(place, data, received_of(data))

    def head(self, place: str) -> bytes | None:
        """The header of a message; None where it is gone."""
        with self._reading() as stream:
            entry = self._index.get(place)
            return head_of(next(pieces(stream, entry.span), b"")) if entry else None

    def move(self, places: Sequence[str], folder: str) -> None:
        """Nothing is taken out of the file."""
        del places, folder
        self._only_read()

    def flag(self, places: Sequence[str], keyword: str) -> None:
        """Nothing is written into the file."""
        del places, keyword
        self._only_read()

    def _only_read(self) -> NoReturn:
        raise CannotDoError(
            "Messages in an mbox file are neither moved nor marked: the program only reads it. Leave processed_folder "
            "and mailbox.after out, or use a Maildir or an IMAP mailbox."
        )

    @contextmanager
    def _reading(self) -> Iterator[BinaryIO]:
        """The file, locked against writers that ask for locks, with the index as the file is now.

        Raises `MailboxUnreachableError` where it is locked, or is written to all the same.
        """
        try:
            if os.path.lexists(f"{self.path}.lock"):
                raise self._busy(f"; if no program has it open, remove {self.path}.lock")
            with self.path.open("rb") as stream:
                self._lock(stream)
                before = stamp_of(os.fstat(stream.fileno()))
                if before != self._stamp:
                    self._index, self._stamp = self._indexed(stream), None
                yield stream
                if stamp_of(os.fstat(stream.fileno())) != before:
                    raise self._busy()
                self._stamp = before
        except OSError as error:
            raise unreachable(self.path, error) from error

    def _lock(self, stream: BinaryIO) -> None:
        import fcntl  # noqa: PLC0415 - not on every system

        try:
            fcntl.lockf(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            raise self._busy() from error
        except OSError:  # a network drive without locks: a change is seen afterwards
            return

    def _indexed(self, stream: BinaryIO) -> dict[str, _Entry]:
        index: dict[str, _Entry] = {}
        copies: dict[str, int] = {}
        found = list(spans(stream))
        if not found and not _is_blank(beginning(stream, Span(0, _LOOKED_AT, quoted=False))):
            raise MailboxUnreachableError(f"{self.path} is no mbox file (any more): no message begins in it.")
        for number, span in enumerate(found):
            if is_set_aside(beginning(stream, span), first=number == 0):
                continue
            digest, size = hashlib.sha256(), 0
            for piece in pieces(stream, span):
                digest.update(piece)
                size += len(piece)
            place = digest.hexdigest()[:16]
            copies[place] = copies.get(place, 0) + 1
            index[place if copies[place] == 1 else f"{place}#{copies[place]}"] = _Entry(span, size)
        return index

    def _busy(self, hint: str = "") -> MailboxUnreachableError:
        return MailboxUnreachableError(f"{self.path} is being written to; run again{hint}.")
