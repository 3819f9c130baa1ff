"""What a mailbox is to the program: one shape for IMAP, Maildir, mbox, folders of files, and the fake of the tests.

Reading changes nothing in a mailbox. What changes it (`move`, `flag`, `Drafts.append`) is asked for last in a run,
when the ledger has what it is about, and can be asked for again: doing it twice is doing it once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from pipeline.model import RawMessage


@dataclass(frozen=True, slots=True)
class Listing:
    """All messages of a mailbox at one moment, but for those that a person has marked as deleted.

    `epoch` is what the places belong to (IMAP: the UIDVALIDITY, RFC 9051 section 2.3.1.1). Places of another epoch
    mean nothing any more. `highest` is the highest UID that was ever given as far as the server tells (UIDNEXT - 1):
    lower than before in the same epoch means that the server has built the folder anew. Both are None for files.
    """

    places: tuple[str, ...]  # in a stable order, oldest first where the mailbox knows
    epoch: str | None = None
    highest: int | None = None
    lasting: bool = True  # False: a place may later hold other bytes (a file that was replaced), so all are compared


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A message that the mailbox lists and does not give. `why` is for staff and logs: no text of the message."""

    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A message in Drafts or Sent, as far as it is needed to tell which of our drafts it is (or was).

    Header values are as sent (raw, unfolded), ids with their angle brackets. `sha256` is of the whole message with
    CRLF line ends; None where it was not fetched (only messages with one of the ids asked for are).
    """

    place: str
    message_id: str
    in_reply_to: str
    sha256: str | None = None
    date: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftsSeen:
    """The Drafts and Sent folders as they stand. `epoch` as in `Listing`, of Drafts."""

    drafts: tuple[Stored, ...]
    sent: tuple[Stored, ...]
    epoch: str | None = None


class MessageSource(Protocol):
    """A mailbox. Every method raises `MailboxUnreachableError` where the mailbox cannot be reached (any more)."""

    @property
    def account(self) -> str:
        """What tells this mailbox from others, without secrets and without anything that changes between runs."""

    def listing(self) -> Listing:
        """The places of all messages; transfers no message. A place is text that can be stored and compared."""

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """Size of each message in bytes, told without fetching it; one that is gone is left out."""

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """The messages, one by one, without marking them as read. One that is gone is left out.

        The caller asks for no more at a time than may be in memory. A message that the mailbox lists and does not
        give is told as `Unfetched`; the others still come.
        """

    def head(self, place: str) -> bytes | None:
        """The header of a message that is too large to fetch, up to the empty line; None where it is gone."""

    def move(self, places: Sequence[str], folder: str) -> None:
        """Move messages to a folder, made where it is missing; one that is gone is left out. Nothing else is touched.

        Raises `CannotDoError` where this mailbox cannot do that.
        """

    def flag(self, places: Sequence[str], keyword: str) -> None:
        """Mark messages with a keyword (RFC 9051 section 2.3.2). Raises `CannotDoError` likewise."""

    def close(self) -> None:
        """Let go of the mailbox. Never raises."""

    def __enter__(self) -> Self:
        """Itself."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""


class DraftsFolder(Protocol):
    """The Drafts of a mailbox. Raises as `MessageSource` does; `CannotDoError` where there is no such folder."""

    @property
    def account(self) -> str:
        """The mailbox whose Drafts these are, as in `MessageSource`."""

    def look(self, ids: Sequence[str], answered: Sequence[str]) -> DraftsSeen:
        """Messages in Drafts and Sent whose Message-ID is one of `ids` or whose In-Reply-To is one of `answered`.

        Those marked as deleted are left out. Message-IDs are compared as they stand in the header.
        """

    def close(self) -> None:
        """Let go of the mailbox; the next call connects anew. Never raises."""

    def append(self, message: bytes, at: dt.datetime) -> str | None:
        r"""Put a message (CRLF line ends) into Drafts with `\Draft` and `\Seen`.

        Gives its place where the server tells it (RFC 4315). Raises `CannotDoError` where the server refuses the
        message (quota, size): nothing was stored then.
        """

    def take_back(self, wrote: Mapping[str, str]) -> frozenset[str]:
        r"""Take drafts out of Drafts that are still, byte for byte, what was put there.

        Args:
            wrote: Message-ID -> hash of what `look` would tell of it, had nobody touched it.

        Returns:
            The ids of those that somebody changed, which stay. None of the others is listed in Drafts afterwards: where
            the server cannot remove one message alone (RFC 4315) it is only marked as `\Deleted`.

        Raises `CannotDoError` where the server refuses that.
        """
