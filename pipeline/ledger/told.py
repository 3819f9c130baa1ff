"""What the ledger has of a message, and what a plan would make of it, in one shape: for comparing the two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from pipeline.ledger import schema
from pipeline.ledger.columns import clean
from pipeline.ledger.names import member_id, number_of, submission_id
from pipeline.ledger.values import read_values
from pipeline.model import Finding, Severity, Value
from pipeline.reconcile.rereading import Form, FormKind, Told
from pipeline.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from pipeline.ledger.rereadings import Rereadings
    from pipeline.model import FieldValue
    from pipeline.records import Plan, PlannedQuestion, PlannedSubmission


def told_by(message: int, plan: Plan) -> Told:
    """What a plan makes of a message, in the words in which the ledger would keep it."""
    submissions = (
        replace(_read_from(plan, each, FormKind.FORM), member=each.member, wave=each.wave) for each in plan.submissions
    )
    questions = (
        replace(_read_from(plan, each, FormKind.QUESTION), candidates=each.candidates) for each in plan.questions
    )
    pledges = (
        Form(FormKind.PLEDGE, -1, "", each.language, each.values, member=each.member)
        for each in (plan.pledge,)
        if each is not None
    )
    forms = tuple(_kept(form) for form in (*submissions, *questions, *pledges))
    return Told(message, plan.outcome, clean(plan.reason), _kept_findings(plan.findings), forms)


def _read_from(plan: Plan, form: PlannedSubmission | PlannedQuestion, kind: FormKind) -> Form:
    record = plan.documents[form.document]
    return Form(kind, form.document, record.name, form.language, form.values, form.findings, record=record)


def _kept(form: Form) -> Form:
    values = tuple(_kept_value(each) for each in form.values)
    return replace(form, name=clean(form.name), values=values, findings=_kept_findings(form.findings))


def _kept_value(value: Value) -> Value:
    source = replace(value.source, at=clean(value.source.at))
    return replace(value, value=_clean_value(value.value), raw=clean(value.raw), source=source)


def _clean_value(value: FieldValue) -> FieldValue:
    if isinstance(value, tuple):
        return tuple(clean(each) for each in value)
    return clean(value) if isinstance(value, str) else value


def _kept_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(each, message=clean(each.message)) for each in findings)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the program made of a message at last, by itself: what staff answered since is left out."""

    outcome: Outcome
    reason: str
    run: int
    order: int  # conclusions follow each other by it


def conclusion_of(connection: Connection, message: int) -> Conclusion | None:
    """The conclusion that stands; None where there is none, or the message is to be taken up again."""
    c = schema.OUTCOMES.c
    answered = {(row.run, row.at) for row in _answers(connection, message)}
    rows = connection.execute(select(c.id, c.run, c.at, c.outcome, c.reason).where(c.message == message).order_by(c.id))
    own = [row for row in rows if (row.run, row.at) not in answered]
    if not own or own[-1].outcome == Outcome.FAILED.value:
        return None
    first = own[-1]  # its reason may have been put in other words since
    for row in reversed(own):
        if row.outcome == Outcome.FAILED.value:
            break
        first = row
    return Conclusion(Outcome(own[-1].outcome), own[-1].reason, first.run, first.id)


def read_told(connection: Connection, message: int, rereadings: Rereadings) -> Told | None:
    """What stands of a message; None where it has no outcome, or waits to be taken up again."""
    ended = conclusion_of(connection, message)
    if ended is None:
        return None
    answers = {row.question: row.submission for row in _answers(connection, message)}
    read = _submissions(connection, message, rereadings)
    first = {rereadings.first(number): number for number in read}
    by_answer = {question: first.get(submission or 0) for question, submission in answers.items()}
    own = [form for number, form in read.items() if number not in by_answer.values()]
    asked = _questions(connection, message, ended.run)
    questions = [_with_answer(form, read.get(by_answer.get(number) or 0), rereadings) for number, form in asked.items()]
    forms = (*own, *questions, *_pledges(connection, message))
    about = tuple(dict.fromkeys(_findings(connection, message)[None]))  # said anew at each attempt to conclude it
    return Told(message, ended.outcome, ended.reason, about, forms)


def _answers(connection: Connection, message: int) -> Sequence[Row[*tuple[Any, ...]]]:
    answers, questions = schema.ANSWERS.c, schema.QUESTIONS.c
    query = select(answers.question, answers.submission, answers.run, answers.at)
    query = query.join_from(schema.ANSWERS, schema.QUESTIONS).where(questions.message == message)
    return connection.execute(query.order_by(answers.id)).all()


def _with_answer(form: Form, given: Form | None, rereadings: Rereadings) -> Form:
    """A question with the submission that it became, which may have been read again since."""
    if given is None or given.submission is None:
        return form
    again = number_of(given.submission) in rereadings.before
    newer = replace(form, values=given.values, findings=given.findings, language=given.language) if again else form
    return replace(newer, submission=given.submission)


def _submissions(connection: Connection, message: int, rereadings: Rereadings) -> dict[int, Form]:
    """Those that stand, in the order in which they were first read."""
    table, document = schema.SUBMISSIONS, schema.DOCUMENTS
    query = (
        select(table, document.c.position, document.c.name.label("document_name"))
        .join_from(table, document, table.c.document == document.c.id)
        .where(table.c.message == message)
    )
    rows = [row for row in connection.execute(query) if row.id not in rereadings.replaced]
    values = read_values(
        connection, schema.SUBMISSIONS, schema.SUBMISSION_VALUES, schema.SUBMISSIONS.c.message == message
    )
    findings = _findings(connection, message)
    made = _made_members(connection, message)
    return {
        row.id: Form(
            FormKind.FORM,
            row.position,
            row.document_name,
            row.language,
            tuple(values[row.id]),
            findings[row.id],
            None if rereadings.first(row.id) in made else member_id(row.member),
            row.wave,
            submission_id(row.id),
        )
        for row in sorted(rows, key=lambda row: rereadings.first(row.id))
    }


def _questions(connection: Connection, message: int, run: int) -> dict[int, Form]:
    table, document = schema.QUESTIONS, schema.DOCUMENTS
    query = (
        select(table, document.c.position, document.c.name.label("document_name"))
        .join_from(table, document, table.c.document == document.c.id)
        .where(table.c.message == message, table.c.run == run)
        .order_by(table.c.id)
    )
    values = read_values(connection, schema.QUESTIONS, schema.QUESTION_VALUES, schema.QUESTIONS.c.message == message)
    return {
        row.id: Form(
            FormKind.QUESTION,
            row.position,
            row.document_name,
            row.language,
            tuple(values[row.id]),
            tuple(Finding(code, Severity(severity), text, field) for code, severity, text, field in row.findings),
            candidates=tuple(row.candidates),
        )
        for row in connection.execute(query)
    }


def _made_members(connection: Connection, message: int) -> frozenset[int]:
    """The submissions by which a new member was made."""
    c = schema.MEMBER_EVENTS.c
    query = select(c.submission).where(c.message == message, c.event == "created", c.submission.is_not(None))
    return frozenset(connection.scalars(query))


def _pledges(connection: Connection, message: int) -> list[Form]:
    values = read_values(connection, schema.PLEDGES, schema.PLEDGE_VALUES, schema.PLEDGES.c.message == message)
    events = schema.MEMBER_EVENTS.c
    query = select(events.member).where(
        events.message == message, events.event == "created", events.submission.is_(None)
    )
    made = set(connection.scalars(query))
    c = schema.PLEDGES.c
    rows = connection.execute(select(schema.PLEDGES).where(c.message == message).order_by(c.id))
    return [_to_pledge(row, tuple(values[row.id]), new=row.member in made) for row in rows]


def _to_pledge(row: Row[Any], values: tuple[Value, ...], *, new: bool) -> Form:
    return Form(FormKind.PLEDGE, -1, "", row.language, values, member=None if new else member_id(row.member))


def _findings(connection: Connection, message: int) -> dict[int | None, tuple[Finding, ...]]:
    """Submission (None: the message as a whole) -> what was found."""
    c = schema.FINDINGS.c
    found: dict[int | None, tuple[Finding, ...]] = defaultdict(tuple)
    stands = c.id.not_in(select(schema.LAPSED.c.finding))
    query = select(schema.FINDINGS).where(c.message == message, stands).order_by(c.submission, c.position)
    for row in connection.execute(query):
        found[row.submission] += (Finding(row.code, Severity(row.severity), row.text, row.field),)
    return found
