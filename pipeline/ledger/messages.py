"""Queries about messages and what became of them, on a connection whose transaction the caller holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from pipeline.ledger import schema
from pipeline.ledger.belonging import Belonging
from pipeline.ledger.erasing import ERASED_MEDIA
from pipeline.ledger.names import member_id, submission_id
from pipeline.ledger.tombstones import without_bytes
from pipeline.model import DocumentKind, Finding, Mailbox, Severity
from pipeline.reconcile.threads import stands
from pipeline.records import DocumentRecord, DraftKind, DraftRow, DraftState, MessageRow, Outcome, StoredMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select

    from pipeline.ledger.rereadings import Rereadings

_M = schema.MESSAGES.c
_O = schema.OUTCOMES.c
_SHOWN: tuple[ColumnElement[Any], ...] = (
    _O.message,
    _O.message_id,
    _O.sender_address,
    _O.sender_name,
    _O.subject,
    _O.outcome,
    _O.reason,
    _O.member,
    _O.draft,
)
"""What lists show: of 100,000 messages the two times beside it would take as long as all else of a row."""


def find(connection: Connection, account: str, place: str, sha256: str) -> StoredMessage | None:
    """The message that was kept from this place with these bytes."""
    query = _stored().where(_M.account == account, _M.place == place, _M.sha256 == sha256)
    row = connection.execute(query).one_or_none()
    return None if row is None else _to_stored(row)


def later_of_size(connection: Connection, message: StoredMessage) -> list[int]:
    """Whole messages of the same size that came later."""
    same = (_M.size == message.size) & (_M.id > message.id) & (_M.partial == 0)
    return list(connection.scalars(select(_M.id).where(same).order_by(_M.id)))


def get(connection: Connection, number: int) -> StoredMessage:
    """The message of that number, which is there."""
    return _to_stored(connection.execute(_stored().where(_M.id == number)).one())


def unconcluded(connection: Connection) -> list[StoredMessage]:
    """Messages without an outcome, or whose latest one is FAILED, oldest first."""
    latest = select(func.max(_O.id)).where(_O.message == _M.id).correlate(schema.MESSAGES).scalar_subquery()
    ended = select(_O.id).where(_O.id == latest, _O.outcome != Outcome.FAILED.value)
    query = _stored().where(~ended.correlate(schema.MESSAGES).exists()).order_by(_M.id)
    return [_to_stored(row) for row in connection.execute(query)]


def with_outcome(connection: Connection, outcome: Outcome) -> list[int]:
    """Messages whose latest outcome that is, oldest first."""
    latest = select(func.max(_O.id)).group_by(_O.message)
    query = select(_O.message).where(_O.id.in_(latest), _O.outcome == outcome.value).order_by(_O.message)
    return list(connection.scalars(query))


def standing(connection: Connection, message: int) -> Outcome | None:
    """The outcome that stands. The row of the message is locked until the transaction ends (SQLite: all of it is)."""
    connection.execute(select(_M.id).where(_M.id == message).with_for_update()).one()
    query = select(_O.outcome).where(_O.message == message).order_by(_O.id.desc()).limit(1)
    outcome = connection.scalar(query)
    return None if outcome is None else Outcome(outcome)


def failures(connection: Connection, message: int) -> int:
    """How often concluding the message failed since staff last asked to try it again."""
    return connection.scalar(select(_failures_of(message))) or 0


def _failures_of(message: int | ColumnElement[int]) -> ScalarSelect[int]:
    retries = schema.RETRIES.c
    forgiven = select(func.coalesce(func.max(retries.failure), 0)).where(retries.message == message)
    failure = schema.FAILURES.c
    counted = select(func.count(failure.id)).where(failure.message == message)
    return counted.where(failure.id > forgiven.scalar_subquery()).scalar_subquery()


def read_messages(connection: Connection, drafts: Sequence[DraftRow], belonging: Belonging) -> tuple[MessageRow, ...]:
    """All messages with the outcome that stands, in the order in which they came. `drafts`: all replies."""
    outcomes = {row.message: row for row in connection.execute(select(*_SHOWN).order_by(_O.id))}
    replies = {draft.message: draft for draft in sorted(drafts, key=lambda each: (stands(each), each.id))}
    again = {row.message: row.place for row in connection.execute(select(schema.FOUND_AGAIN))}
    parts = _Parts(
        outcomes,
        _submissions(connection, belonging.rereadings),
        _documents(connection),
        _findings(connection),
        again,
        replies,
        belonging,
    )
    query = select(_M.id, _M.place, _M.sha256, _M.received, _M.fetched).order_by(_M.id)
    return tuple(_to_row(row, parts) for row in connection.execute(query))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on messages, by the number of the message."""

    outcomes: Mapping[int, Row[Any]]  # the one that stands
    submissions: Mapping[int, list[str]]
    documents: Mapping[int, list[DocumentRecord]]
    findings: Mapping[int, list[Finding]]
    again: Mapping[int, str]  # where it lies now, if it was found at another place
    replies: Mapping[int, DraftRow]  # the newest that was not taken back, else the newest
    belonging: Belonging


def _to_row(row: Row[*tuple[Any, ...]], parts: _Parts) -> MessageRow:
    ended = parts.outcomes.get(row.id)
    reply = parts.replies.get(row.id)
    planned = None if ended is None or ended.draft is None else DraftKind(ended.draft)
    return MessageRow(
        id=row.id,
        place=parts.again.get(row.id, row.place),
        sha256=row.sha256,
        message_id="" if ended is None else ended.message_id,
        received=row.received,
        fetched=row.fetched,
        sender=Mailbox("") if ended is None else Mailbox(ended.sender_address, ended.sender_name),
        subject="" if ended is None else ended.subject,
        outcome=None if ended is None else Outcome(ended.outcome),
        reason="" if ended is None else ended.reason,
        submissions=tuple(parts.submissions.get(row.id, ())),
        member=None if ended is None or ended.member is None else member_id(parts.belonging.root(ended.member)),
        draft=reply.kind if reply else planned,
        findings=tuple(parts.findings.get(row.id, ())),
        documents=tuple(parts.documents.get(row.id, ())),
        draft_state=reply.state if reply else DraftState.DRAFTED if planned else None,
    )


def _stored() -> Select[Any]:
    failed = _failures_of(schema.MESSAGES.c.id).label("failures")
    return select(_M.id, _M.place, _M.sha256, _M.size, _M.received, _M.fetched, _M.partial, failed)


def _to_stored(row: Row[Any]) -> StoredMessage:
    return StoredMessage(
        id=row.id,
        place=row.place,
        sha256=row.sha256,
        size=row.size,
        received=row.received,
        fetched=row.fetched,
        failures=row.failures,
        partial=bool(row.partial),
    )


def _submissions(connection: Connection, rereadings: Rereadings) -> dict[int, list[str]]:
    """Those that stand."""
    table = schema.SUBMISSIONS.c
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(table.message, table.id).order_by(table.id)):
        if row.id not in rereadings.replaced:
            found[row.message].append(submission_id(row.id))
    return found


def _documents(connection: Connection) -> dict[int, list[DocumentRecord]]:
    table = schema.DOCUMENTS.c
    found: dict[int, dict[tuple[int, str], DocumentRecord]] = defaultdict(dict)
    gone = without_bytes(connection)
    for row in connection.execute(select(schema.DOCUMENTS).order_by(table.message, table.position, table.id)):
        kind = None if row.kind is None else DocumentKind(row.kind)
        kept = ERASED_MEDIA if row.message in gone else row.media
        record = DocumentRecord(row.name, row.inside, kept, row.sha256, row.size, kind, row.reason, row.code)
        found[row.message][row.position, row.sha256] = record  # of a message taken up again, as it was read last
    return {message: list(records.values()) for message, records in found.items()}


def _findings(connection: Connection) -> dict[int, list[Finding]]:
    table = schema.FINDINGS.c
    found: dict[int, list[Finding]] = defaultdict(list)
    stands = table.submission.is_(None) & table.id.not_in(select(schema.LAPSED.c.finding))
    query = select(schema.FINDINGS).where(stands).order_by(table.message, table.position)
    for row in connection.execute(query):
        finding = Finding(row.code, Severity(row.severity), row.text, row.field)
        if finding not in found[row.message]:  # said anew at each attempt to conclude it
            found[row.message].append(finding)
    return found
