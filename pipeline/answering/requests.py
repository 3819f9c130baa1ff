"""From the ledger to what a reply is made of: its applicants, what is missing, what changed, since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.drafts.request import (
    Applicant,
    ReplyRequest,
    applicant_of,
    unread_files,
)
from pipeline.intake.message import unwrap
from pipeline.model import Mail
from pipeline.reconcile.asked import changed_keys, values_before
from pipeline.reconcile.reminders import ASKS
from pipeline.reconcile.writers import answers_itself, is_of_member, strangers_keys, wrote_before
from pipeline.records import DraftKind, DraftRow, Member, MessageRow, SubmissionRow

if TYPE_CHECKING:
    import datetime as dt

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
    settled: frozenset[str]  # keys of what staff ticked off

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
        view.settled,
    )


def reply_request(run: Run, draft: DraftRow, known: Known) -> ReplyRequest:
    """All that a reply is made of, but for its attachments."""
    message = known.messages[draft.message]
    mail = None if draft.kind is DraftKind.CONFIRMATION else unwrap(run.ledger.raw(draft.message))
    applicants = applicants_of(draft, known, run.campaign, mail)
    reminded = known.asked.get(draft.message) if draft.kind is DraftKind.REMINDER else None
    return ReplyRequest(
        draft,
        mail,
        run.campaign,
        run.settings.secretariat,
        applicants,
        unread_files(message.documents),
        received=_day_of(message),
        since=_since(draft, applicants, known, reminded),
        reminds=reminded.kind if reminded else None,
    )


def applicants_of(draft: DraftRow, known: Known, campaign: Campaign, mail: Mail | None = None) -> tuple[Applicant, ...]:
    """The members of a reply with what it says about each; `mail` is what it answers."""
    members = [known.members[each] for each in draft.members]
    return tuple(
        replace(
            _applicant(each, _Answer(draft, known, mail), campaign),
            strangers=strangers_keys(each, known.submissions, known.settled),
        )
        for each in members
    )


def _applicant(member: Member, answer: _Answer, campaign: Campaign) -> Applicant:
    """A member, with what the form that is answered says otherwise than the forms before it.

    Where it is not certain that its sender writes for the member, no value that others gave is among it.
    """
    now, earlier = answer.form_of(member)
    if now is None:
        return applicant_of(member, campaign)
    changed = changed_keys(now, earlier)
    if answer.goes_to_member(member):
        return applicant_of(member, campaign, changed, values_before(changed, earlier))
    said = applicant_of(member, campaign, changed)
    return replace(said, doubtful=tuple(key for key in said.doubtful if _is_from(now, member, key)))


def _is_from(form: SubmissionRow, member: Member, key: str) -> bool:
    held = member.get(key)
    return held is not None and held.submission == form.id


def given_values(member: Member, request: ReplyRequest, known: Known) -> dict[str, FieldValue]:
    """What a form can be filled in with: all that is known of the member, or only what the answered form gave.

    The latter where it is not certain that the sender writes for the member: nobody gets to know what others gave.
    """
    answer = _Answer(request.draft, known, request.mail)
    now, _ = answer.form_of(member)
    if answer.goes_to_member(member):
        return {value.field: value.value for value in member.values}
    return {value.field: value.value for value in now.values} if now else {}


@dataclass(frozen=True, slots=True)
class _Answer:
    """A reply, seen by whom it reaches."""

    draft: DraftRow
    known: Known
    mail: Mail | None

    @property
    def message(self) -> MessageRow:
        return self.known.messages[self.draft.message]

    def form_of(self, member: Member) -> tuple[SubmissionRow | None, list[SubmissionRow]]:
        """The form that is answered, and the member's forms before it."""
        forms = self.known.forms_of(member)
        now = next((row for row in forms if row.message == self.message.sha256), None)
        return now, forms[: forms.index(now)] if now else forms

    def goes_to_member(self, member: Member) -> bool:
        """Whether it surely goes to somebody who writes for the member."""
        if self.draft.kind is DraftKind.CONFIRMATION:
            return True  # it goes to an address that the member gave
        if not answers_itself(self.message, self.mail.reply_to if self.mail else None):
            return False
        now, _ = self.form_of(member)
        if now:
            return is_of_member(now, self.known.settled)
        known, forms = self.known, self.known.forms_of(member)
        return wrote_before(self.message.sender.address, forms, known.senders, known.settled)


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
