"""What staff said about members beside the values of fields, on a connection whose transaction the caller holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.ledger.names import member_id
from pipeline.records import Merge

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from pipeline.ledger.belonging import Belonging

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """Members by their numbers; those that were merged stand under the one that they are."""

    merged: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # member -> those that are this one
    entered: Mapping[int, dt.datetime] = field(default_factory=dict)  # member -> when staff entered it
    likenesses: tuple[Pair, ...] = ()  # two that may be one, of which staff said nothing yet
    asked: frozenset[int] = frozenset()  # members that were ever thought to be like another
    settled: frozenset[str] = frozenset()  # keys of items that staff ticked off

    def is_told_apart(self, member: int) -> bool:
        """Whether staff said of each likeness of this member what it is."""
        return member in self.asked and not any(member in pair for pair in self.likenesses)


def read_words(connection: Connection, belonging: Belonging) -> Words:
    """All that staff said, as it stands now."""
    likely, apart = (_pairs(connection, table, belonging) for table in (schema.LIKENESSES, schema.KEPT_APART))
    entries = connection.execute(select(schema.ENTRIES.c.member, schema.ENTRIES.c.at).order_by(schema.ENTRIES.c.id))
    merged: dict[int, list[int]] = defaultdict(list)
    for member in sorted(belonging.into):
        merged[belonging.root(member)].append(member)
    return Words(
        merged={member: tuple(others) for member, others in merged.items()},
        entered={belonging.root(row.member): row.at for row in entries},
        likenesses=tuple(pair for pair in likely if pair[0] != pair[1] and pair not in set(apart)),
        asked=frozenset(member for pair in likely for member in pair),
        settled=frozenset(connection.scalars(select(schema.SETTLED.c.item))),
    )


def read_merges(connection: Connection, belonging: Belonging) -> tuple[Merge, ...]:
    """The merges that stand, in the order of the members that are no longer their own."""
    c = schema.MERGES.c
    latest = {row.member: row for row in connection.execute(select(schema.MERGES).order_by(c.id))}
    return tuple(
        Merge(member_id(member), member_id(belonging.root(member)), latest[member].by, latest[member].at)
        for member in sorted(belonging.into)
    )


def _pairs(connection: Connection, table: Table, belonging: Belonging) -> list[Pair]:
    """Each pair once, the older member first, in the order in which they were noted."""
    rows = connection.execute(select(table.c.one, table.c.other).order_by(table.c.id))
    pairs = (sorted((belonging.root(row.one), belonging.root(row.other))) for row in rows)
    return list(dict.fromkeys((one, other) for one, other in pairs))
