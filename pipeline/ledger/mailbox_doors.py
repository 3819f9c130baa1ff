"""The ledger's doors about mailboxes: what was listed, where messages lie, what was done with them there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import insert

from pipeline.ledger import mailboxes, messages, schema
from pipeline.ledger.open import reading, writing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy import Engine

    from pipeline.model import RawMessage
    from pipeline.records import Concluded, Kept, Listed, StoredMessage


class MailboxDoors:
    """A part of `Ledger`."""

    _engine: Engine

    def known_places(self, account: str) -> dict[str, Kept]:
        """Place -> what was kept from it last."""
        with reading(self._engine) as connection:
            return mailboxes.known_places(connection, account)

    def found_again(
        self, raw: RawMessage, size: int, account: str, present: AbstractSet[str], run: int, now: dt.datetime
    ) -> StoredMessage | None:
        """Know a message by its bytes that was moved, or whose mailbox was built anew.

        Args:
            raw: the message at its new place, or only its header.
            size: in bytes, of the whole message.
            account: the mailbox.
            present: all places that the mailbox lists now.
            run: the run that found it.
            now: the time.

        Returns:
            The message that lay at this very place before, or at one that is gone; its place is noted. None where
            there is none: then this is another message, even with the same bytes.
        """
        sha256 = hashlib.sha256(raw.data).hexdigest()
        with writing(self._engine) as connection:
            here = messages.find(connection, account, raw.place, sha256)
            twin = here.id if here else mailboxes.missing_twin(connection, account, sha256, size, present)
            if twin is None:
                return None
            row = {"message": twin, "account": account, "place": raw.place, "run": run, "at": now}
            connection.execute(insert(schema.FOUND_AGAIN), row)
            return messages.get(connection, twin)

    def last_listing(self, account: str) -> Listed | None:
        """The mailbox as the last run left it; None where there was none, or staff accepted a reset since."""
        with reading(self._engine) as connection:
            return mailboxes.last_listing(connection, account)

    def note_listing(self, account: str, listed: Listed, run: int, now: dt.datetime) -> None:
        """Note how the mailbox stands; the next run compares."""
        row = {"account": account, "epoch": listed.epoch, "highest": listed.highest, "left": listed.left}
        with writing(self._engine) as connection:
            connection.execute(insert(schema.LISTINGS), {**row, "run": run, "at": now})

    def accept_reset(self, account: str, now: dt.datetime) -> bool:
        """Take the mailbox as the next run finds it, whatever was there before. False where it was never listed."""
        with writing(self._engine) as connection:
            if mailboxes.last_listing(connection, account) is None:
                return False
            row = {"account": account, "epoch": None, "highest": None, "left": 0, "run": None, "at": now}
            connection.execute(insert(schema.LISTINGS), row)
            return True

    def refused(self, account: str, place: str, run: int, now: dt.datetime) -> int:
        """Note that the mailbox lists a message and did not give it; gives how often that was so."""
        with writing(self._engine) as connection:
            return mailboxes.refused(connection, account, place, run, now)

    def concluded(self, account: str) -> list[Concluded]:
        """The messages of a mailbox that have their outcome, oldest first."""
        with reading(self._engine) as connection:
            return mailboxes.concluded(connection, account)

    def touched(self, numbers: Sequence[int], action: str, target: str, run: int, now: dt.datetime) -> None:
        """Note that messages were "moved" or "flagged" in their mailbox."""
        rows = [{"message": each, "action": action, "target": target, "run": run, "at": now} for each in numbers]
        with writing(self._engine) as connection:
            connection.execute(insert(schema.TOUCHES), rows)
