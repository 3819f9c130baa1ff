"""Taking somebody out of the ledger: the one exception to "rows are only ever added".

What refers to a member as a whole is deleted; numbers of members and messages stay taken, so that they are never given
to others. Where only words stand they are replaced. Of a message its bytes, header and documents go; that it was there
stays, without a word of it, so that the count of every run still balances.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from pipeline.ledger import schema, tombstones
from pipeline.ledger.holding import Held, Names, mapped, names_member, strings_in, text_columns
from pipeline.ledger.tombstones import MEMBER, MESSAGE, PLACE, Erasure, Tombstone, member_hash, place_hash
from pipeline.model import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Table


ERASED_MEDIA: Final = "application/x-erased"
"""Kind of a document whose bytes are gone: nothing opens it."""

WORD_FOR_GONE: Final = "[erased]"
"""What stands where a name stood."""

_CHUNK: Final = 500  # numbers in one statement
_BLANK: Final = {"message_id": "", "sender_address": "", "sender_name": "", "subject": "", "sent": None}


@dataclass(slots=True)
class Eraser:
    """Erases on a connection whose transaction the caller holds."""

    connection: Connection
    held: Held
    names: Names
    redacted: Callable[[str], str]
    erasure: Erasure

    def erase(self) -> Erasure:
        """Take all of it out; gives the erasure as it was noted."""
        held = self.held
        stones = (*self.erasure.tombstones, *self._stones())
        counts = {
            "members": len(held.members),
            "messages": len(held.messages),
            "submissions": len(held.submissions),
            "decisions": len(held.decisions),
            "replies": len(held.drafts),
        }
        self._delete(schema.DRAFTS, held.drafts)
        self._delete(schema.QUESTIONS, held.questions)
        self._delete(schema.SUBMISSIONS, held.submissions)
        self._delete(schema.PLEDGES, held.pledges)
        self._forget_members()
        self._forget_messages()
        counts["mentions"] = sum(self._redact(table) for table in schema.METADATA.sorted_tables)
        noted = replace(self.erasure, counts=counts, tombstones=stones)
        tombstones.note(self.connection, noted)
        return noted

    # --- members -----------------------------------------------------------------------------------

    def _forget_members(self) -> None:
        """Every row that refers to one of them, whatever table it is in; a message only stops to."""
        members = self.held.members
        kept = {schema.OUTCOMES.name, schema.SUBMISSIONS.name, schema.TOMBSTONES.name}
        for table, column in _references(schema.MEMBERS):
            if table.name not in kept and "id" in table.c:
                rows = self.connection.execute(select(table.c.id, column)).all()
                self._delete(table, [row[0] for row in rows if row[1] in members])
        for numbers in _chunks(members):
            outcome = schema.OUTCOMES.c.member
            self.connection.execute(update(schema.OUTCOMES).where(outcome.in_(numbers)).values(member=None))
            stray = schema.DRAFT_MEMBERS.c.member.in_(numbers)
            self.connection.execute(delete(schema.DRAFT_MEMBERS).where(stray))
        settled = self.connection.execute(select(schema.SETTLED.c.id, schema.SETTLED.c.item)).all()
        self._delete(schema.SETTLED, [row.id for row in settled if names_member(row.item, members)])
        self._not_candidates()

    def _not_candidates(self) -> None:
        table = schema.QUESTIONS
        for number, candidates in self.connection.execute(select(table.c.id, table.c.candidates)).all():
            left = [each for each in candidates if not names_member(str(each), self.held.members)]
            if left != candidates:
                self.connection.execute(update(table).where(table.c.id == number).values(candidates=left))

    # --- messages ----------------------------------------------------------------------------------

    def _forget_messages(self) -> None:
        for number in sorted(self.held.messages):
            self._forget_message(number)

    def _forget_message(self, number: int) -> None:
        table = schema.MESSAGES
        row = self.connection.execute(select(table).where(table.c.id == number)).one()
        gone = f"erased:{place_hash(row.account, row.place)[:16]}"
        self.connection.execute(update(table).where(table.c.id == number).values(place=gone, received=None))
        mine = schema.CONTENTS.c.sha256 == row.sha256
        self.connection.execute(update(schema.CONTENTS).where(mine).values(raw=b""))
        self.connection.execute(delete(schema.FOUND_AGAIN).where(schema.FOUND_AGAIN.c.message == number))
        refused = schema.REFUSALS.c
        here = (refused.account == row.account) & (refused.place == row.place)
        self.connection.execute(delete(schema.REFUSALS).where(here))
        findings = schema.FINDINGS.c
        about_it = (findings.message == number) & findings.submission.is_(None)
        self._delete(schema.FINDINGS, self.connection.scalars(select(findings.id).where(about_it)).all())
        self._forget_documents(number)
        self._end(number, row.run)

    def _forget_documents(self, message: int) -> None:
        """Those that gave what stays are kept by their number alone, and that is said beside what they gave."""
        table = schema.DOCUMENTS
        forms, waiting = schema.SUBMISSIONS.c, schema.QUESTIONS.c
        left = self.connection.execute(select(forms.id, forms.document).where(forms.message == message)).all()
        needed = {row.document for row in left} | set(
            self.connection.scalars(select(waiting.document).where(waiting.message == message))
        )
        numbers = set(self.connection.scalars(select(table.c.id).where(table.c.message == message)))
        self._delete(table, numbers - needed)
        blank = {"name": "erased", "inside": "", "media": ERASED_MEDIA}
        self.connection.execute(update(table).where(table.c.message == message).values(blank))
        for row in left:
            self._say_erased(message, row.id)

    def _say_erased(self, message: int, submission: int) -> None:
        table = schema.FINDINGS.c
        last = self.connection.scalar(select(func.max(table.position)).where(table.submission == submission))
        text = f"The document of this form was erased on {self.erasure.at:%Y-%m-%d}; the values stay."
        row = {"message": message, "submission": submission, "position": 0 if last is None else last + 1}
        finding = {"code": "document-erased", "severity": Severity.INFO.value, "text": text, "field": None}
        self.connection.execute(insert(schema.FINDINGS), {**row, **finding})

    def _end(self, message: int, run: int) -> None:
        """One outcome, in which nothing is said of the message."""
        table = schema.OUTCOMES
        self.connection.execute(delete(table).where(table.c.message == message))
        reason = f"Erased on {self.erasure.at:%Y-%m-%d}."
        row = {"message": message, "run": run, "outcome": "ignored", "reason": reason, "member": None, "draft": None}
        self.connection.execute(insert(table), {**row, **_BLANK, "at": self.erasure.at})

    def _stones(self) -> Iterable[Tombstone]:
        """Of the members, and of the messages with every place at which they were found."""
        members, messages, again = schema.MEMBERS.c, schema.MESSAGES.c, schema.FOUND_AGAIN.c
        for number, created in self.connection.execute(select(members.id, members.created)).all():
            if number in self.held.members:
                yield Tombstone(MEMBER, member_hash(number, created), number)
        for number, sha256 in self.connection.execute(select(messages.id, messages.sha256)).all():
            if number in self.held.messages:
                yield Tombstone(MESSAGE, sha256)
        first = select(messages.id, messages.account, messages.place)
        for query in (first, select(again.message, again.account, again.place)):
            for number, account, place in self.connection.execute(query).all():
                if number in self.held.messages:
                    yield Tombstone(PLACE, place_hash(account, place))

    # --- words -------------------------------------------------------------------------------------

    def _redact(self, table: Table) -> int:
        """Replace the words where they stand; a value that is nothing else goes, a decision becomes an empty one."""
        texts = text_columns(table)
        if not texts or table is schema.ERASURES:
            return 0
        keys = list(table.primary_key.columns)
        hits = [
            row
            for row in self.connection.execute(select(*keys, *texts)).mappings().all()
            if any(self.names(text) for column in texts for text in strings_in(row[column.name]))
        ]
        for row in hits:
            where = [key == row[key.name] for key in keys]
            if self._is_all_of(table, row["value"] if "value" in table.c else None):
                self.connection.execute(delete(table).where(*where))
            else:
                changed = {each.name: self._changed(table, each.name, row[each.name]) for each in texts}
                self.connection.execute(update(table).where(*where).values(changed))
        return len(hits)

    def _is_all_of(self, table: Table, value: object) -> bool:
        """A value as it was read that is the name itself, or the address."""
        return "confidence" in table.c and isinstance(value, str) and self._nothing_else(value)

    def _changed(self, table: Table, column: str, value: object) -> object:
        if table is schema.DECISIONS and column in {"value", "was"} and isinstance(value, str):
            return None if self._nothing_else(value) else self.redacted(value)
        return mapped(value, self.redacted)

    def _nothing_else(self, value: str) -> bool:
        return self.names(value) and not any(map(str.isalnum, self.redacted(value).replace(WORD_FOR_GONE, "")))

    # --- rows --------------------------------------------------------------------------------------

    def _delete(self, table: Table, numbers: Collection[int]) -> None:
        """Rows with all that refers to them."""
        for some in _chunks(numbers):
            for child, column in _references(table):
                if "id" in child.c:
                    self._delete(child, self.connection.scalars(select(child.c.id).where(column.in_(some))).all())
                else:
                    self.connection.execute(delete(child).where(column.in_(some)))
            self.connection.execute(delete(table).where(table.c.id.in_(some)))


def _references(table: Table) -> list[tuple[Table, Any]]:
    """Tables and their columns that refer to a table."""
    return [
        (each, key.parent)
        for each in schema.METADATA.sorted_tables
        for key in each.foreign_keys
        if key.column.table is table
    ]


def _chunks(numbers: Collection[int]) -> Iterable[list[int]]:
    every = sorted(numbers)
    return (every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK))
