"""The order of what happened: a clock that is set back must not undo it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from pipeline.ledger import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEVER: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
INSTANT: Final = dt.timedelta(microseconds=1)


def latest_times(connection: Connection) -> tuple[dt.datetime, dt.datetime]:
    """When the newest message was fetched and the newest decision made."""
    columns = (schema.MESSAGES.c.fetched, schema.DECISIONS.c.at)
    found = (connection.scalar(select(column).order_by(column.table.c.id.desc()).limit(1)) for column in columns)
    fetched, decided = (each or _NEVER for each in found)
    return fetched, decided
