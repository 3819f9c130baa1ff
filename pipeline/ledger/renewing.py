"""Replies that are drafted later than with the outcome of their message, and those that are taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from pipeline.ledger import schema
from pipeline.ledger.deliveries import standing_states
from pipeline.ledger.names import draft_message_id, number_of
from pipeline.records import DraftState, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from pipeline.records import DraftRow, ReplyChange

_DEPENDED_ON: Final = (
    schema.OUTCOMES,
    schema.SUBMISSIONS,
    schema.PLEDGES,
    schema.DECISIONS,
    schema.MERGES,
    schema.BELONGINGS,
    schema.SETTLED,
    schema.KEPT_APART,
    schema.REREADINGS,
    schema.ERASURES,
    schema.DRAFTS,
    schema.DRAFT_FILES,
    schema.DRAFT_STATES,
    schema.REPLACED,
)


@dataclass(frozen=True, slots=True)
class Noted:
    """In which run, and when."""

    run: int
    at: dt.datetime


def note(connection: Connection, change: ReplyChange, noted: Noted, domain: str) -> None:
    """See `ReplyDoors.renew`."""
    draft = None if change.kind is None else _draft(connection, change, noted, domain)
    if change.instead is None or _is_replaced(connection, change.instead, draft):
        return
    row = {"draft": change.instead, "by": draft, "run": noted.run, "at": noted.at}
    connection.execute(insert(schema.REPLACED), row)
    if not _was_begun(connection, change.instead):
        state = {"draft": change.instead, "state": DraftState.REPLACED.value, "run": noted.run, "at": noted.at}
        connection.execute(insert(schema.DRAFT_STATES), state)


def _draft(connection: Connection, change: ReplyChange, noted: Noted, domain: str) -> int:
    """The number of the reply, which is there from now on."""
    assert change.kind is not None  # noqa: S101 - see above
    query = select(schema.MESSAGES.c.sha256).where(schema.MESSAGES.c.id == change.message)
    about = f"{connection.scalar(query)}{change.about}"
    own_id = draft_message_id(change.kind.value, about, domain)
    known = connection.scalar(select(schema.DRAFTS.c.id).where(schema.DRAFTS.c.message_id == own_id))
    if known is not None:
        return int(known)
    row = {"message": change.message, "kind": change.kind.value, "language": change.language or None}
    whole = {**row, "message_id": own_id, "run": noted.run, "created": noted.at}
    key = connection.execute(insert(schema.DRAFTS), whole).inserted_primary_key
    assert key is not None  # noqa: S101 - every insert of one row has a key
    if change.members:
        members = [{"draft": key[0], "member": number_of(each)} for each in change.members]
        connection.execute(insert(schema.DRAFT_MEMBERS), members)
    return int(key[0])


def _is_replaced(connection: Connection, draft: int, by: int | None) -> bool:
    """Whether that is noted, by the same one."""
    c = schema.REPLACED.c
    rows = connection.execute(select(c.by).where(c.draft == draft).order_by(c.id.desc()).limit(1)).all()
    return bool(rows) and rows[0].by == by


def _was_begun(connection: Connection, draft: int) -> bool:
    """Whether it was written, or may lie in Drafts since a program died before it could note that."""
    tables = (schema.DRAFT_FILES, schema.DRAFT_STATES)
    queries = (select(table.c.id).where(table.c.draft == draft).limit(1) for table in tables)
    return any(connection.scalar(query) is not None for query in queries)


def some_wait(connection: Connection) -> bool:
    """Whether a reply that is to be taken back may still be there."""
    numbers = connection.scalars(select(schema.REPLACED.c.draft)).all()
    states = standing_states(connection) if numbers else {}
    return any(number not in states or states[number].state == DraftState.DRAFTED.value for number in numbers)


def to_take_back(connection: Connection, drafts: Sequence[DraftRow]) -> list[Withdrawn]:
    """Replies that nobody touched and that are to be taken back.

    One that another comes instead of stays until that one is there.
    """
    by_number = {each.id: each for each in drafts}
    going = [
        each
        for each in drafts
        if each.withdrawn and each.state in {None, DraftState.DRAFTED} and _is_there(_last(each, by_number), each)
    ]
    if not going:
        return []
    states = schema.DRAFT_STATES.c
    wrote: dict[int, str] = {}
    for table in (schema.DRAFT_FILES, schema.DRAFT_STATES):  # a server may have written it anew: then the latter
        for row in connection.execute(select(table.c.draft, table.c.sha256).order_by(table.c.id)):
            if row.sha256:
                wrote[row.draft] = row.sha256
    epochs: dict[int, str | None] = {
        row.draft: row.epoch for row in connection.execute(select(states.draft, states.epoch).order_by(states.id))
    }
    return [Withdrawn(each, wrote.get(each.id, ""), epochs.get(each.id)) for each in going]


def _last(draft: DraftRow, by_number: Mapping[int, DraftRow]) -> DraftRow:
    """The one that stands at the end instead of it; itself where none comes instead."""
    while draft.withdrawn and draft.successor is not None:
        draft = by_number[draft.successor]
    return draft


def _is_there(last: DraftRow, draft: DraftRow) -> bool:
    return last.withdrawn or last is draft or last.state is not None


def mark(connection: Connection) -> str:
    """See `ReplyDoors.replies_mark`."""
    last = (connection.scalar(select(func.max(table.c.id))) or 0 for table in _DEPENDED_ON)
    return hashlib.sha256(" ".join(map(str, last)).encode()).hexdigest()
