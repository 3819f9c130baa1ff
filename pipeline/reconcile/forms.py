"""What a form changes, what staff should see about it, and which reply fits. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.model import Finding, Severity
from pipeline.reconcile.current import missing_fields, outdated
from pipeline.reconcile.match import Match, Tie
from pipeline.reconcile.statuses import CLOSED, COUNTED
from pipeline.records import DraftKind, Member, MemberValue, PlannedQuestion, PlannedSubmission, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pipeline.campaign.definition import Campaign
    from pipeline.reconcile.copies import FoundForm

_MOST_ALIKE: Final = 3


def submission_of(
    form: FoundForm, found: Match, before: Mapping[str, Member], day: dt.date, campaign: Campaign
) -> PlannedSubmission:
    """A form as it is to be written, with what staff should see about it.

    Args:
        form: the form.
        found: whose it is.
        before: id -> each member as it is before.
        day: when the form was received.
        campaign: the campaign.
    """
    wave = campaign.wave_on(day)
    member = before.get(found.member or "")
    read = (form.document, form.language, form.form.values, form.form.findings)
    planned = PlannedSubmission(*read, found.member, wave, found.alike[:_MOST_ALIKE])
    findings = [
        *planned.findings,
        *_policy(planned, member, campaign),
        *_joined(found, before, campaign),
        *_closed(member),
    ]
    if wave is None:
        text = f"Received on {day.isoformat()}, between waves: accepted, and said so in the reply."
        findings.append(Finding("between-waves", Severity.INFO, text))
    return replace(planned, findings=tuple(findings))


def question_of(form: FoundForm, found: Match) -> PlannedQuestion:
    """A form that may be a known member's or a namesake's, as it waits for the answer of staff."""
    return PlannedQuestion(form.document, form.language, form.form.values, form.form.findings, found.doubtful)


def _joined(found: Match, before: Mapping[str, Member], campaign: Campaign) -> tuple[Finding, ...]:
    """How the form came to its member, where staff should look at that."""
    if found.alike:
        others = _described(found.alike[:_MOST_ALIKE], before, campaign)
        code, text = "may-be-known", f"Has a name, an address or a person in common with {others}: compare them."
    elif found.tie is Tie.NAME:
        code = "joined-by-name"
        text = f"Joined to the pledge {found.member} by its name alone: see that it is the same government."
    elif found.tie is Tie.ADDRESS:
        code = "joined-by-address"
        text = f"Joined to the pledge {found.member}, which names nobody, by its sender: see that it is the same."
    elif found.tie is Tie.KIND:
        code = "kind-changed"
        text = f"Was another kind of government before; the people of {found.member} are the same: see which is right."
        return (Finding(code, Severity.WARNING, text, campaign.identity.kind),)
    elif found.tie is Tie.STRANGER:
        code = "unknown-writer"
        text = f"Sent from an address that never wrote for {found.member} before: see that it comes from there."
    else:
        return ()
    return (Finding(code, Severity.WARNING, text),)


def _closed(member: Member | None) -> tuple[Finding, ...]:
    if member is None or member.status not in CLOSED:
        return ()
    text = f"{member.id} stands as {member.status.value}: decide whether it applies anew, then answer by hand."
    return (Finding("member-closed", Severity.WARNING, text),)


def _policy(planned: PlannedSubmission, member: Member | None, campaign: Campaign) -> tuple[Finding, ...]:
    """Applicants that only staff may welcome, until they did."""
    values = {value.field: value.value for value in _values_after(planned, member, campaign)}
    kind = values.get(campaign.identity.kind) if campaign.identity.kind else None
    if kind not in campaign.held_kinds or (member and member.status in COUNTED):
        return ()
    text = "Not a local or regional government: decide first. Until then its reply says only that the form arrived."
    return (Finding("applicant-held", Severity.WARNING, text, campaign.identity.kind),)


def reply_to_forms(
    submissions: Sequence[PlannedSubmission], before: Mapping[str, Member], campaign: Campaign, *, updates: bool
) -> tuple[DraftKind | None, str]:
    """Which reply fits all forms of the message, and what to call that."""
    codes = {finding.code for each in submissions for finding in each.findings}
    if "member-closed" in codes:
        return None, "A newer form of an applicant that was declined or withdrew; staff decide."
    if "applicant-held" in codes:
        return DraftKind.HELD, "A filled form; staff decide about the applicant before any letter."
    lacking = [each for each in submissions if _lacks(each, before, campaign)]
    if lacking and not updates:
        return DraftKind.MISSING, "A filled form with required values missing."
    if updates and not any(_newly_complete(each, before, campaign) for each in submissions):
        return DraftKind.UPDATE, "A newer form of a known member."
    if updates:
        return DraftKind.WELCOME, "A newer form completes what an earlier one lacked."
    return DraftKind.WELCOME, "A filled form."


def _lacks(submission: PlannedSubmission, before: Mapping[str, Member], campaign: Campaign) -> bool:
    return bool(missing_fields(_values_after(submission, before.get(submission.member or ""), campaign), campaign))


def _newly_complete(submission: PlannedSubmission, before: Mapping[str, Member], campaign: Campaign) -> bool:
    member = before.get(submission.member or "")
    was_lacking = member is not None and member.status is Status.INCOMPLETE
    return was_lacking and not _lacks(submission, before, campaign)


def _values_after(submission: PlannedSubmission, member: Member | None, campaign: Campaign) -> tuple[MemberValue, ...]:
    """The member's values with those of the submission; what staff set stands."""
    held = {value.field: value for value in (member.values if member else ())}
    gone = outdated(held, submission.values, campaign)
    values = {key: value for key, value in held.items() if value.origin == "staff" or key not in gone}
    for value in submission.values:
        if value.field not in values or values[value.field].origin != "staff":
            values[value.field] = MemberValue(value.field, value.value, "form")
    return tuple(values.values())


def question_about(form: FoundForm, found: Match, before: Mapping[str, Member], campaign: Campaign) -> str:
    """The question to staff, with both sides, where a form may be a known member's or a namesake's."""
    given = {value.field: value.raw for value in form.form.values}
    this = ", ".join(given[key] for key in _asked(campaign) if key in given) or "it gives no name"
    others = _described(found.doubtful, before, campaign)
    return (
        f"{form.name} is a filled form ({this[:160]}). It may be from {others}, or from another government of that "
        "name: compare them. If it is another, ask for the form again with its province and an official address."
    )


def _described(ids: Sequence[str], before: Mapping[str, Member], campaign: Campaign) -> str:
    return " or ".join(_one_described(before[each], campaign) for each in ids)


def _one_described(member: Member, campaign: Campaign) -> str:
    values = [member.get(key) for key in _asked(campaign)]
    said = ", ".join(str(value.value) for value in values if value)
    return f"{member.id} ({said[:160]})" if said else member.id


def _asked(campaign: Campaign) -> tuple[str, ...]:
    asked = (campaign.identity.name, campaign.identity.kind, campaign.identity.within)
    return tuple(key for key in asked if key)
