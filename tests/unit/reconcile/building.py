"""Builders for the tests of decisions: invented mails and forms of the built-in campaign, and a small register."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.campaign.loader import load_campaign
from pipeline.model import Document, DocumentKind, DocumentReading, FormReading, Mail, Mailbox, Source, Value
from pipeline.reconcile.current import doubts, status_of
from pipeline.reconcile.plan import Arrival, ReadDocument, known_from, plan_message
from pipeline.records import DocumentRecord, Member, MemberValue, Outcome, Plan, Status

if TYPE_CHECKING:
    from pipeline.model import FieldValue, Finding

CAMPAIGN = load_campaign("human-rights-cities-2030")
IN_WAVE = dt.date(2026, 3, 1)
BETWEEN = dt.date(2026, 9, 1)
REST: dict[str, FieldValue] = {
    "leader_title": "Mayor",
    "contact_name": "Robin Tester",
    "motivation": "Because people count.",
    "signed": True,
}

Values = dict[str, "FieldValue"]


def town(name: str, host: str, /, **more: FieldValue | None) -> Values:
    """A complete form; a value of None leaves the field out."""
    slug = host.partition(".")[0]
    given: dict[str, FieldValue | None] = {
        "government_name": name,
        "government_type": "municipality",
        "country": "ES",
        "leader_name": f"Alex {slug.title()}",
        **REST,
        "contact_name": f"Robin {slug.title()}",
        "contact_email": f"rights@{host}",
        **more,
    }
    return {key: value for key, value in given.items() if value is not None}


def values_of(contents: Values) -> tuple[Value, ...]:
    return tuple(Value(key, value, str(value), 0.97, Source("docx", key)) for key, value in contents.items())


def record(name: str, kind: DocumentKind | None, reason: str | None = None) -> DocumentRecord:
    return DocumentRecord(name, "", "application/pdf", hashlib.sha256(name.encode()).hexdigest(), 9, kind, reason)


def form(
    *contents: Values, name: str = "form.docx", body: bool = False, seen_in: tuple[int, str] | None = None
) -> ReadDocument:
    """A document that holds these forms."""
    reading = DocumentReading(DocumentKind.FORM, "es", tuple(FormReading(values_of(each)) for each in contents))
    return ReadDocument(record(name, DocumentKind.FORM), reading, body, seen_in)


def paper(
    kind: DocumentKind = DocumentKind.NOT_A_FORM,
    *,
    name: str = "letter.pdf",
    body: bool = False,
    reason: str | None = None,
) -> ReadDocument:
    """A document that is no form."""
    return ReadDocument(record(name, kind, reason), DocumentReading(kind, "es", reason=reason), body)


def pledge(applicant: str | None = None, *, campaign: bool = True) -> ReadDocument:
    """A letter of support, with the name of the government where it gives one."""
    who = values_of({"government_name": applicant})[0] if applicant else None
    kind = DocumentKind.NOT_A_FORM
    reading = DocumentReading(kind, "es", mentions_campaign=campaign, declares_support=True, applicant=who)
    return ReadDocument(record("letter.pdf", kind), reading, body=False)


def mail(sender: str, text: str = "", findings: tuple[Finding, ...] = ()) -> Mail:
    documents: tuple[Document, ...] = ()
    box = Mailbox(sender, "")
    return Mail("<1@x.example>", (), box, None, (), "Subject", None, text, documents, (), findings)


@dataclass
class Register:
    """The members so far; each message is planned against them and its plan taken over."""

    members: dict[str, Member] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)

    def arrive(
        self,
        sender: str,
        *documents: ReadDocument,
        text: str = "",
        day: dt.date = IN_WAVE,
        may_reply: bool = True,
    ) -> Plan:
        """What becomes of a message; the register is as after it."""
        arrival = Arrival(mail(sender, text), documents, day, may_reply)
        plan = plan_message(arrival, known_from(CAMPAIGN, tuple(self.members.values())))
        self.plans.append(plan)
        for each in plan.submissions:
            self._take(each.member, each.values, sender, each.findings)
        if plan.pledge:
            self._take(plan.pledge.member, plan.pledge.values, sender, None)
        return plan

    def staff(self, member: str, *, status: Status | None = None, **values: FieldValue) -> None:
        """What staff set."""
        old = self.members[member]
        kept = tuple(each for each in old.values if each.field not in values)
        new = tuple(MemberValue(key, value, "staff") for key, value in values.items())
        self.members[member] = replace(old, values=kept + new, status=status or old.status)

    def _take(
        self, member: str | None, values: tuple[Value, ...], sender: str, findings: tuple[Finding, ...] | None
    ) -> None:
        number = member or f"M{len(self.members) + 1:04}"
        old = self.members.get(number) or Member(number, Status.PLEDGED, None, ())
        merged = {each.field: each for each in old.values} | {
            each.field: MemberValue(each.field, each.value, "form", raw=each.raw) for each in values
        }
        held = tuple(merged.values())
        submissions = old.submissions if findings is None else (*old.submissions, f"S{len(self.plans):04}")
        found = doubts(held, findings or ())
        status = status_of(held, found, CAMPAIGN, has_form=bool(submissions), staff_status=None)
        writers = tuple(dict.fromkeys((*old.senders, sender))) if sender else old.senders
        self.members[number] = replace(
            old, status=status, values=held, submissions=submissions, findings=found, senders=writers
        )


def codes(plan: Plan) -> set[str]:
    """The codes of all that was found about a message and its forms."""
    return {each.code for each in (*plan.findings, *(one for sub in plan.submissions for one in sub.findings))}


def joined(plan: Plan) -> list[str | None]:
    """The member of each submission; None for a new one."""
    return [each.member for each in plan.submissions]


DONE = (Outcome.SUBMISSION, Outcome.UPDATE)
