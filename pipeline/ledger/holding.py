"""Which rows of the ledger are about somebody: of members with all that hangs on them, and wherever words stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, select

from pipeline.ledger import schema
from pipeline.ledger.belonging import read_belonging
from pipeline.ledger.columns import CleanText, ExactText, Json
from pipeline.ledger.tombstones import erased_members
from pipeline.model import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection, Table

    from pipeline.ledger.belonging import Belonging

Names = Callable[[str], bool]
"""Whether a text names whom is looked for."""

_OURS: Final = {"account", "epoch"}  # of the mailbox, never of somebody who writes
_OF_MAIL: Final = (
    schema.OUTCOMES,
    schema.DOCUMENTS,
    schema.SUBMISSION_VALUES,
    schema.PLEDGE_VALUES,
    schema.QUESTION_VALUES,
)
"""What stands in these came out of the bytes of a message."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger holds. Numbers of rows; `mentions`: table -> rows in which a word stands."""

    members: frozenset[int] = frozenset()
    messages: frozenset[int] = frozenset()  # their bytes, headers and documents go
    submissions: frozenset[int] = frozenset()  # of the members
    pledges: frozenset[int] = frozenset()
    questions: frozenset[int] = frozenset()
    drafts: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    mentions: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.members or self.messages or self.mentions)


def held(connection: Connection, members: Collection[int], names: Names, *, more: Collection[int] = ()) -> Held:
    """What the ledger holds about members and under words.

    Args:
        connection: with a transaction of the caller.
        members: numbers of members that are meant as a whole, with all that were merged into them.
        names: whether a text names whom is looked for.
        more: messages whose bytes are known to name them.
    """
    belonging = read_belonging(connection)
    members = {*members, *(each for each in belonging.into if belonging.root(each) in members)}
    members -= erased_members(connection)
    submissions = _submissions_of(connection, belonging, members)
    pledges = _of_members(connection, schema.PLEDGES, members)
    messages = {
        *more,
        *_column(connection, schema.SUBMISSIONS.c.message, submissions),
        *_column(connection, schema.PLEDGES.c.message, pledges),
        *(row.message for row in connection.execute(select(schema.OUTCOMES)) if row.member in members),
        *_messages_naming(connection, names),
    }
    messages = _same_bytes(connection, _same_forms(connection, messages))
    about = {row.draft for row in connection.execute(select(schema.DRAFT_MEMBERS)) if row.member in members}
    drafts = {row.id for row in connection.execute(select(schema.DRAFTS)) if row.id in about or row.message in messages}
    questions = {row.id for row in connection.execute(select(schema.QUESTIONS)) if row.message in messages}
    return Held(
        frozenset(members),
        frozenset(messages),
        frozenset(submissions),
        frozenset(pledges),
        frozenset(questions),
        frozenset(drafts),
        frozenset(_of_members(connection, schema.DECISIONS, members)),
        {
            table.name: number
            for table in schema.METADATA.sorted_tables
            if (number := mentions(connection, table, names))
        },
    )


def _submissions_of(connection: Connection, belonging: Belonging, members: Collection[int]) -> set[int]:
    """Those that are the members' now: staff may have said that a form is another's."""
    rows = connection.execute(select(schema.SUBMISSIONS.c.id, schema.SUBMISSIONS.c.member))
    return {row.id for row in rows if belonging.owner(row.id, row.member) in members}


def _of_members(connection: Connection, table: Table, members: Collection[int]) -> set[int]:
    return {row.id for row in connection.execute(select(table.c.id, table.c.member)) if row.member in members}


def _column(connection: Connection, column: Column[int], rows: Collection[int]) -> set[int]:
    query = select(column.table.c.id, column)
    return {value for number, value in connection.execute(query) if number in rows}


def _same_bytes(connection: Connection, messages: Collection[int]) -> set[int]:
    """With every other arrival of the same bytes."""
    rows = connection.execute(select(schema.MESSAGES.c.id, schema.MESSAGES.c.sha256)).all()
    bytes_of = {row.sha256 for row in rows if row.id in messages}
    return {row.id for row in rows if row.sha256 in bytes_of}


def _same_forms(connection: Connection, messages: Collection[int]) -> set[int]:
    """With the messages in which one of their forms came once more: of a duplicate nothing but its bytes is kept."""
    documents = schema.DOCUMENTS.c
    query = select(documents.message, documents.sha256).where(documents.kind == DocumentKind.FORM.value)
    rows = connection.execute(query).all()
    forms = {row.sha256 for row in rows if row.message in messages}
    return {*messages, *(row.message for row in rows if row.sha256 in forms)}


def _messages_naming(connection: Connection, names: Names) -> set[int]:
    """Messages of which something that was taken out of them names it, or the file that they lie in."""
    of: dict[str, dict[int, int]] = {
        "submission": _messages_of(connection, schema.SUBMISSIONS),
        "pledge": _messages_of(connection, schema.PLEDGES),
        "question": _messages_of(connection, schema.QUESTIONS),
    }
    found: set[int] = set()
    for table in _OF_MAIL:
        owner = next(name for name in ("message", *of) if name in table.c)
        for row in connection.execute(select(table)).mappings():
            if any(_says(row[column.name], names) for column in text_columns(table)):
                found.add(row[owner] if owner == "message" else of[owner][row[owner]])
    places = (schema.MESSAGES.c.id, schema.MESSAGES.c.place), (schema.FOUND_AGAIN.c.message, schema.FOUND_AGAIN.c.place)
    for columns in places:
        found |= {number for number, place in connection.execute(select(*columns)) if names(place)}
    return found


def _messages_of(connection: Connection, table: Table) -> dict[int, int]:
    return dict(connection.execute(select(table.c.id, table.c.message)).all())


def text_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table in which words of people may stand."""
    return [each for each in table.c if isinstance(each.type, (CleanText, ExactText, Json)) and each.name not in _OURS]


def mentions(connection: Connection, table: Table, names: Names) -> int:
    """How many rows of a table name somebody."""
    texts = text_columns(table)
    if not texts or table is schema.ERASURES:
        return 0
    return sum(any(_says(value, names) for value in row) for row in connection.execute(select(*texts)))


def _says(value: object, names: Names) -> bool:
    return any(names(text) for text in strings_in(value))


def strings_in(value: object) -> Iterator[str]:
    """Every text in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from strings_in(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from strings_in(each)


def mapped(value: object, change: Callable[[str], str]) -> object:
    """A plain value with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(str(key)): mapped(each, change) for key, each in value.items()}
    return [mapped(each, change) for each in value] if isinstance(value, (list, tuple)) else value


def names_member(text: str, members: Collection[int]) -> bool:
    """Whether the id of one of the members stands in a text, as in the keys of what staff ticked off."""
    return any(int(digits) in members for digits in re.findall(r"\bM(\d{4,9})\b", text))
