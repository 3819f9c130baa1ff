"""A plan into rows, on a connection whose transaction the caller holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from pipeline.ledger import schema
from pipeline.ledger.names import draft_message_id, number_of
from pipeline.model import Mailbox
from pipeline.records import MessageFacts, StoredMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from pipeline.model import Finding, Value
    from pipeline.reconcile.rereading import Form
    from pipeline.records import (
        DocumentRecord,
        DraftKind,
        Outcome,
        Plan,
        PlannedPledge,
        PlannedQuestion,
        PlannedSubmission,
    )

NOTHING_KNOWN = MessageFacts(message_id="", sender=Mailbox(""), subject="", sent=None)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes what one message causes: every row names the message, the run and the time."""

    connection: Connection
    message: StoredMessage
    run: int
    now: dt.datetime

    def plan(self, plan: Plan, domain: str) -> list[int]:
        """All of a plan; gives the numbers of the members that it touches, each once, in their order."""
        documents = [self._document(position, each) for position, each in enumerate(plan.documents)]
        touched = [self.submission(each, documents[each.document]) for each in plan.submissions]
        if plan.pledge is not None:
            touched.append(self._pledge(plan.pledge))
        if plan.member is not None:
            touched.append(number_of(plan.member))
        touched = list(dict.fromkeys(touched))
        for question in plan.questions:
            self._question(question, documents[question.document])
        self._findings(plan.findings, None)
        if plan.draft is not None:
            self.draft(plan.draft, plan.draft_language, touched, domain)
        member = touched[0] if touched else None
        self.outcome(plan.outcome, plan.reason, plan.facts, member=member, draft=plan.draft)
        return touched

    def outcome(
        self,
        outcome: Outcome,
        reason: str,
        facts: MessageFacts,
        *,
        member: int | None = None,
        draft: DraftKind | None = None,
    ) -> None:
        """What became of the message, beside what its headers say."""
        self._insert(
            schema.OUTCOMES,
            outcome=outcome.value,
            reason=reason,
            member=member,
            draft=None if draft is None else draft.value,
            message_id=facts.message_id,
            sender_address=facts.sender.address,
            sender_name=facts.sender.name,
            subject=facts.subject,
            sent=facts.sent,
            at=self.now,
        )

    def outcome_after(self, outcome: Outcome, reason: str, *, member: int | None, draft: DraftKind | None) -> None:
        """Another outcome of a message that has one; what its headers say stays."""
        c = schema.OUTCOMES.c
        query = select(schema.OUTCOMES).where(c.message == self.message.id).order_by(c.id.desc()).limit(1)
        before = self.connection.execute(query).one()
        sender = Mailbox(before.sender_address or "", before.sender_name or "")
        facts = MessageFacts(before.message_id or "", sender, before.subject or "", before.sent)
        self.outcome(outcome, reason, facts, member=member, draft=draft)

    def _question(self, planned: PlannedQuestion, document: int) -> None:
        number = self._insert(
            schema.QUESTIONS,
            document=document,
            language=planned.language,
            candidates=list(planned.candidates),
            findings=[(each.code, each.severity.value, each.message, each.field) for each in planned.findings],
            at=self.now,
        )
        self._values(schema.QUESTION_VALUES, "question", number, planned.values)

    def _document(self, position: int, document: DocumentRecord) -> int:
        return self._insert(
            schema.DOCUMENTS,
            position=position,
            name=document.name,
            inside=document.inside,
            media=document.media,
            sha256=document.sha256,
            size=document.size,
            kind=None if document.kind is None else document.kind.value,
            reason=document.reason,
            code=document.code,
        )

    def submission(self, planned: PlannedSubmission, document: int) -> int:
        """A form as it was read; gives the number of its member."""
        member = self._member(planned.member)
        submission = self._insert(
            schema.SUBMISSIONS,
            document=document,
            member=member,
            language=planned.language,
            wave=planned.wave,
            at=self.now,
        )
        self._values(schema.SUBMISSION_VALUES, "submission", submission, planned.values)
        self._findings(planned.findings, submission)
        event = "created" if planned.member is None else "updated"
        self._insert(schema.MEMBER_EVENTS, member=member, event=event, submission=submission, at=self.now)
        for other in planned.alike:
            self._insert(schema.LIKENESSES, one=member, other=number_of(other), at=self.now)
        return member

    def rereading(self, replaces: int, form: Form) -> int:
        """An earlier form of the message read again: it stays whose it is; gives the number of that member."""
        c = schema.SUBMISSIONS.c
        before = self.connection.execute(select(schema.SUBMISSIONS).where(c.id == replaces)).one()
        submission = self._insert(
            schema.SUBMISSIONS,
            document=before.document,
            member=before.member,
            language=form.language,
            wave=before.wave,
            at=self.now,
        )
        self._values(schema.SUBMISSION_VALUES, "submission", submission, form.values)
        self._findings(form.findings, submission)
        self._insert(schema.REREADINGS, submission=submission, replaces=replaces, at=self.now)
        return int(before.member)

    def _pledge(self, planned: PlannedPledge) -> int:
        member = self._member(planned.member)
        pledge = self._insert(schema.PLEDGES, member=member, language=planned.language, at=self.now)
        self._values(schema.PLEDGE_VALUES, "pledge", pledge, planned.values)
        for event in ("created", "pledged") if planned.member is None else ("pledged",):
            self._insert(schema.MEMBER_EVENTS, member=member, event=event, at=self.now)
        return member

    def _member(self, known: str | None) -> int:
        if known is not None:
            return number_of(known)
        added = self.connection.execute(insert(schema.MEMBERS), {"created": self.now, "run": self.run})
        return _key(added.inserted_primary_key)

    def _values(self, table: Table, owner: str, number: int, values: Sequence[Value]) -> None:
        rows = [
            {
                owner: number,
                "position": position,
                "field": value.field,
                "value": value.value,
                "raw": value.raw,
                "confidence": value.confidence,
                "reader": value.source.reader,
                "at": value.source.at,
                "page": value.source.page,
                "box": value.source.box,
            }
            for position, value in enumerate(values)
        ]
        if rows:
            self.connection.execute(insert(table), rows)

    def findings(self, findings: Sequence[Finding]) -> None:
        """What was found about the message as a whole."""
        self._findings(findings, None)

    def document(self, position: int, document: DocumentRecord) -> int:
        """A document of the message; gives its number."""
        return self._document(position, document)

    def _findings(self, findings: Sequence[Finding], submission: int | None) -> None:
        rows = [
            {
                "message": self.message.id,
                "submission": submission,
                "position": position,
                "code": finding.code,
                "severity": finding.severity.value,
                "text": finding.message,
                "field": finding.field,
            }
            for position, finding in enumerate(findings)
        ]
        if rows:
            self.connection.execute(insert(schema.FINDINGS), rows)

    def draft(
        self, kind: DraftKind, language: str | None, members: Sequence[int], domain: str, about: str = ""
    ) -> None:
        """One reply of a kind (and about one form, where only that is answered) to the same bytes, however often."""
        own_id = draft_message_id(kind.value, f"{self.message.sha256}{about}", domain)
        if self.connection.scalar(select(schema.DRAFTS.c.id).where(schema.DRAFTS.c.message_id == own_id)) is not None:
            return
        draft = self._insert(schema.DRAFTS, kind=kind.value, language=language, message_id=own_id, created=self.now)
        if members:
            rows = [{"draft": draft, "member": member} for member in members]
            self.connection.execute(insert(schema.DRAFT_MEMBERS), rows)

    def _insert(self, table: Table, **row: object) -> int:
        """One row of the message; `run` is filled in where the table has it."""
        whole = {**row, "message": self.message.id} if "message" in table.c else row
        if "run" in table.c:
            whole["run"] = self.run
        return _key(self.connection.execute(insert(table), whole).inserted_primary_key)


def _key(row: Sequence[object] | None) -> int:
    assert row is not None  # noqa: S101 - every insert of one row has a key
    return int(str(row[0]))
