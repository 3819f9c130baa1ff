"""Whether who writes is known to write for a member: nobody else is told what others gave of it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.reconcile.asked import doubtful_keys
from pipeline.reconcile.hosts import own_domain, registrable
from pipeline.reconcile.items import finding_key
from pipeline.reconcile.origin import NOT_AUTHENTIC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipeline.campaign.definition import Campaign
    from pipeline.model import Mailbox
    from pipeline.records import Member, MessageRow, SubmissionRow

_STRANGERS: Final = frozenset({"unknown-writer", "joined-by-name", "joined-by-address"})
"""What is found of a form that came to a member that was there before, from where it never wrote."""

_UNSURE: Final = _STRANGERS | {"may-be-known"}
"""What staff are asked to look at where a form may not be from the member that it names."""


def is_of_member(form: SubmissionRow, settled: Collection[str] = ()) -> bool:
    """Whether a form came from where its member was known to write from, or made the member known itself.

    Args:
        form: the form.
        settled: keys of what staff ticked off: then it is.
    """
    return not _found(form, _UNSURE, settled)


def _found(form: SubmissionRow, codes: Collection[str], settled: Collection[str]) -> bool:
    found = (finding.code for finding in form.findings if finding.code in codes)
    return any(finding_key(form.id, code) not in settled for code in found)


def wrote_before(
    address: str, forms: Iterable[SubmissionRow], senders: Mapping[str, str], settled: Collection[str] = ()
) -> bool:
    """Whether one of a member's forms that surely are its own came from that address.

    Args:
        address: of who writes now.
        forms: the member's.
        senders: sha256 of a message -> the address that it came from.
        settled: keys of what staff ticked off.
    """
    sure = (form for form in forms if form.message in senders and is_of_member(form, settled))
    known = {senders[form.message].casefold() for form in sure}
    return bool(address) and address.casefold() in known


def answers_itself(message: MessageRow, answers_to: Mailbox | None) -> bool:
    """Whether an answer surely reaches who a mail says that it is from.

    Not where our provider found the sender forged, nor where the answer is to go to somebody else's domain.

    Args:
        message: the mail.
        answers_to: where the sender asks answers to (Reply-To).
    """
    if any(finding.code == NOT_AUTHENTIC.code for finding in message.findings):
        return False
    sender, other = message.sender.address.casefold(), answers_to.address.casefold() if answers_to else ""
    if other in {"", sender}:
        return True
    domain = registrable(own_domain(sender))
    return bool(domain) and registrable(own_domain(other)) == domain


def strangers_keys(
    member: Member, forms: Mapping[str, SubmissionRow], settled: Collection[str] = ()
) -> tuple[str, ...]:
    """The fields whose value stands only because somebody gave it who is not known to write for the member.

    Args:
        member: as it is now. A value that staff set is no stranger's.
        forms: id -> submission.
        settled: keys of what staff ticked off.
    """
    given = ((value.field, forms.get(value.submission or "")) for value in member.values if value.origin == "form")
    return tuple(field for field, form in given if form and _found(form, _STRANGERS, settled))


def has_sure_address(
    member: Member, campaign: Campaign, forms: Mapping[str, SubmissionRow], settled: Collection[str] = ()
) -> bool:
    """Whether there is an address that a mail which nobody asked for can go to."""
    unsure = {*strangers_keys(member, forms, settled), *doubtful_keys(member)}
    held = (member.get(field.key) for field in campaign.kept_fields if field.type is FieldType.EMAIL)
    return any(
        each is not None
        and each.field not in unsure
        and (each.origin == "staff" or each.confidence >= campaign.certain)
        for each in held
    )
