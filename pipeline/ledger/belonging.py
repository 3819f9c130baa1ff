"""Whose a member's number and a submission are by the word of staff: merged members, forms given to another member.

The rows themselves stay as they were written, so that what staff joined can be parted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from pipeline.ledger import schema
from pipeline.ledger.rereadings import Rereadings, read_rereadings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Belonging:
    """Member -> the one it was merged into; submission -> (the member it was read for, the one staff gave it to).

    What staff said of one reading of a form holds for all: submissions are known by their first reading.
    """

    into: Mapping[int, int]
    given: Mapping[int, tuple[int, int]]
    rereadings: Rereadings

    def root(self, member: int) -> int:
        """The member that stands for this one: itself, unless it was merged."""
        seen = {member}
        while member in self.into and self.into[member] not in seen:
            member = self.into[member]
            seen.add(member)
        return member

    def owner(self, submission: int, member: int) -> int:
        """Whose a submission is that was read for `member`."""
        return self.root(self.given.get(self.rereadings.first(submission), (member, member))[1])

    def behind(self, members: Iterable[int]) -> list[int]:
        """All numbers under which rows of these members may stand."""
        wanted = {self.root(each) for each in members}
        merged = {each for each in self.into if self.root(each) in wanted}
        read_for = {one for one, other in self.given.values() if self.root(other) in wanted}
        return sorted(wanted | merged | read_for)


def read_belonging(connection: Connection) -> Belonging:
    """What stands now: of several words about one member or submission the latest."""
    merges, given, rereadings = schema.MERGES.c, schema.BELONGINGS.c, read_rereadings(connection)
    into = {row.member: row.into for row in connection.execute(select(merges.member, merges.into).order_by(merges.id))}
    owners = (
        select(given.submission, schema.SUBMISSIONS.c.member.label("read_for"), given.member)
        .join_from(schema.BELONGINGS, schema.SUBMISSIONS)
        .order_by(given.id)
    )
    return Belonging(
        {member: other for member, other in into.items() if other is not None},
        {rereadings.first(row.submission): (row.read_for, row.member) for row in connection.execute(owners)},
        rereadings,
    )
