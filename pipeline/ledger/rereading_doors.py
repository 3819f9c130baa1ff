"""The ledger's door for messages that were read again: what staff accept of the new reading."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, insert, select

from pipeline.ledger import messages, schema
from pipeline.ledger.names import number_of
from pipeline.ledger.open import reading, writing
from pipeline.ledger.writing import NOTHING_KNOWN, Writer
from pipeline.records import DocumentRecord, Outcome, PlannedSubmission

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from pipeline.reconcile.rereading import Form
    from pipeline.reconcile.taking_over import TakingOver

_COMPARED: Final = (
    schema.MESSAGES,
    schema.OUTCOMES,
    schema.SUBMISSIONS,
    schema.PLEDGES,
    schema.QUESTIONS,
    schema.ANSWERS,
    schema.MERGES,
    schema.BELONGINGS,
    schema.REREADINGS,
)


class RereadingDoors:
    """A part of `Ledger`."""

    _engine: Engine

    def state(self) -> str:
        """A word that is another one as soon as something came into the ledger that a replay compares."""
        with reading(self._engine) as connection:
            return state_of(connection)

    def take_over(self, taken: Sequence[TakingOver], now: dt.datetime) -> None:
        """Write all of it, or nothing. Rows are added; a form read again stands instead of its earlier reading."""
        with writing(self._engine) as connection:
            for each in taken:
                _take_over(connection, each, now)


def state_of(connection: Connection) -> str:
    """See `RereadingDoors.state`."""
    counted = (connection.execute(select(func.count(table.c.id), func.max(table.c.id))).one() for table in _COMPARED)
    gone = connection.scalar(select(func.count()).select_from(schema.ERASURES))
    whole = " ".join((*(f"{number}/{last}" for number, last in counted), str(gone)))
    return hashlib.sha256(whole.encode()).hexdigest()


def take_up_again(connection: Connection, message: int, now: dt.datetime) -> None:
    """Let the next run conclude the message as if for the first time; failures until now do not count any more."""
    last = connection.scalar(select(func.max(schema.FAILURES.c.id))) or 0
    connection.execute(insert(schema.RETRIES), {"message": message, "failure": last, "at": now})
    writer = _writer(connection, message, now)
    writer.outcome(Outcome.FAILED, "taken up again at the wish of staff", NOTHING_KNOWN)


def _writer(connection: Connection, message: int, now: dt.datetime) -> Writer:
    """What staff do between runs counts for the last one: the next is newer."""
    run = connection.scalar(select(func.max(schema.RUNS.c.id))) or 0
    return Writer(connection, messages.get(connection, message), run, now)


def _take_over(connection: Connection, taken: TakingOver, now: dt.datetime) -> None:
    if taken.again:
        take_up_again(connection, taken.message, now)
        return
    writer = _writer(connection, taken.message, now)
    for each in taken.replacing:
        writer.rereading(number_of(each.submission), each.form)
    for form in taken.added:
        writer.submission(_planned(form), _document(connection, writer, form))
    _lapse(connection, writer, taken)
    writer.findings(taken.gained)
    if taken.reason is not None:
        _reword(connection, writer, taken.reason)


def _planned(form: Form) -> PlannedSubmission:
    return PlannedSubmission(0, form.language, form.values, form.findings, form.member, form.wave)


def _document(connection: Connection, writer: Writer, form: Form) -> int:
    """The number of the document that the form stands in, which the ledger has already unless it was packed."""
    record = form.record or DocumentRecord(form.name, "", "", writer.message.sha256, 0, None)
    c = schema.DOCUMENTS.c
    here = (c.message == writer.message.id) & (c.sha256 == record.sha256)
    known: int | None = connection.scalar(select(func.max(c.id)).where(here))
    return known if known is not None else writer.document(form.document, record)


def _lapse(connection: Connection, writer: Writer, taken: TakingOver) -> None:
    lost = {(each.code, each.message, each.field) for each in taken.lost}
    c = schema.FINDINGS.c
    about = connection.execute(select(schema.FINDINGS).where(c.message == taken.message, c.submission.is_(None)))
    gone = [row.id for row in about if (row.code, row.text, row.field) in lost]
    if gone:
        rows = [{"finding": number, "run": writer.run, "at": writer.now} for number in gone]
        connection.execute(insert(schema.LAPSED), rows)


def _reword(connection: Connection, writer: Writer, reason: str) -> None:
    """The same outcome again, in other words."""
    c = schema.OUTCOMES.c
    query = select(schema.OUTCOMES).where(c.message == writer.message.id).order_by(c.id.desc()).limit(1)
    before = dict(connection.execute(query).mappings().one())
    again = {**before, "reason": reason, "run": writer.run, "at": writer.now}
    del again["id"]
    connection.execute(insert(schema.OUTCOMES), again)
