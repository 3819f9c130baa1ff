"""What one message changes: pure decisions from what was read and what is known.

The order of the questions is the order of the functions: is it a form, a paper nobody can read, somebody else's form, a
pledge, or a question.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline import media
from pipeline.campaign.definition import Campaign
from pipeline.model import DocumentKind, DocumentReading, Finding, FormReading, Mail, Mailbox, Severity
from pipeline.reconcile.copies import FoundForm, one_for_each_government
from pipeline.reconcile.forms import question_about, question_of, reply_to_forms, submission_of
from pipeline.reconcile.identity import Identity, identity
from pipeline.reconcile.items import LIKENESS
from pipeline.reconcile.links import named_service, shared_file_host
from pipeline.reconcile.match import Match, match_member, owner_of
from pipeline.reconcile.names import core_name
from pipeline.reconcile.origin import already_told, authenticity_findings, sender_findings
from pipeline.reconcile.register import Register
from pipeline.reconcile.reply_language import reply_language
from pipeline.reconcile.statuses import CLOSED
from pipeline.records import (
    DocumentRecord,
    DraftKind,
    Member,
    MessageFacts,
    Outcome,
    Plan,
    PlannedPledge,
    PlannedSubmission,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model import Value
    from pipeline.records import Answer, NewMember, Question


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of a message with what it says. `reading` is None where it was not worth reading (a logo)."""

    record: DocumentRecord
    reading: DocumentReading | None
    body: bool
    seen_in: tuple[int, str] | None = None  # an earlier message and member that gave the very same form document


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message ready to be decided on."""

    mail: Mail
    documents: tuple[ReadDocument, ...]
    day: dt.date  # when it was received: the wave it counts for
    may_reply: bool
    trusted_authserv: str | None = None  # our provider's name in Authentication-Results; None: the topmost one's
    repeated: bool = False  # a message with its Message-ID was concluded before


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before this message. The register goes with the ledger: `renew` keeps it up to date."""

    campaign: Campaign
    register: Register

    def renew(self, changed: Sequence[Member]) -> None:
        """Take over members as they are after a message that touched them."""
        for member in changed:
            self.register.put(member, _identity_of(member, self.campaign))

    def members(self, ids: Iterable[str | None]) -> dict[str, Member]:
        """Those of these members that there are."""
        found = (self.register.get(each) for each in ids if each)
        return {each[0].id: each[0] for each in found if each}


def known_from(campaign: Campaign, members: Sequence[Member]) -> Known:
    """The members with their identities, ready for matching."""
    return Known(campaign, Register((member, _identity_of(member, campaign)) for member in members))


def _identity_of(member: Member, campaign: Campaign) -> Identity:
    who = identity({each.field: each.value for each in member.values}, member.senders, campaign)
    return replace(who, names=frozenset(core_name(name) for name in member.names) - {""}) if who.name else who


def plan_message(arrival: Arrival, known: Known) -> Plan:
    """Decide what a message is and what it changes."""
    plan = _decided(arrival, known)
    if plan.draft is None or plan.draft_language:
        return plan
    about = (plan.member, plan.pledge.member if plan.pledge else None, *(each.member for each in plan.submissions))
    members = known.members(dict.fromkeys(about)).values()
    language = reply_language(members, arrival.mail.sender.address, known.campaign.languages)
    return replace(plan, draft_language=language)


def _decided(arrival: Arrival, known: Known) -> Plan:
    forms = _forms(arrival)
    if forms:
        return _plan_forms(arrival, known, forms)
    for decide in (_plan_unreadable, _plan_link, _plan_other_form, _plan_pledge):
        plan = decide(arrival, known)
        if plan:
            return plan
    member = _sender_of(arrival, known)
    reason = "No form, no pledge: a question, a greeting or other mail. Read it and answer by hand."
    return _plan(arrival, Outcome.QUESTION, reason, member=member)


def plan_aside(mail: Mail, outcome: Outcome, reason: str) -> Plan:
    """A message that is concluded without being read: ignored, held, or a copy of an earlier one."""
    return Plan(outcome, reason, _facts(mail), findings=mail.findings)


# --- forms -------------------------------------------------------------------------------------------


def _forms(arrival: Arrival) -> list[FoundForm]:
    """The forms of a message; those of the mail's own text only where no attachment is one."""
    found = [
        FoundForm(index, document.record.name, document.reading.language, form)
        for index, document in enumerate(arrival.documents)
        if document.reading
        for form in document.reading.forms
    ]
    attached = [each for each in found if not arrival.documents[each.document].body]
    return attached or found


def _plan_forms(arrival: Arrival, known: Known, forms: list[FoundForm]) -> Plan:
    fresh = [form for form in forms if arrival.documents[form.document].seen_in is None]
    if not fresh:
        return _plan_copy(arrival, known, forms)
    merged = one_for_each_government(fresh, known.campaign)
    matched = [(form, match_member(form.who(_senders(arrival), known.campaign), known.register)) for form in merged]
    before = known.members(each for _, found in matched for each in found.members)
    doubtful = [(form, found) for form, found in matched if found.doubtful]
    clear = [(form, found) for form, found in matched if not found.doubtful]
    questions = tuple(question_of(form, found) for form, found in doubtful)
    if not clear:
        reason = " ".join(question_about(form, found, before, known.campaign) for form, found in doubtful)
        return replace(_plan(arrival, Outcome.HELD, reason, language=merged[0].language), questions=questions)
    submissions = tuple(submission_of(form, found, before, arrival.day, known.campaign) for form, found in clear)
    plan = _plan_submissions(arrival, known, submissions, clear[0][0].language)
    odd = _oddities_of_sender(arrival, known, clear)
    findings = (*plan.findings, *odd, *_left_unread(arrival))
    return replace(plan, submissions=submissions, findings=findings, questions=questions)


def alike_of(entered: NewMember, known: Known) -> tuple[str, ...]:
    """The members that one which staff entered by hand may be already: they are asked, nothing is joined by itself."""
    who = identity(dict(entered.values), (), known.campaign)
    found = match_member(who, known.register)
    return found.doubtful or found.alike or ((found.member,) if found.member else ())


def plan_answer(question: Question, answer: Answer, known: Known, *, may_reply: bool) -> Plan:
    """What a form changes of which staff have said whose it is: like a form that came now from a known sender.

    Args:
        question: the form.
        answer: whose it is.
        known: what is known now.
        may_reply: whether its message may be answered at all.
    """
    form = FoundForm(0, question.document, question.language, FormReading(question.values, question.findings))
    before = known.members([answer.member, *question.candidates])
    found = Match(answer.member, alike=() if answer.member else question.candidates)
    day = question.received.date() if question.received else dt.date.max
    planned = replace(submission_of(form, found, before, day, known.campaign), alike=())
    told = tuple(each for each in planned.findings if each.code != LIKENESS)
    submissions = (replace(planned, findings=told),)
    updates = answer.member is not None and before[answer.member].status is not Status.PLEDGED
    draft, reason = reply_to_forms(submissions, before, known.campaign, updates=updates)
    return Plan(
        outcome=Outcome.UPDATE if updates else Outcome.SUBMISSION,
        reason=f"{reason} Staff said whose it is.",
        facts=MessageFacts("", Mailbox(""), "", None),  # those of its message stand
        submissions=submissions,
        draft=draft if may_reply else None,
        draft_language=question.language,
    )


def _oddities_of_sender(
    arrival: Arrival, known: Known, matched: Sequence[tuple[FoundForm, Match]]
) -> tuple[Finding, ...]:
    if already_told(found.tie for _, found in matched):
        return ()
    members = {found.member for _, found in matched}
    before = [known_one[1] for each in members if each and (known_one := known.register.get(each))]
    return sender_findings(arrival.mail.sender.address, [form.who((), known.campaign) for form, _ in matched], before)


def _plan_copy(arrival: Arrival, known: Known, forms: list[FoundForm]) -> Plan:
    """A form that is here already. Who sends it in another mail is told so, and not twice for the same mail."""
    copies = {arrival.documents[form.document].seen_in for form in forms}
    message, member = min(each for each in copies if each is not None)
    closed = any(each.status in CLOSED for each in known.members([member]).values())
    return _plan(
        arrival,
        Outcome.DUPLICATE,
        f"The same form as in message {message}, sent once more.",
        draft=None if arrival.repeated or closed else DraftKind.DUPLICATE,
        language=forms[0].language,
        member=member,
    )


def _left_unread(arrival: Arrival) -> tuple[Finding, ...]:
    """What came beside a form and nobody could read: a council's decision, or another government's form."""
    return tuple(
        Finding("also-unreadable", Severity.INFO, f"{each.record.name} came too and cannot be read: {_reason(each)}")
        for each in arrival.documents
        if _is_unreadable(each)
    )


def _plan_submissions(
    arrival: Arrival, known: Known, submissions: tuple[PlannedSubmission, ...], language: str | None
) -> Plan:
    before = known.members(each.member for each in submissions)
    updates = all(each.member and before[each.member].status is not Status.PLEDGED for each in submissions)
    draft, reason = reply_to_forms(submissions, before, known.campaign, updates=updates)
    outcome = Outcome.UPDATE if updates else Outcome.SUBMISSION
    return _plan(arrival, outcome, reason, draft=draft, language=language)


def _senders(arrival: Arrival) -> tuple[str, ...]:
    return (arrival.mail.sender.address,) if arrival.mail.sender.address else ()


# --- other papers ------------------------------------------------------------------------------------


def _plan_unreadable(arrival: Arrival, known: Known) -> Plan | None:
    unreadable = [each for each in arrival.documents if each.reading and _is_unreadable(each)]
    if unreadable:
        names = "; ".join(f"{each.record.name}: {each.reading.reason}" for each in unreadable if each.reading)
        return _plan(
            arrival,
            Outcome.UNREADABLE,
            names,
            draft=DraftKind.UNREADABLE,
            language=_language(arrival),
            member=_sender_of(arrival, known),
        )
    return None


def _plan_link(arrival: Arrival, known: Known) -> Plan | None:
    """A mail that only says where its form is. The link is listed like a document that cannot be read."""
    domain = arrival.mail.sender.address.rpartition("@")[2]
    host = named_service(arrival.mail.findings) or shared_file_host(arrival.mail.text, domain)
    if host is None or any(each.reading for each in arrival.documents if not each.body):
        return None
    reason = f"Only a link to {host}; links are never opened. Ask for the form as an attachment."
    plan = _plan(
        arrival,
        Outcome.UNREADABLE,
        reason,
        draft=DraftKind.UNREADABLE,
        language=_language(arrival),
        member=_sender_of(arrival, known),
    )
    digest = hashlib.sha256(host.encode()).hexdigest()
    link = DocumentRecord(host, "", media.LINK, digest, 0, DocumentKind.UNREADABLE, reason, "link")
    return replace(plan, documents=(*plan.documents, link))


def _reason(document: ReadDocument) -> str:
    return (document.reading.reason if document.reading else None) or "no reason was noted"


def _is_unreadable(document: ReadDocument) -> bool:
    return document.reading is not None and document.reading.kind is DocumentKind.UNREADABLE and not document.body


def _plan_other_form(arrival: Arrival, known: Known) -> Plan | None:
    others = [each for each in arrival.documents if _is_other_form(each)]
    if not others:
        return None
    reason = f"{others[0].record.name}: a form, but not of this campaign. Pass it on to whom it is meant for."
    return _plan(arrival, Outcome.OTHER_FORM, reason, member=_sender_of(arrival, known))


def _is_other_form(document: ReadDocument) -> bool:
    return document.reading is not None and document.reading.kind is DocumentKind.OTHER_FORM and not document.body


def _plan_pledge(arrival: Arrival, known: Known) -> Plan | None:
    readings = [each.reading for each in arrival.documents if each.reading]
    named = any(reading.mentions_campaign for reading in readings)
    declared = [reading for reading in readings if reading.declares_support]
    if not (named and declared):
        return None
    applicant = next((reading.applicant for reading in (*declared, *readings) if reading.applicant), None)
    values = (applicant,) if applicant else ()
    pledge = PlannedPledge(values, declared[0].language, _pledger(values, arrival, known))
    has_form = any(member.submissions for member in known.members([pledge.member]).values())
    reason = "Support declared without a form: thanked, and asked for the form."
    if has_form:
        reason = f"Support declared by {pledge.member}, whose form is here already: nothing is asked for."
    draft = None if has_form else DraftKind.PLEDGE
    plan = _plan(arrival, Outcome.PLEDGE, reason, draft=draft, language=declared[0].language)
    return replace(plan, pledge=pledge)


def _pledger(values: Sequence[Value], arrival: Arrival, known: Known) -> str | None:
    """The known member that pledges: by what the paper says, else by whose address it came from.

    A paper that names somebody else than the member is the member's only if it came from the member's own address:
    letters name many, but who only wrote for others before, such as a network, now writes for one more.
    """
    who = identity({value.field: value.value for value in values}, _senders(arrival), known.campaign)
    found = match_member(who, known.register).member
    owner = _sender_of(arrival, known)
    if found or owner is None:
        return found
    own = known.register.get(owner)
    return owner if own and (who.writers & own[1].marks or not (who.name and own[1].name)) else None


def _sender_of(arrival: Arrival, known: Known) -> str | None:
    return owner_of(_senders(arrival), known.register, known.campaign)


def _language(arrival: Arrival) -> str | None:
    readings = [each.reading for each in arrival.documents if each.reading]
    return next((reading.language for reading in readings if reading.language), None)


def _plan(
    arrival: Arrival,
    outcome: Outcome,
    reason: str,
    *,
    draft: DraftKind | None = None,
    language: str | None = None,
    member: str | None = None,
) -> Plan:
    return Plan(
        outcome,
        reason,
        _facts(arrival.mail),
        documents=tuple(each.record for each in arrival.documents),
        draft=draft if arrival.may_reply else None,
        draft_language=language,
        member=member,
        findings=(*arrival.mail.findings, *authenticity_findings(arrival.mail, arrival.trusted_authserv)),
    )


def _facts(mail: Mail) -> MessageFacts:
    return MessageFacts(mail.message_id, mail.sender, mail.subject, mail.date)
