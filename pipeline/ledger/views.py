"""Queries for what was read, drafted, decided and run: a fixed number of them, however large the ledger is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, true

from pipeline.ledger import schema
from pipeline.ledger.belonging import read_belonging
from pipeline.ledger.columns import to_value
from pipeline.ledger.deliveries import standing_states
from pipeline.ledger.names import member_id, number_of, submission_id
from pipeline.ledger.tombstones import erased_members
from pipeline.ledger.values import read_values
from pipeline.ledger.words import Words, read_words
from pipeline.model import DocumentKind, Finding, Severity, Value
from pipeline.reconcile.current import ABOUT_MEMBER
from pipeline.records import Decision, DraftKind, DraftRow, DraftState, EarlierReading, PledgeRow, RunRow, SubmissionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Column, ColumnElement, Connection, Row

    from pipeline.ledger.belonging import Belonging
    from pipeline.ledger.rereadings import Rereadings


@dataclass(frozen=True, slots=True)
class Given:
    """A submission, or (with the id "") a pledge, with all that the ledger knows about it."""

    id: str
    member: int
    message: int
    sha256: str  # of the message
    run: int
    received: dt.datetime | None
    arrived: dt.datetime  # when it was received, but never later than when it was fetched
    language: str | None
    wave: str | None
    document: int | None
    name: str  # of the document
    values: tuple[Value, ...]
    findings: tuple[Finding, ...]
    line: tuple[str, ...] = ()  # ids under which this form stood: its own, then those of earlier readings of it
    until: dt.datetime | None = None  # when another reading of the form was accepted; None: this one stands


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and the run that recorded it."""

    member: int
    run: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was ever said about members, oldest first."""

    members: tuple[int, ...]
    given: tuple[Given, ...]
    decisions: tuple[Decided, ...]
    senders: dict[int, str]  # message -> address that sent it
    others: dict[int, list[str]]  # message -> names of its documents that were read and are no forms
    words: Words = field(default_factory=Words)
    replaced: tuple[Given, ...] = ()  # readings of forms that stand no more

    @property
    def earlier(self) -> tuple[EarlierReading, ...]:
        """The readings of forms that stand no more, in the order of their ids."""
        following = {each.line[1]: each for each in (*self.given, *self.replaced) if len(each.line) > 1}
        return tuple(
            EarlierReading(_to_submission(each), each.until, _otherwise(each, following[each.id]))
            for each in self.replaced
            if each.until and each.id in following
        )

    @property
    def submissions(self) -> tuple[SubmissionRow, ...]:
        """The forms among what was given, in the order of their ids."""
        forms = (each for each in self.given if each.id)
        return tuple(_to_submission(each) for each in sorted(forms, key=lambda each: (len(each.id), each.id)))

    @property
    def pledges(self) -> tuple[PledgeRow, ...]:
        """What was given without a form, oldest first."""
        return tuple(
            PledgeRow(each.sha256, each.received, member_id(each.member), each.values)
            for each in self.given
            if not each.id
        )


def read_history(connection: Connection, only: Sequence[int] | None = None) -> History:
    """All of it, or that of a few members, with one query for each table. Merged members count as the one they are."""
    belonging = read_belonging(connection)
    behind = None if only is None else belonging.behind(only)
    number = schema.MEMBERS.c.id
    numbers = connection.scalars(select(number).where(_among(number, behind)).order_by(number))
    gone = erased_members(connection)
    members = [each for each in numbers if each == belonging.root(each) and each not in gone]
    if only is not None:
        wanted = {belonging.root(each) for each in only}
        members = [each for each in members if each in wanted]
    pledges, forms = _read_pledges(connection, behind), _read_submissions(connection, behind, belonging.rereadings)
    given = [
        *(replace(each, member=belonging.root(each.member)) for each in pledges),
        *(replace(each, member=belonging.owner(number_of(each.id), each.member)) for each in forms),
    ]
    given.sort(key=lambda each: (each.arrived, each.message))
    theirs = [each for each in given if only is None or each.member in wanted]
    return History(
        tuple(members),
        tuple(each for each in theirs if each.until is None),
        _read_decisions(connection, behind, belonging),
        _read_senders(connection, behind),
        _read_others(connection, behind),
        read_words(connection, belonging),
        tuple(each for each in theirs if each.until is not None),
    )


def read_drafts(connection: Connection) -> tuple[DraftRow, ...]:
    """All replies, each with the file that was written last."""
    belonging = read_belonging(connection)
    members: dict[int, list[str]] = defaultdict(list)
    about = schema.DRAFT_MEMBERS.c
    for row in connection.execute(select(schema.DRAFT_MEMBERS).order_by(about.draft, about.member)):
        member = member_id(belonging.root(row.member))
        if member not in members[row.draft]:
            members[row.draft].append(member)
    files = {row.draft: row for row in connection.execute(select(schema.DRAFT_FILES).order_by(schema.DRAFT_FILES.c.id))}
    drafts = connection.execute(select(schema.DRAFTS).order_by(schema.DRAFTS.c.id))
    states = standing_states(connection)
    replaced = {row.draft: row for row in connection.execute(select(schema.REPLACED).order_by(schema.REPLACED.c.id))}
    return tuple(
        replace(
            _to_draft(row, members[row.id], files.get(row.id), states.get(row.id)),
            withdrawn=row.id in replaced,
            successor=replaced[row.id].by if row.id in replaced else None,
        )
        for row in drafts
    )


def read_runs(connection: Connection) -> tuple[RunRow, ...]:
    """All runs, oldest first."""
    return tuple(
        RunRow(
            id=row.id,
            started=row.started,
            finished=row.finished,
            exit_code=row.exit_code,
            seen=row.seen,
            known=row.known,
            counts=tuple(row.counts.items()),
            version=row.version,
        )
        for row in connection.execute(select(schema.RUNS).order_by(schema.RUNS.c.id))
    )


def _among(column: Column[int], only: Sequence[int] | None) -> ColumnElement[bool]:
    return true() if only is None else column.in_(only)


def _read_submissions(connection: Connection, only: Sequence[int] | None, rereadings: Rereadings) -> list[Given]:
    """All readings of forms. One that was read again came when it first came: before what staff said since."""
    message, document = schema.MESSAGES, schema.DOCUMENTS
    query = (
        select(
            schema.SUBMISSIONS,
            message.c.sha256,
            message.c.received,
            message.c.fetched,
            document.c.name,
        )
        .join_from(schema.SUBMISSIONS, message, schema.SUBMISSIONS.c.message == message.c.id)
        .join(document, schema.SUBMISSIONS.c.document == document.c.id)
        .where(_among(schema.SUBMISSIONS.c.member, only))
        .order_by(schema.SUBMISSIONS.c.id)
    )
    values = read_values(
        connection, schema.SUBMISSIONS, schema.SUBMISSION_VALUES, _among(schema.SUBMISSIONS.c.member, only)
    )
    findings = _read_findings(connection, only)
    rows = {row.id: row for row in connection.execute(query)}
    in_order = sorted((rereadings.first(number), number) for number in rows)
    return [
        replace(
            _to_given(rows[number], submission_id(number), rows[number].name, values[number], findings[number]),
            run=rows[first].run,
            line=tuple(map(submission_id, rereadings.line(number))),
            until=rereadings.replaced.get(number),
        )
        for first, number in in_order
    ]


def _read_pledges(connection: Connection, only: Sequence[int] | None) -> list[Given]:
    message = schema.MESSAGES
    query = (
        select(schema.PLEDGES, message.c.sha256, message.c.received, message.c.fetched)
        .join_from(schema.PLEDGES, message, schema.PLEDGES.c.message == message.c.id)
        .where(_among(schema.PLEDGES.c.member, only))
        .order_by(schema.PLEDGES.c.id)
    )
    values = read_values(connection, schema.PLEDGES, schema.PLEDGE_VALUES, _among(schema.PLEDGES.c.member, only))
    return [_to_given(row, "", "", values[row.id], []) for row in connection.execute(query)]


def _to_given(row: Row[Any], name: str, document: str, values: list[Value], findings: list[Finding]) -> Given:
    """A forged date in the future must not make a form the newest for ever."""
    is_form = bool(name)
    return Given(
        id=name,
        member=row.member,
        message=row.message,
        sha256=row.sha256,
        run=row.run,
        received=row.received,
        arrived=row.fetched if row.received is None else min(row.received, row.fetched),
        language=row.language,
        wave=row.wave if is_form else None,
        document=row.document if is_form else None,
        name=document,
        values=tuple(values),
        findings=tuple(findings),
    )


def _read_findings(connection: Connection, only: Sequence[int] | None) -> dict[int, list[Finding]]:
    c = schema.FINDINGS.c
    found: dict[int, list[Finding]] = defaultdict(list)
    query = select(schema.FINDINGS).join(schema.SUBMISSIONS).where(_among(schema.SUBMISSIONS.c.member, only))
    for row in connection.execute(query.order_by(c.submission, c.position)):
        found[row.submission].append(Finding(row.code, Severity(row.severity), row.text, row.field))
    return found


def _read_decisions(connection: Connection, only: Sequence[int] | None, belonging: Belonging) -> tuple[Decided, ...]:
    """What was decided of a member that was merged counts for the one it is, but for where that one stands itself."""
    c = schema.DECISIONS.c
    rows = connection.execute(select(schema.DECISIONS).where(_among(c.member, only)).order_by(c.id)).all()
    own = {(row.member, row.field) for row in rows if belonging.root(row.member) == row.member}
    return tuple(
        _to_decided(row, belonging.root(row.member))
        for row in rows
        if row.field not in ABOUT_MEMBER
        or belonging.root(row.member) == row.member
        or (belonging.root(row.member), row.field) not in own
    )


def _to_decided(row: Row[Any], member: int) -> Decided:
    decision = Decision(
        member=member_id(member),
        field=row.field,
        value=None if row.value is None else to_value(row.value),
        by=row.by,
        at=row.at,
        was=None if row.was is None else to_value(row.was),
        released=bool(row.released),
    )
    return Decided(member, row.run, decision)


def _read_senders(connection: Connection, only: Sequence[int] | None) -> dict[int, str]:
    """Of the messages that gave something: whoever writes for a member once is known by the address."""
    c = schema.OUTCOMES.c
    theirs = [
        select(table.c.message).where(_among(table.c.member, only)) for table in (schema.SUBMISSIONS, schema.PLEDGES)
    ]
    query = select(c.message, c.sender_address).where(c.message.in_(theirs[0].union(theirs[1]))).order_by(c.id)
    return {row.message: row.sender_address for row in connection.execute(query) if row.sender_address}


def _read_others(connection: Connection, only: Sequence[int] | None) -> dict[int, list[str]]:
    c = schema.DOCUMENTS.c
    no_forms = c.kind.is_not(None) & (c.kind != DocumentKind.FORM.value)
    theirs = c.message.in_(select(schema.SUBMISSIONS.c.message).where(_among(schema.SUBMISSIONS.c.member, only)))
    found: dict[int, list[str]] = defaultdict(list)
    query = select(c.message, c.name).where(no_forms, theirs).order_by(c.message, c.position)
    for row in connection.execute(query):
        found[row.message].append(row.name)
    return found


def _otherwise(one: Given, other: Given) -> frozenset[str]:
    said = {value.field: value.value for value in other.values}
    return frozenset(value.field for value in one.values if said.get(value.field) != value.value)


def _to_submission(given: Given) -> SubmissionRow:
    return SubmissionRow(
        id=given.id,
        message=given.sha256,
        document=given.name,
        language=given.language,
        received=given.received,
        member=member_id(given.member),
        values=given.values,
        findings=given.findings,
        wave=given.wave,
    )


def _to_draft(row: Row[Any], members: list[str], written: Row[Any] | None, state: Row[Any] | None) -> DraftRow:
    if state is not None:
        stands: DraftState | None = DraftState(state.state)
    else:
        stands = DraftState.DRAFTED if written is not None and written.file else None
    return DraftRow(
        id=row.id,
        kind=DraftKind(row.kind),
        message=row.message,
        language=row.language or "",
        message_id=row.message_id,
        members=tuple(members),
        created=row.created,
        file=(written.file or None) if written is not None else None,
        letters=() if written is None else tuple(written.letters),
        state=stands,
        since=state.at if state is not None else written.at if written is not None else None,
        facts=None if written is None else written.facts,
        prints={} if written is None else written.prints or {},
    )
