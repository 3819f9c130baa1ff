"""From the ledger to what a reply is made of: its applicants, what is missing, what changed, since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.drafts.request import (
    Applicant,
    Attachment,
    ReplyRequest,
    applicant_of,
    unread_files,
)
from pipeline.intake.message import unwrap
from pipeline.reconcile.asked import changed_keys, values_before
from pipeline.reconcile.reminders import ASKS
from pipeline.reconcile.writers import is_of_member, strangers_keys, wrote_before
from pipeline.records import DraftKind, DraftRow, Member, MessageRow, SubmissionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from pipeline.campaign.definition import Campaign
    from pipeline.model import FieldValue
    from pipeline.records import LedgerView
    from pipeline.run import Run


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger says, by id: looking through all of it for each of ten thousand replies takes minutes."""

    members: dict[str, Member]
    messages: dict[int, MessageRow]
    submissions: dict[str, SubmissionRow]
    asked: dict[int, DraftRow]  # message -> the reply to it that wants an answer
    senders: dict[str, str]  # sha256 of a message -> the address that it came from

    def forms_of(self, member: Member) -> list[SubmissionRow]:
        """The submissions of a member, oldest first."""
        return [self.submissions[each] for each in sorted(member.submissions, key=lambda each: (len(each), each))]


def known_from(view: LedgerView) -> Known:
    """What replies need of the ledger."""
    return Known(
        {each.id: each for each in view.members},
        {each.id: each for each in view.messages},
        {each.id: each for each in view.submissions},
        {each.message: each for each in view.drafts if each.kind in ASKS},
        {each.sha256: each.sender.address for each in view.messages},
    )


def reply_request(run: Run, draft: DraftRow, known: Known, attachments: Iterable[Attachment] = ()) -> ReplyRequest:
    """All that a reply is made of."""
    message = known.messages[draft.message]
    applicants = applicants_of(draft, known, run.campaign)
    reminded = known.asked.get(draft.message) if draft.kind is DraftKind.REMINDER else None
    return ReplyRequest(
        draft,
        None if draft.kind is DraftKind.CONFIRMATION else unwrap(run.ledger.raw(draft.message)),
        run.campaign,
        run.settings.secretariat,
        applicants,
        unread_files(message.documents),
        tuple(attachments),
        received=_day_of(message),
        since=_since(draft, applicants, known, reminded),
        reminds=reminded.kind if reminded else None,
    )


def applicants_of(draft: DraftRow, known: Known, campaign: Campaign) -> tuple[Applicant, ...]:
    """The members of a reply with what it says about each."""
    members = [known.members[each] for each in draft.members]
    return tuple(
        replace(_applicant(each, draft, known, campaign), strangers=strangers_keys(each, known.submissions))
        for each in members
    )


def _applicant(member: Member, draft: DraftRow, known: Known, campaign: Campaign) -> Applicant:
    """A member, with what the form that is answered says otherwise than the forms before it.

    Where it is not certain that its sender writes for the member, no value that others gave is among it.
    """
    forms = known.forms_of(member)
    message = known.messages[draft.message]
    now = next((row for row in forms if row.message == message.sha256), None)
    if now is None:
        return applicant_of(member, campaign)
    earlier = forms[: forms.index(now)]
    changed = changed_keys(now, earlier)
    if is_of_member(now):
        return applicant_of(member, campaign, changed, values_before(changed, earlier))
    said = applicant_of(member, campaign, changed)
    return replace(said, doubtful=tuple(key for key in said.doubtful if _is_from(now, member, key)))


def _is_from(form: SubmissionRow, member: Member, key: str) -> bool:
    held = member.get(key)
    return held is not None and held.submission == form.id


def given_values(member: Member, draft: DraftRow, known: Known) -> dict[str, FieldValue]:
    """What a form can be filled in with: all that is known of the member, or only what the answered form gave.

    The latter where it is not certain that the sender writes for the member: nobody gets to know what others gave.
    """
    message, forms = known.messages[draft.message], known.forms_of(member)
    mine = next((row for row in forms if row.message == message.sha256), None)
    if mine and not is_of_member(mine):
        return {value.field: value.value for value in mine.values}
    if mine or draft.kind is DraftKind.CONFIRMATION or wrote_before(message.sender.address, forms, known.senders):
        return {value.field: value.value for value in member.values}
    return {}


def _since(
    draft: DraftRow, applicants: tuple[Applicant, ...], known: Known, reminded: DraftRow | None
) -> dt.date | None:
    """The day that a reply of this kind speaks of; see `drafts.request`."""
    if reminded:
        return reminded.created.date()
    if draft.kind not in {DraftKind.DUPLICATE, DraftKind.CONFIRMATION}:
        return None
    days = [row.received.date() for each in applicants for row in known.forms_of(each.member) if row.received]
    return max(days, default=None)


def _day_of(message: MessageRow) -> dt.date:
    return (message.received or message.fetched).date()
