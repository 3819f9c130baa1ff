"""A folder on an IMAP server as a mailbox, with the Drafts beside it (RFC 3501, RFC 9051)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from pipeline.intake.imap_drafts import append_draft, look_for
from pipeline.intake.imap_faults import MessageOversizedError
from pipeline.intake.imap_folders import make_folder
from pipeline.intake.imap_link import ImapLink
from pipeline.intake.imap_moving import flag_messages, move_messages, still_there
from pipeline.intake.imap_places import place_prefix, uids_of
from pipeline.intake.imap_reading import (
    fetch_head,
    fetch_messages,
    fetch_sizes,
    groups,
    since_criteria,
    undeleted,
)
from pipeline.intake.imap_taking_back import take_back_drafts
from pipeline.intake.mailbox import DraftsSeen, Listing, Unfetched

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import TracebackType

    from pipeline.config import MailboxSettings
    from pipeline.credentials import Credential
    from pipeline.intake.imap_session import Selected
    from pipeline.intake.imap_url import ImapAddress
    from pipeline.model import RawMessage

_REFUSED: Final = "the mail server lists this message and does not give it"
_TOO_LONG: Final = "the mail server sends far more of this message than the size it tells"


class ImapMailbox:
    """One folder of a mailbox as `MessageSource`, and its Drafts as `DraftsFolder`. Connects when first needed.

    After a fault, or `close`, the next call connects anew. Beside what the protocols say, methods raise
    `LoginRefusedError`, and `DefinitionError` where `ca_file` cannot be used.
    """

    def __init__(self, address: ImapAddress, settings: MailboxSettings, sign_in: Callable[[], Credential]) -> None:
        self._address = address
        self._settings = settings
        self._link = ImapLink(address, settings, sign_in)

    @property
    def account(self) -> str:
        """User and host; the same whatever the port, the folder or the way of signing in."""
        return f"imap:{self._address.user}@{self._address.host}"

    def listing(self) -> Listing:
        """The messages as the folder stands now; only their numbers are transferred."""
        with self._link.session() as session:
            selected = self._link.open_inbox(session, anew=True)
            uids = undeleted(session, *since_criteria(self._settings.since))
        prefix = place_prefix(self._address.folder, selected.epoch)
        known = [*uids[-1:], *([selected.next_uid - 1] if selected.next_uid else [])]
        return Listing(tuple(f"{prefix}{uid}" for uid in uids), selected.epoch, max(known, default=None))

    def sizes(self, places: Sequence[str]) -> dict[str, int]:
        """As the server tells (RFC822.SIZE)."""
        with self._link.session() as session:
            wanted = self._uids(self._link.open_inbox(session), places)
            return {wanted[uid]: size for uid, size in fetch_sizes(session, wanted).items()}

    def fetch(self, places: Sequence[str]) -> Iterator[RawMessage | Unfetched]:
        """The messages; received when the server got them (INTERNALDATE). Some 4 MB, or one message, are in memory."""
        sizes = self.sizes(places)
        for group in groups(sizes):
            yield from self._fetch(group, sizes)

    def head(self, place: str) -> bytes | None:
        """The header, cut after a million bytes."""
        with self._link.session() as session:
            wanted = self._uids(self._link.open_inbox(session), [place])
            return next((fetch_head(session, uid) for uid in wanted), None)

    def move(self, places: Sequence[str], folder: str) -> None:
        """Move messages. One that a person has marked as deleted stays where it is.

        Without MOVE on the server, an equal message in the target counts as the copy of an interrupted attempt.
        """
        with self._link.session() as session:
            target = make_folder(session, folder)
            selected = self._link.open_inbox(session, writable=True)
            if target.raw != selected.name:
                move_messages(session, selected, list(self._uids(selected, places)), target)

    def flag(self, places: Sequence[str], keyword: str) -> None:
        """Mark messages, but for those that a person has marked as deleted."""
        with self._link.session() as session:
            selected = self._link.open_inbox(session, writable=True)
            flag_messages(session, selected, still_there(session, self._uids(selected, places)), keyword)

    def look(self, ids: Sequence[str], answered: Sequence[str]) -> DraftsSeen:
        """What is in Drafts, and in Sent where there is such a folder."""
        with self._link.session() as session:
            return look_for(session, self._settings, frozenset(ids), frozenset(answered))

    def append(self, message: bytes, at: dt.datetime) -> str | None:
        r"""Put a message into Drafts with `\Draft` and `\Seen`.

        Where `MailboxUnreachableError` comes, nobody knows whether it was stored: look before appending it again.
        """
        with self._link.session() as session:
            return append_draft(session, self._settings, message, at)

    def take_back(self, wrote: Mapping[str, str]) -> frozenset[str]:
        """Take drafts back that nobody touched."""
        with self._link.session() as session:
            return take_back_drafts(session, self._settings, wrote)

    def close(self) -> None:
        """Sign out."""
        self._link.close()

    def __enter__(self) -> Self:
        """Itself; nothing is connected yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Sign out."""
        self.close()

    def _uids(self, selected: Selected, places: Sequence[str]) -> dict[int, str]:
        return uids_of(places, self._address.folder, selected.epoch)

    def _fetch(self, group: Sequence[str], sizes: Mapping[str, int]) -> list[RawMessage | Unfetched]:
        """The messages of a group; where that fails for a reason that may lie in one of them, each by itself."""
        why = _REFUSED
        try:
            with self._link.session() as session:
                wanted = self._uids(self._link.open_inbox(session), group)
                found = fetch_messages(session, wanted, {uid: sizes[place] for uid, place in wanted.items()})
        except MessageOversizedError:
            found, why = None, _TOO_LONG
        if found is not None:
            return list(found)
        if len(group) == 1:
            return [Unfetched(group[0], why)]
        return [each for place in group for each in self._fetch([place], sizes)]
