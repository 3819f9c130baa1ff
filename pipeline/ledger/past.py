"""A ledger as it stood before each of its messages, one after the other, so that they can be concluded once more.

A message is concluded by the very functions of a run; what they would write is compared with what stands, and not
written. Instead the rows that the message gave, and what staff said next, come into the scratch ledger.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from pipeline.ledger import messages, schema
from pipeline.ledger.migrations import bring_up_to_date
from pipeline.ledger.names import member_id
from pipeline.ledger.open import open_engine, reading
from pipeline.ledger.passing import Passing, unhurried
from pipeline.ledger.rereadings import Rereadings, read_rereadings
from pipeline.ledger.store import HELD_AT_LAST, Ledger
from pipeline.ledger.told import conclusion_of, read_told, told_by
from pipeline.reconcile.rereading import MessageChange, Told, compare
from pipeline.records import Outcome

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from pipeline.ledger.told import Conclusion
    from pipeline.records import Plan, StoredMessage


class Past(Ledger):
    """A scratch ledger that goes through the past of another one, which is only read.

    Take each stretch of `stretches`, conclude what `unconcluded` gives then, and look at `changes` in the end.
    """

    def __init__(self, engine: Engine, domain: str) -> None:
        super().__init__(engine, domain)
        self.changes: list[MessageChange] = []
        self.compared = 0
        self.bare = 0  # messages of which no bytes are left
        self.waiting = 0  # messages that wait to be concluded
        self._left: list[StoredMessage] = []

    @classmethod
    def of(cls, url: str, folder: Path, *, domain: str) -> Self:
        """A scratch ledger in a folder, for the ledger at `url`, which has this program's schema."""
        source = open_engine(url, create=False, patience=10.0)
        try:
            bring_up_to_date(source, create=False)
            past = cls.open(f"sqlite:///{Path(folder).absolute() / 'past.db'}", domain=domain)
        except BaseException:
            source.dispose()
            raise
        past._begin(source)  # noqa: SLF001 - our own
        return past

    def _begin(self, source: Engine) -> None:
        unhurried(self._engine)
        self._source = source
        self._whole = Ledger(source, self._domain)
        with reading(source) as connection:
            self._rereadings: Rereadings = read_rereadings(connection)
            self._order = _order(connection)
            total = len(connection.scalars(select(schema.MESSAGES.c.id)).all())
        self._passing = Passing(source, self._engine, self._rereadings)
        self._bare = self._whole.gone()
        self.waiting = total - len(self._order)
        self.bare = sum(1 for message, _ in self._order if message in self._bare)
        self._position = 0

    def close(self) -> None:
        """Let go of both databases."""
        super().close()
        self._source.dispose()

    @property
    def total(self) -> int:
        """How many messages are concluded once more."""
        return len(self._order) - self.bare

    def stretches(self) -> Iterator[int]:
        """Stretches in which no member changes hands; gives how many messages each has."""
        moves = self._passing.moves()
        stretch: list[tuple[int, Conclusion]] = []
        for message, ended in self._order:
            if stretch and any(stretch[-1][1].run < run <= ended.run for run in moves):
                yield self._take_up(stretch)
                stretch = []
            stretch.append((message, ended))
        if stretch:
            yield self._take_up(stretch)

    def _take_up(self, stretch: list[tuple[int, Conclusion]]) -> int:
        self._passing.staff(stretch[0][1].run)
        whole = [message for message, _ in stretch if message not in self._bare]
        with reading(self._source) as connection:
            self._left = [messages.get(connection, message) for message in whole]
        return len(whole)

    # --- what a run asks of its ledger -------------------------------------------------------------

    def unconcluded(self) -> list[StoredMessage]:
        """The messages of this stretch, in the order in which they were concluded."""
        return list(self._left)

    def raw(self, message: int) -> bytes:
        """The bytes of a message, out of the other ledger."""
        return self._whole.raw(message)

    def state(self) -> str:
        """That of the other ledger; see `RereadingDoors.state`."""
        return self._whole.state()

    def gone(self) -> frozenset[int]:
        """Messages whose bytes are gone."""
        return self._bare

    def apply(self, message: StoredMessage, plan: Plan, run: int, now: dt.datetime) -> tuple[str, ...]:
        """Compare the plan with what stands; gives the members that changed until the next message."""
        del run, now
        self._compare(message, told_by(message.id, plan))
        self._pass(message)
        return tuple(member_id(number) for number in self._passing.touched())

    def fail(self, message: StoredMessage, run: int, code: str, now: dt.datetime) -> Outcome:
        """A message that cannot be read is held after the third time."""
        del run, code, now
        self._compare(message, Told(message.id, Outcome.HELD, HELD_AT_LAST))
        self._pass(message)
        return Outcome.HELD

    def _compare(self, message: StoredMessage, now: Told) -> None:
        with reading(self._source) as connection:
            before = read_told(connection, message.id, self._rereadings)
        self.compared += 1
        change = compare(before, now) if before is not None else None
        if change is not None:
            self.changes.append(change)

    def _pass(self, message: StoredMessage) -> None:
        """Let this message come in (and those before it that have no bytes), then what staff said before the next."""
        came = None
        while came != message.id:
            came, ended = self._order[self._position]
            self._passing.staff(ended.run)
            self._passing.message(came)
            self._position += 1
        if self._position < len(self._order):
            self._passing.staff(self._order[self._position][1].run)


def _order(connection: Connection) -> list[tuple[int, Conclusion]]:
    """The concluded messages in the order in which they were concluded."""
    numbers = connection.scalars(select(schema.MESSAGES.c.id).order_by(schema.MESSAGES.c.id)).all()
    found = ((number, conclusion_of(connection, number)) for number in numbers)
    return sorted(((number, ended) for number, ended in found if ended), key=lambda each: each[1].order)
