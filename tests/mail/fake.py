"""A mailbox in memory, with everything that a real one does to us: a small implementation of both protocols.

What staff and senders do has a method (`deliver`, `mark_deleted`, `remove`, `renumber`, `rebuild`); what goes wrong is
switched on with `fail_next` or put into `unable` and `refused`. It outlives the "process" that uses it, as a server
does: `close` closes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import TYPE_CHECKING, Self

from pipeline.errors import CannotDoError
from pipeline.intake.mailbox import DraftsSeen, Listing, Stored, Unfetched
from pipeline.model import RawMessage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

DELETED = "\\Deleted"
SEEN = "\\Seen"
DRAFT = "\\Draft"
_KEYWORD = re.compile(r"[A-Za-z0-9$_-]+")
FIRST_DAY = dt.datetime(2026, 2, 2, 9, tzinfo=dt.UTC)


@dataclass(slots=True)
class Held:
    """A message as the server holds it."""

    data: bytes
    received: dt.datetime
    flags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class FakeFolder:
    """One folder: messages by UID, in the order in which they came. UIDs are never given twice in one epoch."""

    epoch: int = 1
    next_uid: int = 1
    held: dict[int, Held] = field(default_factory=dict)

    def add(self, message: Held) -> int:
        """Put a message in; gives its UID."""
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.held[uid] = message
        return uid


@dataclass(frozen=True, slots=True)
class _Fault:
    error: Exception
    done: bool  # the server does it all the same; only its answer is lost


class FakeMailbox:
    """An IMAP mailbox as `MessageSource` and `DraftsFolder` at once.

    `unable`: names of methods ("move", "flag", "append", "look", "take_back") that raise `CannotDoError`.
    `refused`: places that `fetch` tells as `Unfetched`.
    `calls`: every method of the protocols that was called, in order, for tests of what is left undone.
    """

    def __init__(self, account: str = "imap:office@mail.example", folder: str = "INBOX") -> None:
        self.name = account
        self.inbox = folder
        self.folders: dict[str, FakeFolder] = {folder: FakeFolder(), "Drafts": FakeFolder(), "Sent": FakeFolder()}
        self.unable: set[str] = set()
        self.refused: set[str] = set()
        self.calls: list[str] = []
        self._faults: dict[str, list[_Fault]] = {}

    # --- what senders and staff do ---------------------------------------------------------------------

    def deliver(self, data: bytes, folder: str | None = None, received: dt.datetime = FIRST_DAY) -> str:
        """Put a message into a folder (made where it is missing), by default the inbox; gives its place."""
        name = folder or self.inbox
        return self._place(name, self.folders.setdefault(name, FakeFolder()).add(Held(data, received)))

    def mark_deleted(self, place: str) -> None:
        r"""Mark a message as `\\Deleted`, as mail programs do; it stays until somebody expunges it."""
        self._held(place).flags.add(DELETED)

    def remove(self, place: str) -> None:
        """Take a message away for good."""
        name, uid = self._address(place)
        del self.folders[name].held[uid]

    def renumber(self, folder: str | None = None) -> None:
        """A new UIDVALIDITY: all places of before mean nothing any more. The messages are still there."""
        found = self.folders[folder or self.inbox]
        kept = list(found.held.values())
        found.epoch, found.next_uid, found.held = found.epoch + 1, 1, {}
        for message in kept:
            found.add(message)

    def rebuild(self, folder: str | None = None) -> None:
        """UIDs start again under the same UIDVALIDITY, as when a server loses its index."""
        found = self.folders[folder or self.inbox]
        self.renumber(folder)
        found.epoch -= 1

    def contents(self, folder: str | None = None) -> list[bytes]:
        """The messages in a folder; none where there is no such folder."""
        found = self.folders.get(folder or self.inbox)
        return [message.data for message in found.held.values()] if found else []

    def flags(self, place: str) -> set[str]:
        """The flags of a message."""
        return set(self._held(place).flags)

    def fail_next(self, method: str, error: Exception, *, done: bool = False) -> None:
        """Let the next call of a method raise `error`. `done`: after its work is done, as when the answer is lost.

        Several calls of this for one method are used up in order.
        """
        self._faults.setdefault(method, []).append(_Fault(error, done))

    def mend(self) -> None:
        """Switch off all faults."""
        self._faults.clear()
        self.unable.clear()
        self.refused.clear()

    # --- MessageSource ---------------------------------------------------------------------------------

    @property
    def account(self) -> str:
        """As it was named."""
        return self.name

    def listing(self) -> Listing:
        """As the protocol says."""
        lost = self._begin("listing")
        found = self.folders[self.inbox]
        uids = [uid for uid, message in sorted(found.held.items()) if DELETED not in message.flags]
        self._end(lost)
        return Listing(tuple(self._place(self.inbox, uid) for uid in uids), str(found.epoch), found.next_uid - 1)

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """As the protocol says."""
        lost = self._begin("sizes")
        sizes = {place: len(self._held(place).data) for place in places if self._is_here(place)}
        self._end(lost)
        return sizes

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """As the protocol says. A fault comes before the last message, or (`done`) after it."""
        lost = self._begin("fetch", raising=False)
        here = [place for place in places if self._is_here(place)]
        for number, place in enumerate(here, start=1):
            if lost and not lost.done and number == len(here):
                raise lost.error
            yield self._given(place)
        self._end(lost)

    def head(self, place: str) -> bytes | None:
        """As the protocol says."""
        lost = self._begin("head")
        head = _head(self._held(place).data) if self._is_here(place) else None
        self._end(lost)
        return head

    def move(self, places: Sequence[str], folder: str) -> None:
        """As the protocol says."""
        lost = self._begin("move")
        target = self.folders.setdefault(folder, FakeFolder())
        for place in filter(self._is_listed, places):
            target.add(self._held(place))
            self.remove(place)
        self._end(lost)

    def flag(self, places: Sequence[str], keyword: str) -> None:
        """As the protocol says."""
        lost = self._begin("flag")
        if not _KEYWORD.fullmatch(keyword):
            raise CannotDoError("This is no keyword.")
        for place in filter(self._is_listed, places):
            self._held(place).flags.add(keyword)
        self._end(lost)

    def close(self) -> None:
        """Nothing: the mailbox outlives its user."""

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing, as `close`."""
        self.close()

    # --- DraftsFolder ----------------------------------------------------------------------------------

    def look(self, ids: Sequence[str], answered: Sequence[str]) -> DraftsSeen:
        """As the protocol says."""
        lost = self._begin("look")
        drafts = [
            stored if stored.message_id in ids else _unhashed(stored)
            for stored in self._stored("Drafts")
            if stored.message_id in ids or stored.in_reply_to in answered
        ]
        sent = [
            _unhashed(stored)
            for stored in self._stored("Sent")
            if stored.message_id in ids or stored.in_reply_to in answered
        ]
        self._end(lost)
        return DraftsSeen(tuple(drafts), tuple(sent), str(self.folders["Drafts"].epoch))

    def append(self, message: bytes, at: dt.datetime) -> str | None:
        """As the protocol says."""
        lost = self._begin("append")
        uid = self.folders["Drafts"].add(Held(message, at, {DRAFT, SEEN}))
        self._end(lost)
        return self._place("Drafts", uid)

    def take_back(self, wrote: Mapping[str, str]) -> frozenset[str]:
        """As the protocol says. A fault (`done`) comes when all is removed."""
        lost = self._begin("take_back")
        found = [each for each in self._stored("Drafts") if each.message_id in wrote]
        changed = {each.message_id for each in found if each.sha256 != wrote[each.message_id]}
        for each in found:
            if each.message_id not in changed:
                self.remove(each.place)
        self._end(lost)
        return frozenset(changed)

    # --- within ----------------------------------------------------------------------------------------

    def _begin(self, method: str, *, raising: bool = True) -> _Fault | None:
        self.calls.append(method)
        if method in self.unable:
            raise CannotDoError(f"This mailbox cannot {method}.")
        waiting = self._faults.get(method)
        fault = waiting.pop(0) if waiting else None
        if fault and raising and not fault.done:
            raise fault.error
        return fault

    @staticmethod
    def _end(fault: _Fault | None) -> None:
        if fault:
            raise fault.error

    def _given(self, place: str) -> RawMessage | Unfetched:
        if place in self.refused:
            return Unfetched(place, "the server does not give this message")
        held = self._held(place)
        return RawMessage(place, held.data, held.received)

    def _stored(self, folder: str) -> list[Stored]:
        held = self.folders[folder].held.items()
        return [_stored(self._place(folder, uid), each) for uid, each in held if DELETED not in each.flags]

    def _place(self, folder: str, uid: int) -> str:
        return f"{folder};UIDVALIDITY={self.folders[folder].epoch};UID={uid}"

    def _address(self, place: str) -> tuple[str, int]:
        folder, _, uid = place.rsplit(";", 2)
        return folder, int(uid.removeprefix("UID="))

    def _held(self, place: str) -> Held:
        folder, uid = self._address(place)
        return self.folders[folder].held[uid]

    def _is_here(self, place: str) -> bool:
        """Whether a place is one of the inbox as it stands now."""
        return place in {self._place(self.inbox, uid) for uid in self.folders[self.inbox].held}

    def _is_listed(self, place: str) -> bool:
        return self._is_here(place) and DELETED not in self._held(place).flags


def _head(data: bytes) -> bytes:
    ends = [end for end in (data.find(b"\r\n\r\n"), data.find(b"\n\n")) if end >= 0]
    return data[: min(ends)] + b"\r\n\r\n" if ends else data


def _stored(place: str, held: Held) -> Stored:
    head = BytesHeaderParser(policy=compat32).parsebytes(held.data)
    ids, answers = (" ".join(str(head.get(name, "")).split()) for name in ("message-id", "in-reply-to"))
    octets = held.data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return Stored(place, ids, answers, hashlib.sha256(octets).hexdigest(), held.received)


def _unhashed(stored: Stored) -> Stored:
    return Stored(stored.place, stored.message_id, stored.in_reply_to, None, stored.date)
