"""Forms of which only staff can say whose they are, on a connection whose transaction the caller holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, true

from pipeline.ledger import messages, schema
from pipeline.ledger.belonging import read_belonging
from pipeline.ledger.names import member_id, number_of
from pipeline.ledger.values import read_values
from pipeline.ledger.writing import Writer
from pipeline.model import Finding, Severity, Value
from pipeline.records import Outcome, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from pipeline.ledger.belonging import Belonging
    from pipeline.records import Plan

_Q = schema.QUESTIONS.c


@dataclass(frozen=True, slots=True)
class Told:
    """Who answered, in which run, when."""

    by: str
    run: int
    at: dt.datetime


def open_questions(connection: Connection) -> tuple[Question, ...]:
    """Those that staff have not answered, oldest first. A candidate that was merged stands as the one that it is."""
    message, document = schema.MESSAGES.c, schema.DOCUMENTS.c
    query = (
        select(schema.QUESTIONS, message.received, message.fetched, document.name, document.position)
        .join_from(schema.QUESTIONS, schema.MESSAGES, _Q.message == message.id)
        .join(schema.DOCUMENTS, _Q.document == document.id)
        .where(_Q.id.not_in(select(schema.ANSWERS.c.question)))
        .order_by(_Q.id)
    )
    rows = connection.execute(query).all()
    if not rows:
        return ()
    values, belonging = (
        read_values(connection, schema.QUESTIONS, schema.QUESTION_VALUES, true()),
        read_belonging(connection),
    )
    return tuple(_to_question(row, values[row.id], belonging) for row in rows)


def conclude(connection: Connection, question: Question, plan: Plan, told: Told, domain: str) -> list[int]:
    """The form becomes a submission; a message that was held for it gets its outcome. Gives the members touched."""
    answers = schema.ANSWERS.c
    stored = messages.get(connection, question.message)
    standing = messages.standing(connection, question.message)
    if connection.scalar(select(answers.id).where(answers.question == question.id)) is not None:
        return []
    document = connection.scalar(select(_Q.document).where(_Q.id == question.id))
    writer = Writer(connection, stored, told.run, told.at)
    touched = [writer.submission(each, int(document or 0)) for each in plan.submissions]
    _note_answer(connection, question, told, [each for each in touched if plan.submissions[0].member is None])
    if plan.draft is not None:
        writer.draft(plan.draft, plan.draft_language, touched, domain, about=f"question {question.id}")
    if standing is Outcome.HELD:
        writer.outcome_after(plan.outcome, plan.reason, member=touched[0] if touched else None, draft=plan.draft)
    return touched


def _note_answer(connection: Connection, question: Question, told: Told, new: Sequence[int]) -> None:
    """What staff said; that a new member is none of the candidates is remembered, so that nobody is asked again."""
    submission = connection.scalar(select(func.max(schema.SUBMISSIONS.c.id)))
    who = {"by": told.by, "at": told.at, "run": told.run}
    connection.execute(insert(schema.ANSWERS), {"question": question.id, "submission": submission, **who})
    apart = [{"one": one, "other": number_of(each), **who} for one in new for each in question.candidates]
    if apart:
        connection.execute(insert(schema.KEPT_APART), apart)


def _to_question(row: Row[Any], values: Sequence[Value], belonging: Belonging) -> Question:
    candidates = (member_id(belonging.root(number_of(each))) for each in row.candidates)
    return Question(
        id=row.id,
        message=row.message,
        document=row.name,
        position=row.position,
        language=row.language,
        values=tuple(values),
        findings=tuple(Finding(code, Severity(severity), text, field) for code, severity, text, field in row.findings),
        candidates=tuple(dict.fromkeys(candidates)),
        received=row.fetched if row.received is None else min(row.received, row.fetched),
    )
