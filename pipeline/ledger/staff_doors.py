"""The ledger's doors for what staff say: decisions, members entered by hand, merged, parted, given other forms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert

from pipeline.ledger import questions, schema
from pipeline.ledger.belonging import read_belonging
from pipeline.ledger.names import member_id, number_of
from pipeline.ledger.open import reading, writing
from pipeline.ledger.times import INSTANT, latest_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine, Table

    from pipeline.records import Decision, NewMember, Plan, Question, Saying


class StaffDoors:
    """A part of `Ledger`."""

    _engine: Engine
    _domain: str

    def take(self, said: Saying, run: int) -> tuple[str, ...]:
        """Note all that staff said, but for answers to questions (see `conclude`); gives the ids of new members.

        ValueError where an id is none of a member or a submission.
        """
        with writing(self._engine) as connection:
            after = max(latest_times(connection)) + INSTANT  # whoever decides has seen all that was fetched
            words = _Words(connection, said.by, max(said.at, after), run)
            words.decide(said.decisions)
            new = [words.enter(each) for each in said.entered]
            for member in said.parted:  # first: who leaves one member may join another
                words.note(schema.MERGES, member=number_of(member), into=None)
            for one, other in said.merged:
                words.merge(number_of(one), number_of(other))
            for one, other in said.apart:
                words.note(schema.KEPT_APART, one=number_of(one), other=number_of(other))
            for submission, holder in said.belongings:
                owner = words.member() if holder is None else number_of(holder)
                new += [owner] if holder is None else []
                words.note(schema.BELONGINGS, submission=number_of(submission), member=owner)
            for item in said.settled:
                words.note(schema.SETTLED, item=item)
        return tuple(member_id(number) for number in new)

    def questions(self) -> tuple[Question, ...]:
        """The forms that wait for staff to say whose they are."""
        with reading(self._engine) as connection:
            return questions.open_questions(connection)

    def conclude(self, question: Question, plan: Plan, said: Saying, run: int, now: dt.datetime) -> tuple[str, ...]:
        """Write what the answer of staff to a question makes of its form; nothing where it was answered before.

        Returns:
            Ids of the members that it touches.
        """
        with writing(self._engine) as connection:
            touched = questions.conclude(connection, question, plan, questions.Told(said.by, run, now), self._domain)
        return tuple(member_id(number) for number in touched)


@dataclass(frozen=True, slots=True)
class _Words:
    """Writes what staff say: every row names who said it, when, and the run that noted it."""

    connection: Connection
    by: str
    at: dt.datetime
    run: int

    def decide(self, decisions: Sequence[Decision]) -> None:
        """What staff decided about fields; decisions are never older than what was seen before them."""
        rows = [
            {
                "member": number_of(each.member),
                "field": each.field,
                "value": each.value,
                "was": each.was,
                "by": each.by,
                "at": max(each.at, self.at),
                "run": self.run,
                "released": int(each.released),
            }
            for each in decisions
        ]
        if rows:
            self.connection.execute(insert(schema.DECISIONS), rows)

    def enter(self, entered: NewMember) -> int:
        """A member that no message is behind."""
        member = self.member()
        self.note(schema.ENTRIES, member=member)
        for field, value in entered.values:
            self.note(schema.DECISIONS, member=member, field=field, value=value, was=None, released=0)
        for other in entered.alike:
            row = {"one": member, "other": number_of(other), "run": self.run, "at": self.at}
            self.connection.execute(insert(schema.LIKENESSES), row)
        return member

    def member(self) -> int:
        """A new member."""
        added = self.connection.execute(insert(schema.MEMBERS), {"created": self.at, "run": self.run})
        assert added.inserted_primary_key is not None  # noqa: S101 - every insert of one row has a key
        return int(added.inserted_primary_key[0])

    def merge(self, one: int, other: int) -> None:
        """Two that are one: the older number stands."""
        belonging = read_belonging(self.connection)
        older, younger = sorted((belonging.root(one), belonging.root(other)))
        if older != younger:
            self.note(schema.MERGES, member=younger, into=older)

    def note(self, table: Table, **row: object) -> None:
        """One row, with who, when and in which run."""
        self.connection.execute(insert(table), {**row, "by": self.by, "at": self.at, "run": self.run})
