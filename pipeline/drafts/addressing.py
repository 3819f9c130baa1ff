"""Whom a reply goes to, and who gets a copy: the rule of docs/letters-and-replies.md. Pure.

To:  the sender, or where the sender asks answers to; a confirmation goes to the contact of the form.
Cc:  the contact, where that is somebody else; with a welcome, an update and a confirmation the leader's office too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.campaign.definition import FieldType
from pipeline.drafts.recipients import ascii_address, reply_to, same_mailbox, takes_no_mail
from pipeline.drafts.request import leader_of
from pipeline.model import Mailbox
from pipeline.records import DraftKind

if TYPE_CHECKING:
    from pipeline.campaign.definition import Campaign, Field
    from pipeline.drafts.request import Applicant, ReplyRequest

_CONTACT: Final = frozenset({DraftKind.WELCOME, DraftKind.MISSING, DraftKind.UPDATE})
"""Kinds that tell about a form: its contact should know. The others answer whoever wrote, and nobody else."""

_OFFICE: Final = frozenset({DraftKind.WELCOME, DraftKind.UPDATE, DraftKind.CONFIRMATION})


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who gets a mail. `to` is None where nobody can be written to."""

    to: Mailbox | None
    copies: tuple[Mailbox, ...] = ()


def addressed(request: ReplyRequest) -> Addressed:
    """Who gets a reply.

    A mail for several governments has several contacts who need not know each other: none gets a copy. An address that
    was read with doubt, or given by a stranger, might be somebody else's: it gets none either.
    """
    own, kind = request.secretariat.address, request.draft.kind
    one = request.applicants[0] if len(request.applicants) == 1 else None
    contact = contact_address(one, request.campaign, own) if one else None
    office = _office_address(one, request.campaign, own) if one else None
    if kind is DraftKind.CONFIRMATION:
        return _without_doubles(contact or office, office)
    target = reply_to(request.mail, own) if request.mail else None
    told = kind in _CONTACT or request.reminds is DraftKind.MISSING
    return _without_doubles(target, contact if told else None, office if kind in _OFFICE else None)


def contact_address(applicant: Applicant, campaign: Campaign, own: str) -> Mailbox | None:
    """The address of the contact that the form names, where it was surely read and takes mail."""
    fields = _emails(campaign)
    return _surely(applicant, next((each for each in fields if each not in _of_office(campaign)), None), campaign, own)


def _office_address(applicant: Applicant, campaign: Campaign, own: str) -> Mailbox | None:
    return _surely(applicant, next(iter(_of_office(campaign)), None), campaign, own)


def _emails(campaign: Campaign) -> list[Field]:
    return [field for field in campaign.kept_fields if field.type is FieldType.EMAIL]


def _of_office(campaign: Campaign) -> list[Field]:
    """The addresses that stand in the leader's section, where another section has one too: that is the contact's."""
    leader = leader_of(campaign)
    fields = _emails(campaign)
    inside = [field for field in fields if leader and field.section and field.section == leader.section]
    return inside if len(inside) < len(fields) else []


def _surely(applicant: Applicant, field: Field | None, campaign: Campaign, own: str) -> Mailbox | None:
    held = applicant.member.get(field.key) if field else None
    if field is None or held is None or field.key in {*applicant.doubtful, *applicant.strangers}:
        return None
    if held.origin == "form" and held.confidence < campaign.certain:
        return None
    address = ascii_address(str(held.value))
    if address is None or takes_no_mail(address) or same_mailbox(address, own):
        return None
    return Mailbox(address)


def _without_doubles(target: Mailbox | None, *copies: Mailbox | None) -> Addressed:
    kept: list[Mailbox] = []
    for copy in copies:
        known = [each.address for each in (target, *kept) if each]
        if copy and not any(same_mailbox(copy.address, address) for address in known):
            kept.append(copy)
    return Addressed(target, tuple(kept))
