"""What one message changes: pure decisions from what was read and what is known.

The order of the questions is the order of the functions: is it a form, a paper nobody can read, somebody else's form, a
pledge, or a question.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.campaign.definition import Campaign
from pipeline.model import (
    DocumentKind,
    DocumentReading,
    DocumentRecord,
    DraftKind,
    Finding,
    FormReading,
    Mail,
    Member,
    MemberValue,
    MessageFacts,
    Outcome,
    Plan,
    PlannedPledge,
    PlannedSubmission,
    Severity,
    Status,
)
from pipeline.reconcile.current import missing_fields, outdated
from pipeline.reconcile.links import shared_file_host
from pipeline.reconcile.match import Identity, Match, identity, match_member

if TYPE_CHECKING:
    from collections.abc import Sequence


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


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before this message."""

    campaign: Campaign
    members: tuple[tuple[Member, Identity], ...]

    def renewed(self, changed: Sequence[Member]) -> Known:
        """With members as they are after a message that touched them."""
        renewed = {member.id: member for member, _ in self.members} | {member.id: member for member in changed}
        identities = {member.id: who for member, who in self.members}
        identities |= {member.id: who for member, who in known_from(self.campaign, changed).members}
        return replace(self, members=tuple((renewed[key], identities[key]) for key in sorted(renewed)))


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of the message, with the document that holds it."""

    document: int
    language: str | None
    form: FormReading


def known_from(campaign: Campaign, members: Sequence[Member]) -> Known:
    """The members with their identities, ready for matching."""
    return Known(
        campaign,
        tuple((m, identity({v.field: v.value for v in m.values}, m.senders, campaign)) for m in members),
    )


def plan_message(arrival: Arrival, known: Known) -> Plan:
    """Decide what a message is and what it changes."""
    forms = _forms(arrival)
    if forms:
        return _plan_forms(arrival, known, forms)
    for decide in (_plan_unreadable, _plan_other_form, _plan_pledge):
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


def _forms(arrival: Arrival) -> list[_Form]:
    """The forms of a message; those of the mail's own text only where no attachment is one."""
    found = [
        (index, document.reading, form)
        for index, document in enumerate(arrival.documents)
        if document.reading
        for form in document.reading.forms
    ]
    attached = [each for each in found if not arrival.documents[each[0]].body]
    return [_Form(index, reading.language, form) for index, reading, form in attached or found]


def _plan_forms(arrival: Arrival, known: Known, forms: list[_Form]) -> Plan:
    copies = {arrival.documents[form.document].seen_in for form in forms}
    if None not in copies:
        message, member = min(each for each in copies if each is not None)
        reason = f"The same form as in message {message}, sent once more."
        return _plan(arrival, Outcome.DUPLICATE, reason, member=member)
    merged = _one_for_each_government(forms, known.campaign)
    matched = [(form, _match(form, arrival, known)) for form in merged]
    doubtful = [found for _, found in matched if found.doubtful and not found.member]
    clear = [(form, found) for form, found in matched if not (found.doubtful and not found.member)]
    if not clear:
        return _plan(arrival, Outcome.HELD, _which(doubtful[0]), language=merged[0].language)
    submissions = tuple(_submission(form, found, arrival, known) for form, found in clear)
    plan = _plan_submissions(arrival, known, submissions, merged[0].language)
    held = tuple(Finding("form-held", Severity.WARNING, _which(found)) for found in doubtful)
    return replace(plan, submissions=submissions, findings=(*plan.findings, *held))


def _plan_submissions(
    arrival: Arrival, known: Known, submissions: tuple[PlannedSubmission, ...], language: str | None
) -> Plan:
    before = {member.id: member for member, _ in known.members}
    updates = all(each.member and before[each.member].status is not Status.PLEDGED for each in submissions)
    draft, reason = _reply(submissions, before, known.campaign, updates=updates)
    outcome = Outcome.UPDATE if updates else Outcome.SUBMISSION
    return _plan(arrival, outcome, reason, draft=draft, language=language)


def _which(found: Match) -> str:
    """The question to staff where a form may be from a known member, or from another of the same name."""
    names = " or ".join(found.doubtful)
    return f"A filled form that may be from {names}, or from another government of that name: compare them."


def _one_for_each_government(forms: list[_Form], campaign: Campaign) -> list[_Form]:
    """The same form sent as Word and as PDF counts once: the fuller copy is kept, disagreement is noted."""
    kept: list[_Form] = []
    for form in forms:
        who = _who(form, (), campaign)
        twin = next((each for each in kept if who.name and _who(each, (), campaign).name == who.name), None)
        if twin is None or _differ(who, _who(twin, (), campaign)):
            kept.append(form)
            continue
        fuller, other = (twin, form) if len(twin.form.values) >= len(form.form.values) else (form, twin)
        findings = (*fuller.form.findings, *_disagreements(fuller.form, other.form))
        kept[kept.index(twin)] = replace(fuller, form=replace(fuller.form, findings=findings))
    return kept


def _differ(one: Identity, other: Identity) -> bool:
    return bool(
        (one.country and other.country and one.country != other.country)
        or (one.kind and other.kind and one.kind != other.kind)
    )


def _disagreements(kept: FormReading, other: FormReading) -> tuple[Finding, ...]:
    pairs = ((value, other.get(value.field)) for value in kept.values)
    return tuple(
        Finding(
            "copies-disagree",
            Severity.WARNING,
            f"Another document of the same mail says “{twin.raw[:80]}”.",
            value.field,
        )
        for value, twin in pairs
        if twin is not None and twin.value != value.value
    )


def _who(form: _Form, senders: Sequence[str], campaign: Campaign) -> Identity:
    return identity({value.field: value.value for value in form.form.values}, senders, campaign)


def _match(form: _Form, arrival: Arrival, known: Known) -> Match:
    return match_member(_who(form, _senders(arrival), known.campaign), known.members)


def _senders(arrival: Arrival) -> tuple[str, ...]:
    return (arrival.mail.sender.address,) if arrival.mail.sender.address else ()


def _submission(form: _Form, found: Match, arrival: Arrival, known: Known) -> PlannedSubmission:
    wave = known.campaign.wave_on(arrival.day)
    findings = (*form.form.findings, *_policy(form, known.campaign))
    if wave is None:
        text = f"Received on {arrival.day.isoformat()}, between waves: accepted, and said so in the reply."
        findings = (*findings, Finding("between-waves", Severity.INFO, text))
    if found.by_name:
        text = f"Joined to the pledge {found.member} by its name alone: see that it is the same government."
        findings = (*findings, Finding("joined-by-name", Severity.WARNING, text))
    return PlannedSubmission(form.document, form.language, form.form.values, findings, found.member, wave)


def _policy(form: _Form, campaign: Campaign) -> tuple[Finding, ...]:
    """Applicants that only staff may welcome."""
    kind = form.form.get(campaign.identity.kind) if campaign.identity.kind else None
    if kind is None or kind.value not in campaign.held_kinds:
        return ()
    text = "Not a local or regional government: decide first, then answer by hand. No letter was drafted."
    return (Finding("applicant-held", Severity.WARNING, text, kind.field),)


def _reply(
    submissions: Sequence[PlannedSubmission], before: dict[str, Member], campaign: Campaign, *, updates: bool
) -> tuple[DraftKind | None, str]:
    """Which reply fits all forms of the message, and what to call that."""
    if any(finding.code == "applicant-held" for each in submissions for finding in each.findings):
        return None, "A filled form; staff decide about the applicant before any letter."
    lacking = [each for each in submissions if _lacks(each, before, campaign)]
    if lacking and not updates:
        return DraftKind.MISSING, "A filled form with required values missing."
    if updates and not any(_newly_complete(each, before, campaign) for each in submissions):
        return DraftKind.UPDATE, "A newer form of a known member."
    if updates:
        return DraftKind.WELCOME, "A newer form completes what an earlier one lacked."
    return DraftKind.WELCOME, "A filled form."


def _lacks(submission: PlannedSubmission, before: dict[str, Member], campaign: Campaign) -> bool:
    return bool(missing_fields(_values_after(submission, before, campaign), campaign))


def _newly_complete(submission: PlannedSubmission, before: dict[str, Member], campaign: Campaign) -> bool:
    member = before.get(submission.member or "")
    was_lacking = member is not None and member.status is Status.INCOMPLETE
    return was_lacking and not _lacks(submission, before, campaign)


def _values_after(
    submission: PlannedSubmission, before: dict[str, Member], campaign: Campaign
) -> tuple[MemberValue, ...]:
    member = before.get(submission.member or "")
    held = {value.field: value for value in (member.values if member else ())}
    gone = outdated(held, submission.values, campaign)
    values = {key: value for key, value in held.items() if value.origin == "staff" or key not in gone}
    for value in submission.values:
        values[value.field] = MemberValue(value.field, value.value, "form")
    return tuple(values.values())


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
    host = shared_file_host(arrival.mail.text)
    if host and not any(each.reading for each in arrival.documents if not each.body):
        reason = f"Only a link to {host}; links are never opened. Ask for the form as an attachment."
        return _plan(arrival, Outcome.UNREADABLE, reason, draft=DraftKind.UNREADABLE, language=_language(arrival))
    return None


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
    who = identity({value.field: value.value for value in values}, _senders(arrival), known.campaign)
    found = match_member(who, known.members).member or _sender_of(arrival, known)
    pledge = PlannedPledge(values, declared[0].language, found)
    reason = "Support declared without a form: thanked, and asked for the form."
    plan = _plan(arrival, Outcome.PLEDGE, reason, draft=DraftKind.PLEDGE, language=declared[0].language)
    return replace(plan, pledge=pledge)


def _sender_of(arrival: Arrival, known: Known) -> str | None:
    """The one member whose own domain the mail came from."""
    domains = identity({}, _senders(arrival), known.campaign).domains
    owners = [member.id for member, who in known.members if domains & who.domains]
    return owners[0] if len(owners) == 1 else None


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
        findings=arrival.mail.findings,
    )


def _facts(mail: Mail) -> MessageFacts:
    return MessageFacts(mail.message_id, mail.sender, mail.subject, mail.date)
