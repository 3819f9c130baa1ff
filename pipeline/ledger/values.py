"""Values as they were read from forms, pledges and questions, out of the tables that hold them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.ledger.columns import to_box, to_value
from pipeline.model import Source, Value

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table


def read_values(
    connection: Connection, owners: Table, table: Table, wanted: ColumnElement[bool]
) -> dict[int, list[Value]]:
    """Owner -> its values in their order, of the owners that are wanted.

    The tuples are unpacked at once: of a large ledger these are most of the rows.
    """
    c = table.c
    query = select(owners.c.id, c.field, c.value, c.raw, c.confidence, c.reader, c.at, c.page, c.box)
    query = query.join_from(owners, table).where(wanted).order_by(owners.c.id, c.position)
    found: dict[int, list[Value]] = defaultdict(list)
    for number, key, value, raw, confidence, reader, at, page, box in connection.execute(query):
        source = Source(reader, at, page, to_box(box))
        found[number].append(Value(key, to_value(value), raw, confidence, source))
    return found
