"""Which reading of a form stands: a newer program may have read it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.ledger import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Rereadings:
    """Submission -> the one before it, of which it is a new reading."""

    before: Mapping[int, int]
    replaced: Mapping[int, dt.datetime]  # the submissions that stand no more, and until when they did
    after: Mapping[int, int]  # submission -> the next reading of it

    def first(self, submission: int) -> int:
        """The form as it was first read: what came after it, and what before, is told by that one."""
        while submission in self.before:
            submission = self.before[submission]
        return submission

    def later(self, submission: int) -> list[int]:
        """All later readings of the form that was first read as this submission."""
        found = []
        while submission in self.after:
            submission = self.after[submission]
            found.append(submission)
        return found

    def line(self, submission: int) -> list[int]:
        """All readings of a form up to this one, the latest first."""
        found = [submission]
        while found[-1] in self.before:
            found.append(self.before[found[-1]])
        return found


def read_rereadings(connection: Connection) -> Rereadings:
    """All of them. A new reading always has the higher number, so that no chain goes round."""
    c = schema.REREADINGS.c
    rows = connection.execute(select(c.submission, c.replaces, c.at).order_by(c.id))
    found = [row for row in rows if row.submission > row.replaces]
    return Rereadings(
        {row.submission: row.replaces for row in found},
        {row.replaces: row.at for row in found},
        {row.replaces: row.submission for row in found},
    )
