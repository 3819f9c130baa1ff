"""The ledger's doors for erasure and retention: what it holds of somebody, and taking it out without a trace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from pipeline.ledger import dumping, holding, schema, tombstones
from pipeline.ledger.erasing import Eraser
from pipeline.ledger.open import in_words, reading, writing
from pipeline.ledger.recognising import recognise
from pipeline.ledger.tombstones import BYTES, Tombstone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Engine

    from pipeline.ledger.dumping import Rows, Whereabouts
    from pipeline.ledger.holding import Held, Names
    from pipeline.ledger.recognising import Recognised
    from pipeline.ledger.tombstones import Erased, Erasure


class ErasingDoors:
    """A part of `Ledger`."""

    _engine: Engine

    def erased(self, account: str) -> Erased:
        """What of a mailbox is never taken in again."""
        with reading(self._engine) as connection:
            return tombstones.erased(connection, account)

    def erased_members(self) -> frozenset[int]:
        """Numbers of members that were erased."""
        with reading(self._engine) as connection:
            return tombstones.erased_members(connection)

    def erasures(self) -> tuple[Erasure, ...]:
        """All erasures with their tombstones, oldest first."""
        with reading(self._engine) as connection:
            return tombstones.erasures(connection)

    def gone(self) -> frozenset[int]:
        """Numbers of the messages whose bytes are gone, erased or after their time; `raw` gives nothing of them."""
        with reading(self._engine) as connection:
            return tombstones.without_bytes(connection)

    def recognised(self, erasure: Erasure, folded: Callable[[str], str]) -> Recognised:
        """What of an erasure that was made in another ledger (a later state of this one) stands here."""
        with reading(self._engine) as connection:
            return recognise(connection, erasure, folded)

    def held(self, members: Collection[int], names: Names, more: Collection[int] = ()) -> Held:
        """What the ledger holds about members and under words; see `holding.held`."""
        with reading(self._engine) as connection:
            return holding.held(connection, members, names, more=more)

    def dump(self, held: Held, names: Names) -> Rows:
        """Every row about it as plain values, by table."""
        with reading(self._engine) as connection:
            return dumping.dump(connection, held, names)

    def whereabouts(self, held: Held) -> Whereabouts:
        """Where in mailboxes its mails and replies lie."""
        with reading(self._engine) as connection:
            return dumping.whereabouts(connection, held)

    def erase(self, held: Held, names: Names, redacted: Callable[[str], str], erasure: Erasure) -> Erasure:
        """Take all that is held out of the ledger, or nothing; `compact` afterwards.

        Args:
            held: what `held` gave.
            names: whether a text names whom is erased.
            redacted: a text with the names replaced.
            erasure: how it is noted; tombstones of members, messages and places are added.
        """
        with writing(self._engine) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            return Eraser(connection, held, names, redacted, erasure).erase()

    def let_go(self, messages: Collection[int], erasure: Erasure) -> None:
        """Retention: the bytes of messages go, all that was read of them stays."""
        with writing(self._engine) as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete = ON")
            table = schema.MESSAGES.c
            hashes = {row.sha256 for row in connection.execute(select(table.id, table.sha256)) if row.id in messages}
            for each in sorted(hashes):
                mine = schema.CONTENTS.c.sha256 == each
                connection.execute(update(schema.CONTENTS).where(mine).values(raw=b""))
            stones = tuple(Tombstone(BYTES, each) for each in sorted(hashes))
            tombstones.note(connection, replace(erasure, tombstones=stones))

    def compact(self) -> None:
        """Write the database file anew, so that nothing of what was deleted stays in its free pages or its journal."""
        if self._engine.dialect.name != "sqlite":
            return
        with in_words(self._engine):
            raw = self._engine.raw_connection()
            try:
                for statement in ("wal_checkpoint(TRUNCATE)", "secure_delete = ON"):
                    raw.execute(f"PRAGMA {statement}")
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
