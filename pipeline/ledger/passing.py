"""The rows of one ledger coming into another in the order in which they came: messages, and what staff said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event, insert, select

from pipeline.ledger import schema
from pipeline.ledger.open import reading, writing
from pipeline.reconcile.rereading import FOUND_LATER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Table

    from pipeline.ledger.rereadings import Rereadings

_SAID: Final = (
    schema.DECISIONS,
    schema.ENTRIES,
    schema.MERGES,
    schema.LIKENESSES,
    schema.KEPT_APART,
    schema.BELONGINGS,
    schema.ANSWERS,
    schema.SETTLED,
)
"""What stands for a run as a whole; likenesses are noted with messages, but count only once staff say something."""

_MOVING: Final = (schema.MERGES, schema.BELONGINGS)
_GIVEN: Final = (schema.DOCUMENTS, schema.OUTCOMES, schema.QUESTIONS, schema.PLEDGES)
_ABOUT_MEMBERS: Final = ("member", "into")


def unhurried(engine: Engine) -> None:
    """For a scratch database: nothing need outlive a crash, and rows may come before those that they refer to."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("synchronous = OFF", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")

    engine.dispose()


class Passing:
    """Brings rows from `source` to `target`, each once."""

    def __init__(self, source: Engine, target: Engine, rereadings: Rereadings) -> None:
        self._source = source
        self._target = target
        self._rereadings = rereadings
        self._run = 0
        self._touched: set[int] = set()
        self._members: set[int] = set()
        with reading(source) as connection:
            self._later = _came_later(connection, rereadings)

    def moves(self) -> frozenset[int]:
        """The runs in which staff said that a member, or whose a form, is another."""
        with reading(self._source) as connection:
            return frozenset(run for table in _MOVING for run in connection.scalars(select(table.c.run)))

    def touched(self) -> list[int]:
        """The members of which something came since this was last asked."""
        found, self._touched = self._touched, set()
        return sorted(found)

    def staff(self, run: int) -> None:
        """All that staff said up to the beginning of a run, and the messages that were fetched until its end."""
        if run <= self._run:
            return
        since, self._run = self._run, run
        with reading(self._source) as source, writing(self._target) as target:
            for table in (schema.MESSAGES, *_SAID):
                self._bring(source, target, table, (table.c.run > since) & (table.c.run <= run))
            later = [number for number, when in self._later.items() if since < when <= run]
            self._submissions(source, target, later)

    def message(self, number: int) -> None:
        """All that a message gave by itself, its forms as they are read now."""
        with reading(self._source) as source, writing(self._target) as target:
            for table in _GIVEN:
                self._bring(source, target, table, table.c.message == number)
            findings = schema.FINDINGS.c
            self._bring(source, target, schema.FINDINGS, (findings.message == number) & findings.submission.is_(None))
            self._values(source, target, schema.PLEDGES, schema.PLEDGE_VALUES, schema.PLEDGES.c.message == number)
            self._values(source, target, schema.QUESTIONS, schema.QUESTION_VALUES, schema.QUESTIONS.c.message == number)
            read = source.scalars(select(schema.SUBMISSIONS.c.id).where(schema.SUBMISSIONS.c.message == number))
            own = [each for each in read if self._rereadings.first(each) not in self._later]
            self._submissions(source, target, own)

    def _submissions(self, source: Connection, target: Connection, numbers: Collection[int]) -> None:
        """Forms with all that hangs on them, and with their later readings."""
        wanted = set(numbers)
        wanted |= {later for each in numbers for later in self._rereadings.later(each)}
        if not wanted:
            return
        table = schema.SUBMISSIONS
        self._bring(source, target, table, table.c.id.in_(wanted))
        self._values(source, target, table, schema.SUBMISSION_VALUES, table.c.id.in_(wanted))
        for other in (schema.FINDINGS, schema.MEMBER_EVENTS, schema.REREADINGS):
            self._bring(source, target, other, other.c.submission.in_(wanted))

    def _values(
        self, source: Connection, target: Connection, owners: Table, table: Table, chosen: ColumnElement[bool]
    ) -> None:
        owner = next(column for column in table.c if column.references(owners.c.id))
        self._bring(source, target, table, owner.in_(select(owners.c.id).where(chosen)))

    def _bring(self, source: Connection, target: Connection, table: Table, chosen: ColumnElement[bool]) -> None:
        rows = source.execute(select(table).where(chosen).order_by(table.c.id)).mappings().all()
        if not rows:
            return
        self._bring_members(source, target, rows)
        target.execute(insert(table), [dict(row) for row in rows])

    def _bring_members(self, source: Connection, target: Connection, rows: Iterable[RowMapping]) -> None:
        """The members that rows tell of: they are touched by that, and are there from now on."""
        told: set[int] = {row[key] for row in rows for key in _ABOUT_MEMBERS if row.get(key) is not None}
        self._touched |= told
        new = told - self._members
        self._members |= new
        if new:
            table: Table = schema.MEMBERS
            found: list[dict[str, Any]] = [
                dict(row) for row in source.execute(select(table).where(table.c.id.in_(new))).mappings()
            ]
            target.execute(insert(table), found)


def _came_later(connection: Connection, rereadings: Rereadings) -> dict[int, int]:
    """Submissions that did not come with their message, and the run before whose messages they came.

    Staff answered whose they are, in the beginning of a run; or they were found later, between two runs.
    """
    answers = connection.execute(select(schema.ANSWERS.c.submission, schema.ANSWERS.c.run))
    answered = {row.submission: row.run for row in answers if row.submission is not None}
    table, finding = schema.SUBMISSIONS, schema.FINDINGS.c
    query = select(table.c.id, table.c.run).join_from(table, schema.FINDINGS, finding.submission == table.c.id)
    found = connection.execute(query.where(finding.code == FOUND_LATER))
    return {row.id: row.run + 1 for row in found if row.id not in rereadings.before} | answered
