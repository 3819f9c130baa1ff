"""The rows that are about somebody, as plain values: for a person who asks, and to show what an erasure takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.ledger.holding import strings_in, text_columns
from pipeline.records import DraftState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection, Table

    from pipeline.ledger.holding import Held, Names

Rows = dict[str, list[dict[str, object]]]
"""Table -> its rows, column -> value."""

_SKIPPED: Final = {schema.CONTENTS.name, schema.META.name, schema.ERASURES.name, schema.TOMBSTONES.name}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where in mailboxes something lies: (number, mailbox, place) of messages, (number, place) of replies in Drafts."""

    messages: tuple[tuple[int, str, str], ...] = ()
    drafts: tuple[tuple[int, str], ...] = ()


def dump(connection: Connection, held: Held, names: Names) -> Rows:
    """Every row that refers to what is held, or in which words stand."""
    numbers: dict[str, Collection[int]] = {
        schema.MEMBERS.name: held.members,
        schema.MESSAGES.name: held.messages,
        schema.SUBMISSIONS.name: held.submissions,
        schema.PLEDGES.name: held.pledges,
        schema.QUESTIONS.name: held.questions,
        schema.DRAFTS.name: held.drafts,
    }
    found = {
        table.name: _rows(connection, table, numbers, names)
        for table in schema.METADATA.sorted_tables
        if table.name not in _SKIPPED
    }
    return {table: rows for table, rows in found.items() if rows}


def _rows(
    connection: Connection, table: Table, numbers: Mapping[str, Collection[int]], names: Names
) -> list[dict[str, object]]:
    texts = [each.name for each in text_columns(table)]
    refers = {key.parent.name: numbers.get(key.column.table.name, ()) for key in table.foreign_keys}
    if table.name in numbers:
        refers["id"] = numbers[table.name]
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in connection.execute(select(table)).mappings()
        if any(row[name] in wanted for name, wanted in refers.items())
        or any(names(text) for name in texts for text in strings_in(row[name]))
    ]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.datetime) else value


def whereabouts(connection: Connection, held: Held) -> Whereabouts:
    """Where the mails and replies lie outside the program's reach."""
    messages, again, states = schema.MESSAGES.c, schema.FOUND_AGAIN.c, schema.DRAFT_STATES.c
    lie: dict[int, tuple[str, str]] = {}
    for query in (
        select(messages.id, messages.account, messages.place),
        select(again.message, again.account, again.place).order_by(again.id),
    ):
        lie |= {row[0]: (row[1], row[2]) for row in connection.execute(query) if row[0] in held.messages}
    moved = schema.TOUCHES.c
    for row in connection.execute(
        select(moved.message, moved.target).where(moved.action == "moved").order_by(moved.id)
    ):
        if row.message in lie:
            account, place = lie[row.message]
            lie[row.message] = (account, f"{row.target} (moved there from {place})")
    drafts: dict[int, Any] = {}
    for stood in connection.execute(select(states.draft, states.place, states.state).order_by(states.id)):
        if stood.state == DraftState.REPLACED.value:
            drafts.pop(stood.draft, None)  # we took it out of Drafts ourselves
        elif stood.draft in held.drafts and (stood.place or stood.draft not in drafts):
            drafts[stood.draft] = stood.place or ""
    return Whereabouts(tuple((number, *where) for number, where in sorted(lie.items())), tuple(sorted(drafts.items())))
